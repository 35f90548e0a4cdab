#include "server/site/assets.h"

#include "common/base/ascii.h"
#include "server/site/site.h"
#include "server/site/template.h"

#include <stddef.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* The repeated and optional pieces of results.html. */
struct pieces {
    const struct links *links;
    struct str page, group, head, docset, hit;
    bool show_docset; /* there are several doc sets to tell apart */
};

static struct pieces find_pieces(const struct site *site, const struct corpus *corpus) {
    size_t docset_count;
    corpus_docsets(corpus, &docset_count);
    struct pieces pieces = {
        .links = site_links(site), .page = assets_results_template(), .show_docset = docset_count > 1};
    pieces.group = template_block(pieces.page, "group");
    pieces.head = template_block(pieces.group, "head");
    pieces.docset = template_block(pieces.head, "docset");
    pieces.hit = template_block(pieces.group, "hit");
    return pieces;
}

/* Writes a block of `text` with its one value; nothing when the value is empty. */
static void write_optional(struct buf *out, struct str text, const char *block, struct template_value value) {
    if (value.text.len > 0)
        template_write(out, template_block(text, block), &value, 1);
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

static void write_docset_text(struct buf *out, const struct hit *hit) {
    buf_add(out, hit->docset);
    if (hit->version.len > 0) {
        buf_putc(out, ' ');
        buf_add(out, hit->version);
    }
}

/* Titles between the page and the hit; for a page, which is its own heading, the doc set. */
static void write_trail_text(struct buf *out, const struct pieces *pieces, const struct hit *hit) {
    struct str rest = hit->breadcrumbs, title;
    if (is_whole_page(hit)) {
        if (pieces->show_docset)
            write_docset_text(out, hit);
        return;
    }
    for (size_t i = 0; str_split(&rest, '\n', &title); i++) {
        if (i > 1)
            buf_puts(out, " › ");
        if (i > 0)
            buf_add(out, title);
    }
}

static void write_trail(struct buf *out, const struct pieces *pieces, const struct hit *hit) {
    struct buf text;
    buf_init(&text, out->max_bytes);
    write_trail_text(&text, pieces, hit);
    write_optional(out, pieces->hit, "trail", template_text("trail", buf_str(&text)));
    buf_free(&text);
}

/* What the documentation says of its age: that it should not be used any more, or since when there is it. */
static void write_marks(struct buf *deprecated, struct buf *since, const struct pieces *pieces, const struct hit *hit) {
    struct buf text;
    buf_init(&text, 256);
    if (hit->deprecated.len > 0) {
        buf_addf(&text, "deprecated%s%.*s", str_is(hit->deprecated, "yes") ? "" : " ",
                 str_is(hit->deprecated, "yes") ? 0 : (int)hit->deprecated.len, hit->deprecated.ptr);
        write_optional(deprecated, pieces->hit, "deprecated", template_text("mark", buf_str(&text)));
    } else if (hit->since.len > 0) {
        buf_addf(&text, "since %.*s", STR_ARG(hit->since));
        write_optional(since, pieces->hit, "since", template_text("mark", buf_str(&text)));
    }
    buf_free(&text);
}

/* A name is shown where it stands in its signature; a signature that does not hold it gets a line of its own. */
static void write_hit(struct buf *out, const struct pieces *pieces, const struct hit *hit) {
    size_t start = 0, end = 0;
    bool is_inside = find_title(hit, &start, &end);
    struct buf signature, trail, excerpt, deprecated, since;
    buf_init(&deprecated, out->max_bytes);
    buf_init(&since, out->max_bytes);
    buf_init(&signature, out->max_bytes);
    buf_init(&trail, out->max_bytes);
    buf_init(&excerpt, out->max_bytes);
    write_optional(&signature, pieces->hit, "signature",
                   template_text("signature", is_inside ? STR("") : hit->signature));
    write_marks(&deprecated, &since, pieces, hit);
    write_trail(&trail, pieces, hit);
    write_optional(&excerpt, pieces->hit, "excerpt", template_snippet("snippet", hit->snippet));
    struct template_value values[] = {
        template_link("url", hit->url),
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
    };
    template_write(out, pieces->hit, values, COUNT_OF(values));
    buf_free(&signature);
    buf_free(&trail);
    buf_free(&excerpt);
    buf_free(&deprecated);
    buf_free(&since);
}

static void write_head_docset(struct buf *out, const struct pieces *pieces, const struct hit *hit) {
    struct buf text;
    buf_init(&text, out->max_bytes);
    write_docset_text(&text, hit);
    struct template_value values[] = {template_text("docset", buf_str(&text))};
    if (pieces->show_docset)
        template_write(out, pieces->docset, values, COUNT_OF(values));
    buf_free(&text);
}

/* The page's title; a group that begins with the page itself needs none. */
static void write_head(struct buf *out, const struct pieces *pieces, const struct hit *hit) {
    if (is_whole_page(hit))
        return;
    struct str rest = hit->breadcrumbs, title;
    if (!str_split(&rest, '\n', &title) || title.len == 0)
        title = hit->title;
    struct buf docset;
    buf_init(&docset, out->max_bytes);
    write_head_docset(&docset, pieces, hit);
    struct template_value values[] = {template_text("page", title), template_html("docset", &docset)};
    template_write(out, pieces->head, values, COUNT_OF(values));
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

static void write_groups(struct buf *out, const struct pieces *pieces, const struct hits *hits) {
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
                write_head(&head, pieces, &hits->hit[i]);
            write_hit(&items, pieces, &hits->hit[i]);
        }
        struct template_value values[] = {template_html("head", &head), template_html("hit", &items)};
        template_write(out, pieces->group, values, COUNT_OF(values));
    }
    buf_free(&head);
    buf_free(&items);
}

