/* MkDocs (https://www.mkdocs.org/), Material for MkDocs, and the API pages that mkdocstrings makes for them: symbols
 * are div.doc-object > hN.doc-heading[id], with the qualified name as the id. */
#include "indexer/extract/profile.h"

#include "indexer/extract/kind_word.h"
#include "indexer/extract/text.h"

#define OBJECT_MAX_LEVELS 12

static const struct node_rule main_rules[] = {
    {.name = "article", .class = "md-content__inner"},
    {.attribute = "role", .value = "main"},
    {.name = "main"},
};

static const struct node_rule skip_rules[] = {
    {.name = "a", .class = "headerlink"},
    {.class = "md-source-file"},
    {.class = "md-content__button"},
    {.class = "md-feedback"},
    {.class = "md-sidebar"},
    {.class = "md-skip"},
    {.class = "md-tags"},
    {.class = "mkdocstrings-source"},
    {.class = "doc-symbol"},
    {.class = "doc-labels"},
    {.class = "linenos"},
    {.class = "rst-breadcrumbs-buttons"},
    {.class = "wy-breadcrumbs"},
    {.class = "rst-footer-buttons"},
    {.id = "__comments"},
    {.name = "div", .class = "toc"},
    {.name = "form"},
    {.name = "footer"},
};

static const struct kind_word kinds[] = {
    {"doc-function", KIND_FUNCTION},
    {"doc-method", KIND_METHOD},
    {"doc-class", KIND_CLASS},
    {"doc-module", KIND_MODULE},
    {"doc-attribute", KIND_ATTRIBUTE},
    {"doc-type_alias", KIND_TYPE},
    {NULL, KIND_COUNT},
};

/* Themes of one's own may leave the generator out; mkdocstrings' style sheet and the search box of the theme tell. */
static bool detect(const struct page_view *page) {
    static const struct node_rule search = {.id = "mkdocs_search_modal"};
    if (str_starts(page->generator, STR("mkdocs-")) || str_starts(page->generator, STR("MkDocs")))
        return true;
    if (page->generator.len > 0)
        return false;
    for (const struct node *node = page->head->first; node != NULL; node = node->next)
        if (node->tag == TAG_LINK && str_ends(node_attribute(node, "href"), STR("/_mkdocstrings.css")))
            return true;
    return node_find(page->body, &search) != NULL;
}

static const char *skip_page(const struct page_view *page) {
    return str_is(page_view_file(page), "404.html") ? "an error page" : NULL;
}

static enum kind kind_of(const struct node *object) {
    enum kind kind = kind_word_of(kinds, node_attribute(object, "class"), str_has_word);
    return kind != KIND_COUNT ? kind : KIND_SYMBOL;
}

static bool is_property(const struct node *heading) {
    static const struct node_rule label = {.class = "doc-label-property"};
    return node_find(heading, &label) != NULL;
}

/* mkdocstrings calls methods functions too: those of a class are told by the object around them. */
static enum kind symbol_kind(const struct place *place, const struct node *object) {
    static const struct node_rule any = {.class = "doc-object"};
    enum kind kind = kind_of(object);
    if (kind != KIND_FUNCTION && kind != KIND_ATTRIBUTE)
        return kind;
    if (is_property(place->node))
        return KIND_PROPERTY;
    const struct node *owner = node_around(object, &any, OBJECT_MAX_LEVELS);
    bool is_member = owner != NULL && node_has_class(owner, "doc-class");
    return kind == KIND_FUNCTION && is_member ? KIND_METHOD : kind;
}

static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    static const struct node_rule any = {.class = "doc-object"};
    struct str id = node_attribute(place->node, "id");
    const struct node *object = node_has_class(place->node, "doc-heading") ? node_around(place->node, &any, 2) : NULL;
    if (object == NULL || id.len == 0)
        return VERDICT_HEAD;
    entry->kind = symbol_kind(place, object);
    entry->signature = str_equal(entry->title, id) ? STR("") : entry->title;
    entry->name = entry->title = id;
    return VERDICT_HEAD;
}

/* The source of a symbol, folded away. */
static enum verdict element(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node, *summary = node->first;
    (void)entry;
    if (node->tag != TAG_BLOCK || !str_is(node->name, "details"))
        return VERDICT_TEXT;
    while (summary != NULL && summary->tag != TAG_BLOCK)
        summary = summary->next;
    if (summary == NULL)
        return VERDICT_TEXT;
    struct str line = profile_line(&profile_mkdocs, summary, place->scratch);
    return str_starts(line, STR("Source code in ")) ? VERDICT_SKIP : VERDICT_TEXT;
}

const struct profile profile_mkdocs = {
    .name = "mkdocs",
    .detect = detect,
    .main_rules = main_rules,
    .main_rule_count = sizeof main_rules / sizeof *main_rules,
    .skip_rules = skip_rules,
    .skip_rule_count = sizeof skip_rules / sizeof *skip_rules,
    .skip_page = skip_page,
    .heading = heading,
    .element = element,
};
