#include "server/site/opensearch.h"

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "server/site/identity.h"

#include <stdint.h>
#include <string.h>

/* A DNS name has 253 bytes at most; a port may follow. */
#define HOST_MAX_BYTES 260

bool opensearch_is_host(struct str host) {
    for (size_t i = 0; i < host.len; i++)
        if (!ascii_is_alphanumeric(host.ptr[i]) && (host.ptr[i] == '\0' || strchr("-._~:[]", host.ptr[i]) == NULL))
            return false;
    return host.len > 0 && host.len <= HOST_MAX_BYTES;
}

/* XML 1.0, 2.2: Char. */
static bool is_xml(uint32_t code) {
    return code >= 0x20 && code != 0xFFFE && code != 0xFFFF;
}

static void write_text(struct buf *out, struct str text, size_t max_characters) {
    size_t characters = 0;
    for (size_t at = 0; at < text.len && characters < max_characters; characters++) {
        size_t start = at;
        uint32_t code = utf8_next(text, &at);
        if (code == UTF8_REPLACEMENT || !is_xml(code))
            buf_puts(out, "\xEF\xBF\xBD");
        else
            buf_add_html(out, str_make(text.ptr + start, at - start));
    }
}

static void write_element(struct buf *out, const char *name, struct str text, size_t max_characters) {
    buf_addf(out, "<%s>", name);
    write_text(out, text, max_characters);
    buf_addf(out, "</%s>\n", name);
}

static void write_address(struct buf *out, const struct opensearch_place *place, const char *path) {
    buf_puts(out, place->is_https ? "https://" : "http://");
    buf_add(out, place->host);
    buf_add(out, place->base);
    buf_puts(out, path);
}

static void write_url(struct buf *out, const struct opensearch_place *place, const char *type, const char *rel,
                      const char *path) {
    buf_addf(out, "<Url type=\"%s\" rel=\"%s\" template=\"", type, rel);
    write_address(out, place, path);
    buf_puts(out, "\"/>\n");
}

void opensearch_write(struct buf *out, const struct opensearch_place *place, const struct corpus *corpus) {
    struct str title = identity_title(corpus);
    buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\" "
                  "xmlns:moz=\"http://www.mozilla.org/2006/browser/search/\">\n");
    write_element(out, "ShortName", identity_short_name(corpus), IDENTITY_SHORT_MAX_CHARACTERS);
    write_element(out, "LongName", title, OPENSEARCH_LONG_MAX_CHARACTERS);
    write_element(out, "Description", title, OPENSEARCH_DESCRIPTION_MAX_CHARACTERS);
    write_element(out, "InputEncoding", STR("UTF-8"), OPENSEARCH_LONG_MAX_CHARACTERS);
    buf_puts(out, "<Image width=\"16\" height=\"16\" type=\"image/svg+xml\">");
    write_address(out, place, "/assets/icon.svg");
    buf_puts(out, "</Image>\n");
    write_url(out, place, "text/html", "results", "/search?q={searchTerms}");
    write_url(out, place, "application/x-suggestions+json", "suggestions", "/api/suggest?q={searchTerms}");
    write_url(out, place, OPENSEARCH_TYPE, "self", "/opensearch.xml");
    buf_puts(out, "<moz:SearchForm>");
    write_address(out, place, "/");
    buf_puts(out, "</moz:SearchForm>\n</OpenSearchDescription>\n");
}