/* "12 results", "Results 11 to 20 of at least 42", and what is to be known about them. */
static void write_state(struct buf *out, const struct hits *hits, const struct query_options *options) {
    if (hits == NULL) {
        buf_puts(out, "Type a name or words to search for.");
        return;
    }
    bool is_all = options->offset == 0 && hits->count == hits->total && hits->total_exact;
    if (hits->count == 0) {
        buf_puts(out, "Nothing found");
    } else if (is_all) {
        buf_addf(out, "%u %s", hits->total, hits->total == 1 ? "result" : "results");
    } else {
        buf_addf(out, "Results %u to %u of %s", options->offset + 1, options->offset + (unsigned)hits->count,
                 hits->total_exact ? "" : "at least ");
        template_write_number(out, hits->total);
    }
    if (hits->partial)
        buf_puts(out, ". The search reached its time limit; there may be more.");
}

static void write_nothing(struct buf *out, struct str page, const struct hits *hits,
                          const struct query_options *options) {
    if (hits == NULL || hits->count > 0)
        return;
    struct buf text;
    buf_init(&text, out->max_bytes);
    if (options->offset > 0) {
        buf_puts(&text, "There are no more results.");
    } else {
        buf_puts(&text, "Nothing found for “");
        buf_add(&text, hits->query);
        buf_puts(&text, "”. Try fewer words, or the beginning of a name.");
    }
    write_optional(out, page, "nothing", template_text("nothing", buf_str(&text)));
    buf_free(&text);
}

static void write_search_url(struct buf *out, const struct pieces *pieces, struct str query,
                             const struct query_options *options) {
    buf_add(out, pieces->links->base);
    buf_puts(out, "/search?q=");
    buf_add_url(out, query, "");
    if (options->docset.len > 0) {
        buf_puts(out, "&docset=");
        buf_add_url(out, options->docset, "");
    }
    if (options->kind.len > 0) {
        buf_puts(out, "&kind=");
        buf_add_url(out, options->kind, "");
    }
    if (options->is_literal)
        buf_puts(out, "&literal=1");
    if (options->limit > 0 && options->limit != QUERY_DEFAULT_LIMIT)
        buf_addf(out, "&limit=%u", options->limit);
    if (options->offset > 0)
        buf_addf(out, "&offset=%u", options->offset);
}

/* "Only in python, of kind function." with a link to the same search without that. */
static void write_filter(struct buf *out, const struct pieces *pieces, struct str query,
                         const struct query_options *options) {
    if (options->docset.len == 0 && options->kind.len == 0)
        return;
    struct buf text, url;
    buf_init(&text, out->max_bytes);
    buf_init(&url, out->max_bytes);
    buf_puts(&text, options->docset.len > 0 ? "Only in " : "Only of kind ");
    buf_add(&text, options->docset.len > 0 ? options->docset : options->kind);
    if (options->docset.len > 0 && options->kind.len > 0) {
        buf_puts(&text, ", of kind ");
        buf_add(&text, options->kind);
    }
    buf_putc(&text, '.');
    write_search_url(&url, pieces, query, &(struct query_options){.limit = options->limit});
    struct template_value values[] = {template_text("filter", buf_str(&text)), template_link("url", buf_str(&url))};
    template_write(out, template_block(pieces->page, "filter"), values, COUNT_OF(values));
    buf_free(&text);
    buf_free(&url);
}

