#include "server/site/advice.h"

#include "common/base/array.h"
#include "server/site/template.h"

/* Appends a block of the page with the address of results with other options, what was typed, and another value. */
static void write_link_block(struct buf *out, const struct results *results, const char *block,
                             const struct query_options *options, struct template_value other) {
    struct buf url;
    buf_init(&url, out->max_bytes);
    results_write_url(&url, results, options);
    struct template_value values[] = {template_link("url", buf_str(&url)), template_text("typed", results->query),
                                      other};
    template_write(out, template_block(results->page, block), values, COUNT_OF(values));
    buf_free(&url);
}

void advice_write_corrected(struct buf *out, const struct results *results) {
    struct query_options literal = *results->options;
    literal.is_literal = true;
    literal.offset = 0;
    struct str corrected = results->hits->corrected;
    if (corrected.len > 0)
        write_link_block(out, results, "corrected", &literal, template_text("meant", corrected));
}

void advice_write_literal(struct buf *out, const struct results *results) {
    struct query_options options = *results->options;
    options.is_literal = false;
    options.offset = 0;
    if (results->options->is_literal)
        write_link_block(out, results, "literal", &options, template_text("meant", results->query));
}

static void write_nothing_text(struct buf *out, const struct results *results) {
    buf_puts(out, "Nothing found for “");
    buf_add(out, results->query);
    buf_puts(out, "”");
    results_write_scope(out, results);
    buf_putc(out, '.');
}

void advice_write_nothing(struct buf *out, const struct results *results) {
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
