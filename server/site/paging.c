#include "server/site/paging.h"

#include "common/base/array.h"
#include "server/site/template.h"

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
    buf_addf(out, "Page %u", results_page_number(results));
    if (results->hits->total_exact)
        buf_addf(out, " of %u", (results->hits->total + limit - 1) / limit);
}

static bool has_before(const struct results *results) {
    return results->options->offset > 0 && results->hits->count > 0;
}

static bool has_more(const struct results *results) {
    const struct hits *hits = results->hits;
    return hits->count > 0 && (results->options->offset + hits->count < hits->total || !hits->total_exact);
}

static void write_previous(struct buf *out, const struct results *results) {
    unsigned offset = results->options->offset, limit = results->options->limit;
    if (has_before(results))
        write_page_link(out, results, "previous", offset > limit ? offset - limit : 0);
}

/* The link, or why there is none: no more than QUERY_MAX_OFFSET hits can be left out. */
static void write_next(struct buf *link, struct buf *last, const struct results *results) {
    unsigned offset = results->options->offset + results->options->limit;
    if (has_more(results) && offset <= QUERY_MAX_OFFSET)
        write_page_link(link, results, "next", offset);
    else if (has_more(results))
        buf_puts(last, "There are more: narrow the search to see them.");
}

/* The parts of the block that are made before it. */
enum part { PART_PREVIOUS, PART_NUMBER, PART_NEXT, PART_LAST, PARTS };

void paging_write(struct buf *out, const struct results *results) {
    if (!has_before(results) && !has_more(results))
        return;
    struct buf part[PARTS];
    template_init_parts(part, PARTS, out);
    write_previous(&part[PART_PREVIOUS], results);
    write_page_number(&part[PART_NUMBER], results);
    write_next(&part[PART_NEXT], &part[PART_LAST], results);
    struct template_value values[] = {
        template_html("previous", &part[PART_PREVIOUS]),
        template_text("number", buf_str(&part[PART_NUMBER])),
        template_html("next", &part[PART_NEXT]),
        template_text("last", buf_str(&part[PART_LAST])),
    };
    template_write(out, template_block(results->page, "paging"), values, COUNT_OF(values));
    template_free_parts(part, PARTS);
}
