#include "server/site/error_page.h"

#include "common/base/array.h"
#include "server/site/identity.h"
#include "server/site/template.h"

bool error_page_init(struct error_page *page, const struct assets *assets, struct str base_path, struct err *err) {
    buf_init(&page->assets_url, ASSETS_URL_MAX_BYTES);
    assets_write_folder(&page->assets_url, assets, base_path);
    page->links =
        (struct links){.base = base_path, .assets = buf_str(&page->assets_url), .name = str_from(IDENTITY_OF_SEVERAL)};
    return !buf_failed(&page->assets_url) || err_set(err, ERR_LIMIT, "the base path is too long");
}

void error_page_free(struct error_page *page) {
    buf_free(&page->assets_url);
}

void error_page_write(struct buf *out, const void *page, int status, const char *reason, const char *detail) {
    const struct links *links = &((const struct error_page *)page)->links;
    struct template_value values[] = {
        template_text("base", links->base),        template_text("assets", links->assets),
        template_text("name", links->name),        template_text("query", STR("")),
        template_snippet("kept", STR("")),         template_number("status", status),
        template_text("reason", str_from(reason)), template_text("detail", str_from(detail)),
    };
    template_write(out, assets_error_template(), values, COUNT_OF(values));
}
