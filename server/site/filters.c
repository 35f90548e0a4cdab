#include "server/site/filters.h"

#include "common/base/array.h"
#include "server/site/template.h"

#include <stdbool.h>

/* What can be chosen of one field. */
struct field {
    const char *label;
    bool is_docset; /* else the kind */
    struct str chosen;
    const struct facet *facets;
    size_t facet_count;
    struct str piece; /* of the template */
};

static struct query_options choose(const struct results *results, const struct field *field, struct str name) {
    struct query_options options = *results->options;
    *(field->is_docset ? &options.docset : &options.kind) = name;
    options.offset = 0;
    return options;
}

/* "1,047", or "1,047+" where the search stopped counting. */
static void write_count(struct buf *out, const struct results *results, unsigned count) {
    template_write_number(out, count);
    if (count > 0 && !results->hits->total_exact)
        buf_putc(out, '+');
}

/* A link to the results with the facet; for the chosen one, to those without it. */
static void write_choice(struct buf *out, const struct results *results, const struct field *field,
                         const struct facet *facet) {
    bool is_chosen = str_equal(facet->name, field->chosen);
    struct query_options options = choose(results, field, is_chosen ? STR("") : facet->name);
    struct buf url, count;
    buf_init(&url, out->max_bytes);
    buf_init(&count, out->max_bytes);
    results_write_url(&url, results, &options);
    write_count(&count, results, facet->count);
    struct template_value values[] = {
        template_link("url", buf_str(&url)),
        template_text("name", facet->name),
        template_text("count", buf_str(&count)),
    };
    template_write(out, template_block(field->piece, is_chosen ? "chosen" : "choice"), values, COUNT_OF(values));
    buf_free(&url);
    buf_free(&count);
}

/* How many of the hits have it: none for what does not exist. */
static struct facet find_chosen(const struct field *field) {
    for (size_t i = 0; i < field->facet_count; i++)
        if (str_equal(field->facets[i].name, field->chosen))
            return field->facets[i];
    return (struct facet){.name = field->chosen};
}

static void write_choices(struct buf *out, const struct results *results, const struct field *field) {
    size_t written = 0;
    for (size_t i = 0; i < field->facet_count && written < FILTERS_MAX_CHOICES; i++) {
        if (str_equal(field->facets[i].name, field->chosen))
            continue;
        write_choice(out, results, field, &field->facets[i]);
        written++;
    }
}

/* The chosen one comes first. A single one that nobody chose is no choice. */
static void write_field(struct buf *out, const struct results *results, const struct field *field) {
    if (field->chosen.len == 0 && field->facet_count < 2)
        return;
    struct buf chosen, choices;
    buf_init(&chosen, out->max_bytes);
    buf_init(&choices, out->max_bytes);
    if (field->chosen.len > 0) {
        struct facet facet = find_chosen(field);
        write_choice(&chosen, results, field, &facet);
    }
    write_choices(&choices, results, field);
    struct template_value values[] = {
        template_text("label", str_from(field->label)),
        template_html("chosen", &chosen),
        template_html("choice", &choices),
    };
    template_write(out, field->piece, values, COUNT_OF(values));
    buf_free(&chosen);
    buf_free(&choices);
}

void filters_write(struct buf *out, const struct results *results) {
    const struct hits *hits = results->hits;
    struct str page = template_block(results->page, "filters"), piece = template_block(page, "field");
    const struct field fields[] = {
        {"Doc set", true, results->options->docset, hits->docset_facets, hits->docset_facet_count, piece},
        {"Kind", false, results->options->kind, hits->kind_facets, hits->kind_facet_count, piece},
    };
    struct buf text;
    buf_init(&text, out->max_bytes);
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        write_field(&text, results, &fields[i]);
    if (text.len > 0 || buf_failed(&text)) {
        struct template_value values[] = {template_html("field", &text)};
        template_write(out, page, values, COUNT_OF(values));
    }
    buf_free(&text);
}
