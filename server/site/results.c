#include "server/site/results.h"

#include "common/base/array.h"
#include "common/base/utf8.h"
#include "server/site/advice.h"
#include "server/site/assets.h"
#include "server/site/filters.h"
#include "server/site/hitlist.h"
#include "server/site/kept.h"
#include "server/site/paging.h"
#include "server/site/site.h"
#include "server/site/template.h"

static void write_param(struct buf *out, const char *name, struct str value) {
    if (value.len == 0)
        return;
    buf_putc(out, '&');
    buf_puts(out, name);
    buf_putc(out, '=');
    buf_add_url(out, value, "");
}

void results_write_parameters(struct buf *out, const struct results *results, const struct query_options *options) {
    buf_puts(out, "q=");
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

void results_write_url(struct buf *out, const struct results *results, const struct query_options *options) {
    buf_add(out, results->links->base);
    buf_puts(out, "/search?");
    results_write_parameters(out, results, options);
}

void results_write_scope(struct buf *out, const struct results *results) {
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
        buf_addf(out, ", page %u", results_page_number(results));
}

/* Of the window: a tab shows its beginning. */
static void write_title(struct buf *out, const struct results *results) {
    if (results->hits == NULL) {
        buf_puts(out, "Documentation search");
        return;
    }
    buf_add(out, results->query);
    results_write_scope(out, results);
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
    results_write_scope(out, results);
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
    const struct kept kept = {options->docset, options->kind, buf_str(&limit)};
    kept_write(out, results->page, &kept);
    buf_free(&limit);
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
        advice_write_corrected(&part[PART_CORRECTED], results);
        advice_write_literal(&part[PART_LITERAL], results);
        hitlist_write(&part[PART_GROUPS], results);
        paging_write(&part[PART_PAGING], results);
    }
    bool is_empty = results->hits != NULL && results->hits->count == 0;
    if (is_empty)
        advice_write_nothing(&part[PART_NOTHING], results);
    if (results->hits == NULL || (is_empty && results->options->offset == 0))
        buf_add(&part[PART_HELP], template_block(results->page, "help"));
}

static void write_page(struct buf *out, const struct results *results) {
    struct buf part[PARTS];
    template_init_parts(part, PARTS, out);
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
    template_free_parts(part, PARTS);
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
