/* Docusaurus: https://docusaurus.io/. The classes that begin with theme- do not change from release to release. */
#include "indexer/extract/profile.h"

#include "indexer/extract/text.h"

static const struct node_rule main_rules[] = {
    {.class = "theme-doc-markdown"},
    {.name = "article"},
    {.name = "main"},
};

static const struct node_rule skip_rules[] = {
    {.name = "a", .class = "hash-link"},
    {.class = "theme-doc-breadcrumbs"},
    {.class = "theme-doc-toc-mobile"},
    {.class = "theme-doc-toc-desktop"},
    {.class = "theme-doc-footer"},
    {.class = "theme-doc-version-badge"},
    {.class = "theme-doc-version-banner"},
    {.class = "theme-edit-this-page"},
    {.class = "theme-last-updated"},
    {.class = "theme-doc-sidebar-container"},
    {.class = "theme-layout-navbar"},
    {.class = "theme-layout-footer"},
    {.class = "pagination-nav"},
    {.class = "table-of-contents"},
    {.name = "aside"},
    {.name = "footer"},
    {.name = "form"},
    /* labels of tabs: the panels they open say the same or more */
    {.attribute = "role", .value = "tablist"},
};

static bool detect(const struct page_view *page) {
    return str_starts(page->generator, STR("Docusaurus"));
}

static const char *skip_page(const struct page_view *page) {
    return str_is(page->path, "404.html") || str_is(page->path, "search.html") ||
                   str_is(page->path, "search/index.html")
               ? "an error or search page"
               : NULL;
}

/* "current" is the name of a version that has none yet. */
static void read_project(const struct page_view *view, struct extraction *page) {
    static const struct node_rule version = {.name = "meta", .attribute = "name", .value = "docusaurus_version"};
    const struct node *meta = node_find(view->head, &version);
    struct str text = meta ? str_trim(node_attribute(meta, "content")) : STR("");
    if (text.len > 0 && !str_is(text, "current"))
        page->version = arena_copy(&page->arena, str_head(text, ENTRY_MAX_MARK_BYTES));
}

const struct profile profile_docusaurus = {
    .name = "docusaurus",
    .detect = detect,
    .main_rules = main_rules,
    .main_rule_count = sizeof main_rules / sizeof *main_rules,
    .skip_rules = skip_rules,
    .skip_rule_count = sizeof skip_rules / sizeof *skip_rules,
    .skip_page = skip_page,
    .read_project = read_project,
};
