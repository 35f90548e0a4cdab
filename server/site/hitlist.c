#include "server/site/hitlist.h"

#include "common/base/array.h"
#include "common/base/ascii.h"
#include "server/site/hit_text.h"
#include "server/site/template.h"

#include <stddef.h>

/* The repeated and optional pieces of the template. */
struct list {
    struct str group, head, docset, hit;
    bool show_docset; /* there are several doc sets to tell apart */
    const struct links *links;
    struct reading_place place;
};

/* asked: the parameters of these results. */
static struct list find_pieces(const struct results *results, struct str asked) {
    struct list list = {
        .show_docset = results->docset_count > 1,
        .links = results->links,
        .place = {.index = results->hits->index, .asked = asked},
    };
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

/* What stands around the title in the line of a hit. */
struct frame {
    bool is_signature;
    struct str before, after;
};

/* A name is shown where its signature has it, or the longest part of it that ends it. */
static struct frame find_frame(const struct hit *hit) {
    for (struct str name = hit->title; name.len > 0; name = skip_part(name)) {
        size_t start = find_word(hit->signature, name);
        if (start < hit->signature.len)
            return (struct frame){true, str_head(hit->signature, start),
                                  str_from_offset(hit->signature, start + name.len)};
    }
    return (struct frame){.before = STR(""), .after = STR("")};
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

/* A signature that does not hold the name gets a line of its own. */
static void write_signature(struct buf *out, const struct list *list, const struct hit *hit,
                            const struct frame *frame) {
    struct str signature = frame->is_signature ? STR("") : hit->signature;
    template_write_optional(out, list->hit, "signature", template_text("signature", signature));
}

/* What leads to the documentation has a further link to its text here. */
static void write_read(struct buf *out, const struct list *list, const struct hit *hit) {
    if (hit->url.len == 0)
        return;
    struct buf url;
    buf_init(&url, out->max_bytes);
    hit_text_reading_url(&url, list->links, hit->id, &list->place);
    struct template_value values[] = {template_link("url", buf_str(&url)), template_text("title", hit->title)};
    template_write(out, template_block(list->hit, "read"), values, COUNT_OF(values));
    buf_free(&url);
}

/* The parts of a hit that are made before it. */
enum part { PART_URL, PART_DEPRECATED, PART_SINCE, PART_SIGNATURE, PART_TRAIL, PART_EXCERPT, PART_READ, PARTS };

static void write_parts(struct buf part[PARTS], const struct list *list, const struct hit *hit,
                        const struct frame *frame) {
    hit_text_url(&part[PART_URL], list->links, hit, &list->place);
    hit_text_mark(&part[PART_DEPRECATED], &part[PART_SINCE], list->hit, hit);
    write_signature(&part[PART_SIGNATURE], list, hit, frame);
    write_trail(&part[PART_TRAIL], list, hit);
    template_write_optional(&part[PART_EXCERPT], list->hit, "excerpt", template_snippet("snippet", hit->snippet));
    write_read(&part[PART_READ], list, hit);
}

static void write_hit(struct buf *out, const struct list *list, const struct hit *hit) {
    struct frame frame = find_frame(hit);
    struct buf part[PARTS];
    template_init_parts(part, PARTS, out);
    write_parts(part, list, hit, &frame);
    struct template_value values[] = {
        template_link("url", buf_str(&part[PART_URL])),
        template_text("style", is_prose(hit) && !frame.is_signature ? STR("title") : STR("name")),
        template_text("before", frame.before),
        template_text("title", hit->title),
        template_text("after", frame.after),
        template_text("kind", hit->kind),
        template_html("deprecated", &part[PART_DEPRECATED]),
        template_html("since", &part[PART_SINCE]),
        template_html("signature", &part[PART_SIGNATURE]),
        template_html("trail", &part[PART_TRAIL]),
        template_html("excerpt", &part[PART_EXCERPT]),
        template_html("read", &part[PART_READ]),
    };
    template_write(out, list->hit, values, COUNT_OF(values));
    template_free_parts(part, PARTS);
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

/* The hits of one group, of all that have the number of theirs in group_of. */
static void write_group(struct buf *out, const struct list *list, const struct hits *hits, const size_t *group_of,
                        size_t group) {
    struct buf head, items;
    buf_init(&head, out->max_bytes);
    buf_init(&items, out->max_bytes);
    for (size_t i = 0; i < hits->count && i < QUERY_MAX_LIMIT; i++) {
        if (group_of[i] != group)
            continue;
        if (items.len == 0)
            write_head(&head, list, &hits->hit[i]);
        write_hit(&items, list, &hits->hit[i]);
    }
    struct template_value values[] = {template_html("head", &head), template_html("hit", &items)};
    template_write(out, list->group, values, COUNT_OF(values));
    buf_free(&head);
    buf_free(&items);
}

void hitlist_write(struct buf *out, const struct results *results) {
    const struct hits *hits = results->hits;
    size_t group_of[QUERY_MAX_LIMIT];
    size_t count = hits->count < QUERY_MAX_LIMIT ? hits->count : QUERY_MAX_LIMIT;
    size_t groups = assign_groups(hits->hit, count, group_of);
    struct buf asked;
    buf_init(&asked, out->max_bytes);
    results_write_parameters(&asked, results, results->options);
    struct list list = find_pieces(results, buf_str(&asked));
    for (size_t group = 0; group < groups; group++)
        write_group(out, &list, hits, group_of, group);
    buf_free(&asked);
}