/* "Showing results for X." with a link to the results for what was typed. */
static void write_corrected(struct buf *out, const struct pieces *pieces, const struct hits *hits,
                            const struct query_options *options) {
    if (hits == NULL || hits->corrected.len == 0)
        return;
    struct query_options literal = *options;
    literal.is_literal = true;
    literal.offset = 0;
    struct buf url;
    buf_init(&url, out->max_bytes);
    write_search_url(&url, pieces, hits->query, &literal);
    struct template_value values[] = {
        template_text("meant", hits->corrected),
        template_text("typed", hits->query),
        template_link("url", buf_str(&url)),
    };
    template_write(out, template_block(pieces->page, "corrected"), values, COUNT_OF(values));
    buf_free(&url);
}

static void write_page_link(struct buf *out, const struct pieces *pieces, const char *name, struct str query,
                            const struct query_options *options) {
    struct buf url;
    buf_init(&url, out->max_bytes);
    write_search_url(&url, pieces, query, options);
    struct template_value values[] = {template_link("url", buf_str(&url))};
    template_write(out, template_block(template_block(pieces->page, "paging"), name), values, COUNT_OF(values));
    buf_free(&url);
}

static void write_paging(struct buf *out, const struct pieces *pieces, const struct hits *hits,
                         const struct query_options *options) {
    if (hits == NULL)
        return;
    unsigned step = options->limit > 0 ? options->limit : QUERY_DEFAULT_LIMIT;
    unsigned end = options->offset + (unsigned)hits->count;
    bool has_more = hits->count > 0 && (end < hits->total || !hits->total_exact);
    struct query_options before = *options, after = *options;
    before.offset = options->offset > step ? options->offset - step : 0;
    after.offset = options->offset + step;
    struct buf previous, next;
    buf_init(&previous, out->max_bytes);
    buf_init(&next, out->max_bytes);
    if (options->offset > 0)
        write_page_link(&previous, pieces, "previous", hits->query, &before);
    if (has_more && after.offset <= QUERY_MAX_OFFSET)
        write_page_link(&next, pieces, "next", hits->query, &after);
    struct template_value values[] = {template_html("previous", &previous), template_html("next", &next)};
    if (previous.len > 0 || next.len > 0)
        template_write(out, template_block(pieces->page, "paging"), values, COUNT_OF(values));
    buf_free(&previous);
    buf_free(&next);
}

/* The parts of the page that are made before it. */
enum part {
    PART_TITLE,
    PART_STATE,
    PART_DOCSET,
    PART_KIND,
    PART_FILTER,
    PART_CORRECTED,
    PART_GROUPS,
    PART_NOTHING,
    PART_PAGING,
    PARTS
};

static void write_title(struct buf *out, struct str query) {
    buf_add(out, query);
    buf_puts(out, query.len > 0 ? " - documentation search" : "Documentation search");
}

static void write_parts(struct buf part[PARTS], const struct pieces *pieces, const struct hits *hits,
                        const struct query_options *options) {
    struct str query = hits != NULL ? hits->query : STR("");
    write_title(&part[PART_TITLE], query);
    write_state(&part[PART_STATE], hits, options);
    write_optional(&part[PART_DOCSET], pieces->page, "docset_field", template_text("docset", options->docset));
    write_optional(&part[PART_KIND], pieces->page, "kind_field", template_text("kind", options->kind));
    write_filter(&part[PART_FILTER], pieces, query, options);
    write_corrected(&part[PART_CORRECTED], pieces, hits, options);
    if (hits != NULL)
        write_groups(&part[PART_GROUPS], pieces, hits);
    write_nothing(&part[PART_NOTHING], pieces->page, hits, options);
    write_paging(&part[PART_PAGING], pieces, hits, options);
}

void site_write_results(struct buf *out, const struct site *site, const struct corpus *corpus, const struct hits *hits,
                        const struct query_options *options) {
    if (hits != NULL && hits->query.len == 0)
        hits = NULL;
    struct pieces pieces = find_pieces(site, corpus);
    struct buf part[PARTS];
    for (size_t i = 0; i < PARTS; i++)
        buf_init(&part[i], out->max_bytes);
    write_parts(part, &pieces, hits, options);
    struct template_value values[] = {
        template_text("base", pieces.links->base),
        template_text("assets", pieces.links->assets),
        template_text("name", pieces.links->name),
        template_text("title", buf_str(&part[PART_TITLE])),
        template_text("query", hits != NULL ? hits->query : STR("")),
        template_text("state", buf_str(&part[PART_STATE])),
        template_html("docset_field", &part[PART_DOCSET]),
        template_html("kind_field", &part[PART_KIND]),
        template_html("filter", &part[PART_FILTER]),
        template_html("corrected", &part[PART_CORRECTED]),
        template_html("group", &part[PART_GROUPS]),
        template_html("nothing", &part[PART_NOTHING]),
        template_html("paging", &part[PART_PAGING]),
    };
    template_write(out, pieces.page, values, COUNT_OF(values));
    for (size_t i = 0; i < PARTS; i++)
        buf_free(&part[i]);
}
