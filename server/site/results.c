#include "server/site/results.h"

#include "common/base/utf8.h"
#include "server/site/assets.h"
#include "server/site/filters.h"
#include "server/site/hitlist.h"
#include "server/site/site.h"
#include "server/site/template.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static void write_param(struct buf *out, const char *name, struct str value) {
    if (value.len == 0)
        return;
    buf_putc(out, '&');
    buf_puts(out, name);
    buf_putc(out, '=');
    buf_add_url(out, value, "");
}

void results_write_url(struct buf *out, const struct results *results, const struct query_options *options) {
    buf_add(out, results->links->base);
    buf_puts(out, "/search?q=");
    buf_add_url(out, results->asked, "");
    write_param(out, "docset", options->docset);
    write_param(out, "kind", options->kind);
    if (options->is_literal)
        buf_puts(out, "&literal=1");
    if (options->is_grouped)
        buf_puts(out, "&group=1");
    if (options->limit != QUERY_DEFAULT_LIMIT)
        buf_addf(out, "&limit=%u", options->limit);
    if (options->offset > 0)
        buf_addf(out, "&offset=%u", options->offset);
}

/* Appends a block of the page with the address of results with other options, and other values. */
static void write_link_block(struct buf *out, const struct results *results, const char *block,
                             const struct query_options *options, struct template_value other) {
    struct buf url;
    buf_init(&url, out->max_bytes);
    results_write_url(&url, results, options);
    struct template_value values[] = {template_link("url", buf_str(&url)), other};
    template_write(out, template_block(results->page, block), values, COUNT_OF(values));
    buf_free(&url);
}

static unsigned page_number(const struct results *results) {
    return results->options->offset / results->options->limit + 1;
}

/* " in python, kind function", and the number of the page if it is not the first. */
static void write_scope(struct buf *out, const struct results *results) {
    const struct query_options *options = results->options;
    if (options->docset.len > 0) {
        buf_puts(out, " in ");
        buf_add(out, options->docset);
    }
    if (options->kind.len > 0) {
        buf_puts(out, ", kind ");
        buf_add(out, options->kind);
    }
    if (options->offset > 0)
        buf_addf(out, ", page %u", page_number(results));
}

/* Of the window: a tab shows its beginning. */
static void write_title(struct buf *out, const struct results *results) {
    if (results->hits == NULL) {
        buf_puts(out, "Documentation search");
        return;
    }
    buf_add(out, results->query);
    write_scope(out, results);
    buf_puts(out, " - documentation search");
}

static void write_heading(struct buf *out, const struct results *results) {
    if (results->hits == NULL) {
        buf_puts(out, "Documentation search");
        return;
    }
    buf_puts(out, "Results for “");
    buf_add(out, results->query);
    buf_puts(out, "”");
    write_scope(out, results);
}

