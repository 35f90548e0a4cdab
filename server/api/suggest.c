#include "server/api/suggest.h"

#include "common/base/json.h"

/* A kind, a doc set's name and the titles above an entry. */
#define DESCRIPTION_MAX_BYTES 8192

/* A title in an address takes three times its bytes. */
#define ADDRESS_MAX_BYTES 8192

/* Choosing a suggestion searches for its words: the same words twice are of no use. */
static bool is_repeated(const struct hits *hits, size_t index) {
    for (size_t i = 0; i < index; i++)
        if (str_equal(hits->hit[i].title, hits->hit[index].title))
            return true;
    return false;
}

static void write_title(struct json *json, const struct hit *hit, struct str base) {
    (void)base;
    json_string(json, hit->title);
}

/* "function in python: Coroutines and Tasks > Creating Tasks" */
static void write_description(struct json *json, const struct hit *hit, struct str base) {
    struct buf text;
    (void)base;
    buf_init(&text, DESCRIPTION_MAX_BYTES);
    buf_add(&text, hit->kind);
    buf_puts(&text, " in ");
    buf_add(&text, hit->docset);
    const char *separator = ": ";
    for (struct str lines = hit->breadcrumbs, line; str_split(&lines, '\n', &line); separator = " > ") {
        buf_puts(&text, line.len > 0 ? separator : "");
        buf_add(&text, line);
    }
    json_string(json, buf_str(&text));
    buf_free(&text);
}

/* Where an artifact neither has the pages nor says where they are, the results for the title. */
static void write_url(struct json *json, const struct hit *hit, struct str base) {
    struct buf url;
    buf_init(&url, ADDRESS_MAX_BYTES);
    if (hit->url.len > 0) {
        buf_add(&url, hit->url);
    } else {
        buf_add(&url, base);
        buf_puts(&url, "/search?q=");
        buf_add_url(&url, hit->title, "");
    }
    json_string(json, url.failed ? STR("") : buf_str(&url));
    buf_free(&url);
}

static void write_list(struct json *json, const struct hits *hits, struct str base,
                       void (*write)(struct json *json, const struct hit *hit, struct str base)) {
    json_array(json);
    for (size_t i = 0; i < hits->count; i++)
        if (!is_repeated(hits, i))
            write(json, &hits->hit[i], base);
    json_end(json);
}

void suggest_write(struct buf *out, const struct hits *hits, struct str typed, struct str base) {
    struct json json;
    json_init(&json, out);
    json_array(&json);
    json_string(&json, typed);
    write_list(&json, hits, base, write_title);
    write_list(&json, hits, base, write_description);
    write_list(&json, hits, base, write_url);
    json_end(&json);
    buf_putc(out, '\n');
}
