#include "server/site/hit_text.h"

#include "server/site/template.h"

#include <inttypes.h>

void hit_text_docset(struct buf *out, const struct hit *hit) {
    buf_add(out, hit->docset);
    if (hit->version.len > 0) {
        buf_putc(out, ' ');
        buf_add(out, hit->version);
    }
}

void hit_text_mark(struct buf *deprecated, struct buf *since, struct str template, const struct hit *hit) {
    struct buf text;
    buf_init(&text, 256);
    if (hit->deprecated.len > 0) {
        buf_addf(&text, "deprecated%s%.*s", str_is(hit->deprecated, "yes") ? "" : " ",
                 str_is(hit->deprecated, "yes") ? 0 : (int)hit->deprecated.len, hit->deprecated.ptr);
        template_write_optional(deprecated, template, "deprecated", template_text("mark", buf_str(&text)));
    } else if (hit->since.len > 0) {
        buf_addf(&text, "since %.*s", STR_ARG(hit->since));
        template_write_optional(since, template, "since", template_text("mark", buf_str(&text)));
    }
    buf_free(&text);
}

void hit_text_reading_url(struct buf *out, const struct links *links, int64_t id, const struct reading_place *place) {
    buf_add(out, links->base);
    buf_addf(out, "/entries/%" PRId64 "?index=", id);
    buf_add_url(out, place->index, "");
    if (place->asked.len == 0)
        return;
    buf_putc(out, '&');
    buf_add(out, place->asked);
}

void hit_text_url(struct buf *out, const struct links *links, const struct hit *hit,
                  const struct reading_place *place) {
    if (hit->url.len > 0)
        buf_add(out, hit->url);
    else
        hit_text_reading_url(out, links, hit->id, place);
}
