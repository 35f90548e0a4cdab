#include "server/site/hitlist.h"

#include "common/base/ascii.h"
#include "server/site/hit_text.h"
#include "server/site/template.h"

#include <stddef.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* The repeated and optional pieces of the template. */
struct list {
    struct str group, head, docset, hit;
    bool show_docset; /* there are several doc sets to tell apart */
    const struct links *links;
    struct str index; /* of the artifact */
};

static struct list find_pieces(const struct results *results) {
    struct list list = {
        .show_docset = results->docset_count > 1, .links = results->links, .index = results->hits->index};
    list.group = template_block(results->page, "group");
    list.head = template_block(list.group, "head");
    list.docset = template_block(list.head, "docset");
    list.hit = template_block(list.group, "hit");
    return list;
}

/* Nothing above it: the page, or a module that is a page. */
static bool is_whole_page(const struct hit *hit) {
    return hit->breadcrumbs.len == 0;
}

static bool is_prose(const struct hit *hit) {
    return is_whole_page(hit) || str_is(hit->kind, "section") || str_is(hit->kind, "term") ||
           str_find_char(hit->title, ' ', 0) < hit->title.len;
}

static bool is_word_at(struct str text, size_t offset) {
    if (offset >= text.len)
        return false;
    char c = text.ptr[offset];
    return ascii_is_word(c);
}

static size_t find_word(struct str text, struct str word) {
    size_t at = str_find(text, word, 0);
    while (at < text.len && ((at > 0 && is_word_at(text, at - 1)) || is_word_at(text, at + word.len)))
        at = str_find(text, word, at + 1);
    return at;
}

static bool is_separator(char c) {
    return c == '.' || c == ':';
}

/* Without its first part and the separator behind that. */
static struct str skip_part(struct str name) {
    size_t at = 0;
    while (at < name.len && !is_separator(name.ptr[at]))
        at++;
    while (at < name.len && is_separator(name.ptr[at]))
        at++;
    return str_from_offset(name, at);
}

/* Where the signature has the title, or the longest part of it that ends it: bytes [start, end). */
static bool find_title(const struct hit *hit, size_t *start, size_t *end) {
    for (struct str name = hit->title; name.len > 0; name = skip_part(name)) {
        *start = find_word(hit->signature, name);
        *end = *start + name.len;
        if (*start < hit->signature.len)
            return true;
    }
    return false;
}

/* Titles between the page and the hit; for a page, which is its own heading, the doc set. */
static void write_trail_text(struct buf *out, const struct list *list, const struct hit *hit) {
    struct str rest = hit->breadcrumbs, title;
    if (is_whole_page(hit)) {
        if (list->show_docset)
            hit_text_docset(out, hit);
        return;
    }
    for (size_t i = 0; str_split(&rest, '\n', &title); i++) {
        if (i > 1)
            buf_puts(out, " › ");
        if (i > 0)
            buf_add(out, title);
    }
}

static void write_trail(struct buf *out, const struct list *list, const struct hit *hit) {
    struct buf text;
    buf_init(&text, out->max_bytes);
    write_trail_text(&text, list, hit);
    template_write_optional(out, list->hit, "trail", template_text("trail", buf_str(&text)));
    buf_free(&text);
}

/* Where the hit leads: to the documentation, with a further link to its text here; where documentation has no address,
 * to that text. */
static void write_links(struct buf *url, struct buf *read, const struct list *list, const struct hit *hit) {
    hit_text_url(url, list->links, hit, list->index);
    if (hit->url.len == 0)
        return;
    struct buf here;
    buf_init(&here, url->max_bytes);
    hit_text_reading_url(&here, list->links, hit->id, list->index);
    struct template_value values[] = {template_link("url", buf_str(&here)), template_text("title", hit->title)};
    template_write(read, template_block(list->hit, "read"), values, COUNT_OF(values));
    buf_free(&here);
}

