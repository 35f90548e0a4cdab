#include "server/site/assets.h"

#include "common/base/ascii.h"

#include <stddef.h>
#include <stdio.h>

#define EMBEDDED(symbol)                                                                                               \
    extern const unsigned char symbol[];                                                                               \
    extern const size_t symbol##_size

EMBEDDED(web_index_html);
EMBEDDED(web_results_html);
EMBEDDED(web_reading_html);
EMBEDDED(web_stale_html);
EMBEDDED(web_error_html);
EMBEDDED(web_style_css);
EMBEDDED(web_plain_css);
EMBEDDED(web_early_js);
EMBEDDED(web_app_js);
EMBEDDED(web_widget_js);
EMBEDDED(web_icon_svg);
EMBEDDED(web_icon_maskable_svg);
EMBEDDED(web_icon_touch_png);

#define TYPE_CSS "text/css; charset=utf-8"
#define TYPE_JS "text/javascript; charset=utf-8"
#define TYPE_SVG "image/svg+xml"
#define TYPE_PNG "image/png"

static const struct asset {
    const char *name, *type;
    const unsigned char *bytes;
    const size_t *size;
} table[ASSETS_COUNT] = {
    {"style.css", TYPE_CSS, web_style_css, &web_style_css_size},
    {"plain.css", TYPE_CSS, web_plain_css, &web_plain_css_size},
    {"early.js", TYPE_JS, web_early_js, &web_early_js_size},
    {"app.js", TYPE_JS, web_app_js, &web_app_js_size},
    {"widget.js", TYPE_JS, web_widget_js, &web_widget_js_size},
    {"icon.svg", TYPE_SVG, web_icon_svg, &web_icon_svg_size},
    {"icon-maskable.svg", TYPE_SVG, web_icon_maskable_svg, &web_icon_maskable_svg_size},
    {"icon-touch.png", TYPE_PNG, web_icon_touch_png, &web_icon_touch_png_size},
};

static struct str embedded(const unsigned char *bytes, size_t size) {
    return str_make((const char *)bytes, size);
}

/* Names and contents, each behind its length. */
static bool hash_files(char hash[ASSETS_HASH_BYTES], struct err *err) {
    struct str pieces[4 * ASSETS_COUNT];
    size_t lengths[ASSETS_COUNT][2];
    struct digest digest;
    char hex[DIGEST_HEX_BYTES];
    for (size_t i = 0; i < ASSETS_COUNT; i++) {
        struct str name = str_from(table[i].name);
        lengths[i][0] = name.len;
        lengths[i][1] = *table[i].size;
        pieces[4 * i] = str_make((const char *)&lengths[i][0], sizeof lengths[i][0]);
        pieces[4 * i + 1] = name;
        pieces[4 * i + 2] = str_make((const char *)&lengths[i][1], sizeof lengths[i][1]);
        pieces[4 * i + 3] = embedded(table[i].bytes, *table[i].size);
    }
    if (!digest_pieces(pieces, sizeof pieces / sizeof *pieces, &digest, err))
        return false;
    digest_hex(&digest, hex);
    snprintf(hash, ASSETS_HASH_BYTES, "%.16s", hex);
    return true;
}

bool assets_init(struct assets *assets, struct err *err) {
    *assets = (struct assets){0};
    if (!hash_files(assets->hash, err) ||
        !digest_integrity(embedded(web_widget_js, web_widget_js_size), assets->widget_integrity, err))
        return false;
    for (size_t i = 0; i < ASSETS_COUNT; i++) {
        struct str body = embedded(table[i].bytes, *table[i].size);
        if (!content_new(&assets->files[i], table[i].type, body, err)) {
            assets_free(assets);
            return false;
        }
    }
    return true;
}

void assets_free(struct assets *assets) {
    for (size_t i = 0; i < ASSETS_COUNT; i++)
        content_drop(assets->files[i]);
    *assets = (struct assets){0};
}

static bool is_hash(struct str text) {
    for (size_t i = 0; i < text.len; i++)
        if (!ascii_is_digit(text.ptr[i]) && (text.ptr[i] < 'a' || text.ptr[i] > 'f'))
            return false;
    return text.len == ASSETS_HASH_BYTES - 1;
}

struct content *assets_find(const struct assets *assets, struct str name, bool *is_immutable) {
    struct str folder = str_head(name, str_find_char(name, '/', 0));
    *is_immutable = str_is(folder, assets->hash);
    if (folder.len < name.len && is_hash(folder))
        name = str_from_offset(name, folder.len + 1);
    for (size_t i = 0; i < ASSETS_COUNT; i++)
        if (str_is(name, table[i].name))
            return assets->files[i];
    return NULL;
}

void assets_write_folder(struct buf *out, const struct assets *assets, struct str base_path) {
    buf_add(out, base_path);
    buf_addf(out, "/assets/%s", assets->hash);
}

struct str assets_home_template(void) {
    return embedded(web_index_html, web_index_html_size);
}

struct str assets_results_template(void) {
    return embedded(web_results_html, web_results_html_size);
}

struct str assets_reading_template(void) {
    return embedded(web_reading_html, web_reading_html_size);
}

struct str assets_error_template(void) {
    return embedded(web_error_html, web_error_html_size);
}

struct str assets_stale_template(void) {
    return embedded(web_stale_html, web_stale_html_size);
}
