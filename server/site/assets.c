#include "server/site/assets.h"

#include <stddef.h>

#define EMBEDDED(symbol)                                                                                               \
    extern const unsigned char symbol[];                                                                               \
    extern const size_t symbol##_size

EMBEDDED(web_index_html);
EMBEDDED(web_results_html);
EMBEDDED(web_style_css);
EMBEDDED(web_app_js);
EMBEDDED(web_keys_js);
EMBEDDED(web_render_js);
EMBEDDED(web_search_js);
EMBEDDED(web_url_js);
EMBEDDED(web_icon_svg);

#define TYPE_CSS "text/css; charset=utf-8"
#define TYPE_JS "text/javascript; charset=utf-8"
#define TYPE_SVG "image/svg+xml"

static const struct asset {
    const char *name, *type;
    const unsigned char *bytes;
    const size_t *size;
} table[ASSETS_COUNT] = {
    {"style.css", TYPE_CSS, web_style_css, &web_style_css_size},
    {"app.js", TYPE_JS, web_app_js, &web_app_js_size},
    {"keys.js", TYPE_JS, web_keys_js, &web_keys_js_size},
    {"render.js", TYPE_JS, web_render_js, &web_render_js_size},
    {"search.js", TYPE_JS, web_search_js, &web_search_js_size},
    {"url.js", TYPE_JS, web_url_js, &web_url_js_size},
    {"icon.svg", TYPE_SVG, web_icon_svg, &web_icon_svg_size},
};

static struct str embedded(const unsigned char *bytes, size_t size) {
    return str_make((const char *)bytes, size);
}

bool assets_init(struct assets *assets, struct err *err) {
    *assets = (struct assets){0};
    for (size_t i = 0; i < ASSETS_COUNT; i++) {
        struct str body = embedded(table[i].bytes, *table[i].size);
        if (!content_init(&assets->files[i], table[i].type, body, err)) {
            assets_free(assets);
            return false;
        }
    }
    return true;
}

void assets_free(struct assets *assets) {
    for (size_t i = 0; i < ASSETS_COUNT; i++)
        content_free(&assets->files[i]);
}

const struct content *assets_find(const struct assets *assets, struct str name) {
    for (size_t i = 0; i < ASSETS_COUNT; i++)
        if (str_is(name, table[i].name))
            return &assets->files[i];
    return NULL;
}

struct str assets_home_template(void) {
    return embedded(web_index_html, web_index_html_size);
}

struct str assets_results_template(void) {
    return embedded(web_results_html, web_results_html_size);
}