/* A name is shown where it stands in its signature; a signature that does not hold it gets a line of its own. */
static void write_hit(struct buf *out, const struct list *list, const struct hit *hit) {
    size_t start = 0, end = 0;
    bool is_inside = find_title(hit, &start, &end);
    struct buf signature, trail, excerpt, deprecated, since;
    buf_init(&deprecated, out->max_bytes);
    buf_init(&since, out->max_bytes);
    buf_init(&signature, out->max_bytes);
    buf_init(&trail, out->max_bytes);
    buf_init(&excerpt, out->max_bytes);
    template_write_optional(&signature, list->hit, "signature",
                            template_text("signature", is_inside ? STR("") : hit->signature));
    hit_text_mark(&deprecated, &since, list->hit, hit);
    write_trail(&trail, list, hit);
    template_write_optional(&excerpt, list->hit, "excerpt", template_snippet("snippet", hit->snippet));
    struct buf url, read;
    buf_init(&url, out->max_bytes);
    buf_init(&read, out->max_bytes);
    write_links(&url, &read, list, hit);
    struct template_value values[] = {
        template_link("url", buf_str(&url)),
        template_text("style", is_prose(hit) && !is_inside ? STR("title") : STR("name")),
        template_text("before", is_inside ? str_head(hit->signature, start) : STR("")),
        template_text("title", hit->title),
        template_text("after", is_inside ? str_from_offset(hit->signature, end) : STR("")),
        template_text("kind", hit->kind),
        template_html("deprecated", &deprecated),
        template_html("since", &since),
        template_html("signature", &signature),
        template_html("trail", &trail),
        template_html("excerpt", &excerpt),
        template_html("read", &read),
    };
    template_write(out, list->hit, values, COUNT_OF(values));
    buf_free(&url);
    buf_free(&read);
    buf_free(&signature);
    buf_free(&trail);
    buf_free(&excerpt);
    buf_free(&deprecated);
    buf_free(&since);
}

static void write_head_docset(struct buf *out, const struct list *list, const struct hit *hit) {
    struct buf text;
    buf_init(&text, out->max_bytes);
    hit_text_docset(&text, hit);
    struct template_value values[] = {template_text("docset", buf_str(&text))};
    if (list->show_docset)
        template_write(out, list->docset, values, COUNT_OF(values));
    buf_free(&text);
}

/* The page's title; a group that begins with the page itself needs none. */
static void write_head(struct buf *out, const struct list *list, const struct hit *hit) {
    if (is_whole_page(hit))
        return;
    struct str rest = hit->breadcrumbs, title;
    if (!str_split(&rest, '\n', &title) || title.len == 0)
        title = hit->title;
    struct buf docset;
    buf_init(&docset, out->max_bytes);
    write_head_docset(&docset, list, hit);
    struct template_value values[] = {template_text("page", title), template_html("docset", &docset)};
    template_write(out, list->head, values, COUNT_OF(values));
    buf_free(&docset);
}

static bool is_same_page(const struct hit *a, const struct hit *b) {
    return str_equal(a->path, b->path) && str_equal(a->docset, b->docset);
}

/* Gives each of the first `count` hits the number of its group: a hit joins a hit of the same page before it that is of
 * the same tier or in the last group. Returns how many groups there are. */
static size_t assign_groups(const struct hit *hit, size_t count, size_t *group_of) {
    size_t groups = 0;
    for (size_t i = 0; i < count; i++) {
        size_t joined = groups;
        for (size_t j = 0; j < i && joined == groups; j++) {
            bool is_near = hit[j].tier == hit[i].tier || group_of[j] + 1 == groups;
            if (is_near && is_same_page(&hit[j], &hit[i]))
                joined = group_of[j];
        }
        group_of[i] = joined;
        groups += joined == groups;
    }
    return groups;
}

void hitlist_write(struct buf *out, const struct results *results) {
    const struct hits *hits = results->hits;
    struct list pieces = find_pieces(results), *list = &pieces;
    size_t group_of[QUERY_MAX_LIMIT];
    size_t count = hits->count < QUERY_MAX_LIMIT ? hits->count : QUERY_MAX_LIMIT;
    size_t groups = assign_groups(hits->hit, count, group_of);
    struct buf head, items;
    buf_init(&head, out->max_bytes);
    buf_init(&items, out->max_bytes);
    for (size_t group = 0; group < groups; group++) {
        buf_reset(&head);
        buf_reset(&items);
        for (size_t i = 0; i < count; i++) {
            if (group_of[i] != group)
                continue;
            if (items.len == 0)
                write_head(&head, list, &hits->hit[i]);
            write_hit(&items, list, &hits->hit[i]);
        }
        struct template_value values[] = {template_html("head", &head), template_html("hit", &items)};
        template_write(out, list->group, values, COUNT_OF(values));
    }
    buf_free(&head);
    buf_free(&items);
}
