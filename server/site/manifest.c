#include "server/site/manifest.h"

#include "common/base/array.h"
#include "common/base/json.h"
#include "server/site/identity.h"

#define ADDRESS_MAX_BYTES 4096

/* --paper of tokens.css, as the window looks before the page is there. A manifest has one colour for light and dark;
 * the page's own <meta name="theme-color"> has both. */
#define PAPER STR("#faf9f6")

/* The address of base + path. */
static void write_address(struct json *json, const char *key, struct str base, const char *path) {
    struct buf address;
    buf_init(&address, ADDRESS_MAX_BYTES);
    buf_add(&address, base);
    buf_puts(&address, path);
    json_member_string(json, key, buf_str(&address));
    json->out->failed |= address.failed;
    buf_free(&address);
}

/* The picture without a hole in it is also that of a home screen on iOS, which takes no SVG (parts/head.html). */
static const struct icon {
    const char *path, *sizes, *type, *purpose;
} icons[] = {
    {"/icon.svg", "any", "image/svg+xml", "any"},
    {"/icon-maskable.svg", "any", "image/svg+xml", "maskable"},
    {"/icon-touch.png", "180x180", "image/png", "any"},
};

static void write_icon(struct json *json, struct str assets, const struct icon *icon) {
    json_object(json);
    write_address(json, "src", assets, icon->path);
    json_member_string(json, "sizes", str_from(icon->sizes));
    json_member_string(json, "type", str_from(icon->type));
    json_member_string(json, "purpose", str_from(icon->purpose));
    json_end(json);
}

void manifest_write(struct buf *out, const struct links *links, const struct corpus *corpus) {
    struct json json;
    json_init(&json, out);
    json_object(&json);
    json_member_string(&json, "name", identity_title(corpus));
    json_member_string(&json, "short_name", identity_short_name(corpus));
    write_address(&json, "id", links->base, "/");
    write_address(&json, "start_url", links->base, "/");
    write_address(&json, "scope", links->base, "/");
    json_member_string(&json, "display", STR("minimal-ui"));
    json_member_string(&json, "theme_color", PAPER);
    json_member_string(&json, "background_color", PAPER);
    json_key(&json, "icons");
    json_array(&json);
    for (size_t i = 0; i < COUNT_OF(icons); i++)
        write_icon(&json, links->assets, &icons[i]);
    json_end(&json);
    json_end(&json);
    buf_putc(out, '\n');
}