/* "12 results", "Results 11 to 20 of at least 42", and what is to be known about them. */
static void write_state(struct buf *out, const struct results *results) {
    const struct hits *hits = results->hits;
    const struct query_options *options = results->options;
    if (hits == NULL) {
        buf_puts(out, "Type a name or words to search for.");
        return;
    }
    bool is_all = options->offset == 0 && hits->count == hits->total && hits->total_exact;
    if (hits->count == 0) {
        buf_puts(out, options->offset == 0 ? "Nothing found" : "No more results");
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

/* What the form keeps. */
static void write_fields(struct buf *out, const struct results *results) {
    const struct query_options *options = results->options;
    struct buf limit;
    buf_init(&limit, 16);
    if (options->limit != QUERY_DEFAULT_LIMIT)
        buf_addf(&limit, "%u", options->limit);
    const struct str kept[][2] = {
        {STR("docset"), options->docset}, {STR("kind"), options->kind}, {STR("limit"), buf_str(&limit)}};
    struct str piece = template_block(results->page, "kept");
    for (size_t i = 0; i < COUNT_OF(kept); i++) {
        struct template_value values[] = {template_text("name", kept[i][0]), template_text("value", kept[i][1])};
        if (kept[i][1].len > 0)
            template_write(out, piece, values, COUNT_OF(values));
    }
    buf_free(&limit);
}

/* "Showing results for X." with a link to the results for what was typed. */
static void write_corrected(struct buf *out, const struct results *results) {
    if (results->hits->corrected.len == 0)
        return;
    struct query_options literal = *results->options;
    literal.is_literal = true;
    literal.offset = 0;
    struct buf url;
    buf_init(&url, out->max_bytes);
    results_write_url(&url, results, &literal);
    struct template_value values[] = {
        template_text("meant", results->hits->corrected),
        template_text("typed", results->query),
        template_link("url", buf_str(&url)),
    };
    template_write(out, template_block(results->page, "corrected"), values, COUNT_OF(values));
    buf_free(&url);
}

/* The way back from write_corrected(). */
static void write_literal(struct buf *out, const struct results *results) {
    struct query_options options = *results->options;
    options.is_literal = false;
    options.offset = 0;
    if (results->options->is_literal)
        write_link_block(out, results, "literal", &options, template_text("typed", results->query));
}

static void write_nothing_text(struct buf *out, const struct results *results) {
    buf_puts(out, "Nothing found for “");
    buf_add(out, results->query);
    buf_puts(out, "”");
    write_scope(out, results);
    buf_putc(out, '.');
}

/* There is nothing on this page: what could be found instead. */
static void write_nothing(struct buf *out, const struct results *results) {
    struct query_options options = {.limit = results->options->limit, .is_grouped = results->options->is_grouped};
    struct buf text;
    buf_init(&text, out->max_bytes);
    write_nothing_text(&text, results);
    struct template_value said = template_text("nothing", buf_str(&text));
    if (results->options->offset > 0) {
        options = *results->options;
        options.offset = 0;
        write_link_block(out, results, "no_more", &options, said);
    } else if (results_is_narrowed(results)) {
        write_link_block(out, results, "narrowed", &options, said);
    } else {
        template_write(out, template_block(results->page, "nothing"), &said, 1);
    }
    buf_free(&text);
}

static void write_page_link(struct buf *out, const struct results *results, const char *block, unsigned offset) {
    struct query_options options = *results->options;
    options.offset = offset;
    struct buf url;
    buf_init(&url, out->max_bytes);
    results_write_url(&url, results, &options);
    struct template_value value = template_link("url", buf_str(&url));
    template_write(out, template_block(template_block(results->page, "paging"), block), &value, 1);
    buf_free(&url);
}

/* "Page 2 of 84", or "Page 2" where nobody counted. */
static void write_page_number(struct buf *out, const struct results *results) {
    unsigned limit = results->options->limit;
    buf_addf(out, "Page %u", page_number(results));
    if (results->hits->total_exact)
        buf_addf(out, " of %u", (results->hits->total + limit - 1) / limit);
}

static void write_paging(struct buf *out, const struct results *results) {
    const struct query_options *options = results->options;
    const struct hits *hits = results->hits;
    unsigned end = options->offset + (unsigned)hits->count, next_offset = options->offset + options->limit;
    bool has_more = hits->count > 0 && (end < hits->total || !hits->total_exact);
    bool has_before = options->offset > 0 && hits->count > 0;
    if (!has_before && !has_more)
        return;
    struct buf number, previous, next, last;
    buf_init(&number, out->max_bytes);
    buf_init(&previous, out->max_bytes);
    buf_init(&next, out->max_bytes);
    buf_init(&last, out->max_bytes);
    write_page_number(&number, results);
    if (has_before)
        write_page_link(&previous, results, "previous",
                        options->offset > options->limit ? options->offset - options->limit : 0);
    if (has_more && next_offset <= QUERY_MAX_OFFSET)
        write_page_link(&next, results, "next", next_offset);
    else if (has_more)
        buf_puts(&last, "There are more: narrow the search to see them.");
    struct template_value values[] = {
        template_html("previous", &previous),
        template_text("number", buf_str(&number)),
        template_html("next", &next),
        template_text("last", buf_str(&last)),
    };
    template_write(out, template_block(results->page, "paging"), values, COUNT_OF(values));
    buf_free(&number);
    buf_free(&previous);
    buf_free(&next);
    buf_free(&last);
}

/* The parts of the page that are made before it. */
enum part {
    PART_TITLE,
    PART_HEADING,
    PART_STATE,
    PART_KEPT,
    PART_FILTERS,
    PART_CORRECTED,
    PART_LITERAL,
    PART_GROUPS,
    PART_NOTHING,
    PART_HELP,
    PART_PAGING,
    PARTS
};

static void write_parts(struct buf part[PARTS], const struct results *results) {
    write_title(&part[PART_TITLE], results);
    write_heading(&part[PART_HEADING], results);
    write_state(&part[PART_STATE], results);
    write_fields(&part[PART_KEPT], results);
    if (results->hits != NULL) {
        filters_write(&part[PART_FILTERS], results);
        write_corrected(&part[PART_CORRECTED], results);
        write_literal(&part[PART_LITERAL], results);
        hitlist_write(&part[PART_GROUPS], results);
        write_paging(&part[PART_PAGING], results);
    }
    bool is_empty = results->hits != NULL && results->hits->count == 0;
    if (is_empty)
        write_nothing(&part[PART_NOTHING], results);
    if (results->hits == NULL || (is_empty && results->options->offset == 0))
        buf_add(&part[PART_HELP], template_block(results->page, "help"));
}

static void write_page(struct buf *out, const struct results *results) {
    struct buf part[PARTS];
    for (size_t i = 0; i < PARTS; i++)
        buf_init(&part[i], out->max_bytes);
    write_parts(part, results);
    struct template_value values[] = {
        template_text("base", results->links->base),
        template_text("assets", results->links->assets),
        template_text("name", results->links->name),
        template_text("title", buf_str(&part[PART_TITLE])),
        template_text("heading", buf_str(&part[PART_HEADING])),
        template_text("query", results->asked),
        template_text("state", buf_str(&part[PART_STATE])),
        template_html("kept", &part[PART_KEPT]),
        template_html("filters", &part[PART_FILTERS]),
        template_html("corrected", &part[PART_CORRECTED]),
        template_html("literal", &part[PART_LITERAL]),
        template_html("group", &part[PART_GROUPS]),
        template_html("nothings", &part[PART_NOTHING]),
        template_html("help", &part[PART_HELP]),
        template_html("paging", &part[PART_PAGING]),
    };
    template_write(out, results->page, values, COUNT_OF(values));
    for (size_t i = 0; i < PARTS; i++)
        buf_free(&part[i]);
}

void site_write_results(struct buf *out, const struct site *site, const struct corpus *corpus, const struct hits *hits,
                        const struct query_options *options) {
    if (hits != NULL && hits->query.len == 0)
        hits = NULL;
    struct buf docset, kind;
    buf_init(&docset, out->max_bytes);
    buf_init(&kind, out->max_bytes);
    utf8_clean(&docset, options->docset);
    utf8_clean(&kind, options->kind);
    struct query_options shown = *options;
    shown.docset = buf_str(&docset);
    shown.kind = buf_str(&kind);
    struct results results = {
        .links = site_links(site),
        .page = assets_results_template(),
        .query = hits != NULL ? hits->query : STR(""),
        .asked = hits != NULL ? hits->asked : STR(""),
        .hits = hits,
        .options = &shown,
    };
    corpus_docsets(corpus, &results.docset_count);
    write_page(out, &results);
    buf_free(&docset);
    buf_free(&kind);
}
