/* Any HTML documentation: headings make sections, definition terms with an id make terms. */
#include "indexer/extract/profile.h"

static const struct node_rule main_rules[] = {
    {.attribute = "data-pagefind-body"},
    {.attribute = "role", .value = "main"},
    {.name = "main"},
    {.name = "article"},
    {.name = "body"},
};

static const struct node_rule skip_rules[] = {
    {.name = "form"},
    {.name = "footer"},
    {.name = "aside"},
    {.name = "header", .attribute = "role", .value = "banner"},
    {.attribute = "data-pagefind-ignore"},
    {.attribute = "data-search-exclude"},
    {.class = "nosearch"},
    {.name = "a", .class = "headerlink"},
    {.name = "a", .class = "header-anchor"},
    {.name = "a", .class = "hash-link"},
    {.name = "a", .class = "permalink"},
    {.class = "toc"},
    {.class = "linenos"},
    {.id = "toc"},
};

static bool detect(const struct page_view *page) {
    (void)page;
    return true;
}

static enum verdict term(const struct place *place, struct builder_entry *entry) {
    (void)place;
    return entry->anchor.len > 0 ? VERDICT_HEAD : VERDICT_TEXT;
}

const struct profile profile_generic = {
    .name = "generic",
    .detect = detect,
    .main_rules = main_rules,
    .main_rule_count = sizeof main_rules / sizeof *main_rules,
    .skip_rules = skip_rules,
    .skip_rule_count = sizeof skip_rules / sizeof *skip_rules,
    .term = term,
};
