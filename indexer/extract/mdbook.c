/* mdBook: https://rust-lang.github.io/mdBook/. Chapters are prose: headings make sections. Since 0.5 its ids begin with
 * "mdbook-". */
#include "indexer/extract/profile.h"

static const struct node_rule main_rules[] = {
    {.name = "main"},
    {.id = "mdbook-content"},
    {.id = "content"},
};

static const struct node_rule skip_rules[] = {
    {.class = "boring"}, /* lines that a sample needs and the page hides */
    {.class = "buttons"},
    {.class = "nav-wrapper"},
    {.class = "nav-wide-wrapper"},
    {.class = "mobile-nav-chapters"},
    {.class = "nav-chapters"},
    {.class = "footnote-reference"},
    {.class = "footnote-definition-label"},
};

static bool has_id(const struct node *node, const char *id, const char *new_id) {
    struct str value = node_attribute(node, "id");
    return str_is(value, id) || str_is(value, new_id);
}

/* The sidebar beside the page, both directly in the body or in a container of their own. */
static const struct node *find_sidebar(const struct page_view *page) {
    const struct node *node = node_first_element(page->body);
    while (node != NULL) {
        if (has_id(node, "sidebar", "mdbook-sidebar"))
            return node;
        bool is_container = has_id(node, "body-container", "mdbook-body-container");
        node = is_container ? node_first_element(node) : node_next_element(node);
    }
    return NULL;
}

static bool detect(const struct page_view *page) {
    const struct node *node = find_sidebar(page);
    while (node != NULL && !has_id(node, "page-wrapper", "mdbook-page-wrapper"))
        node = node_next_element(node);
    return node != NULL;
}

/* A book's index.html is a copy of its first chapter, which the sidebar marks. In the root of a doc set it is the page
 * that readers start from, and stays. */
static bool is_copy(const struct page_view *page) {
    static const struct node_rule active = {.name = "a", .class = "active"};
    const struct node *sidebar = find_sidebar(page);
    const struct node *link = sidebar ? node_find(sidebar, &active) : NULL;
    return link != NULL && !str_ends(node_attribute(link, "href"), STR("index.html"));
}

/* The book printed as a whole links to itself; a chapter may be called print.html too. */
static bool is_whole_book(const struct page_view *page) {
    static const struct node_rule print = {.name = "a", .attribute = "aria-label", .value = "Print this book"};
    const struct node *link = node_find(page->body, &print);
    return link == NULL || str_is(node_attribute(link, "href"), "print.html");
}

static const char *skip_page(const struct page_view *page) {
    struct str name = page_view_file(page);
    if (str_is(name, "print.html") && is_whole_book(page))
        return "all chapters on one page";
    if (str_is(name, "toc.html"))
        return "a table of contents";
    if (str_is(name, "404.html"))
        return "shown for pages that are missing";
    bool may_be_copy = str_is(name, "index.html") && name.len < page->path.len;
    return may_be_copy && is_copy(page) ? "a copy of the first chapter" : NULL;
}

/* The first heading is the chapter's title, of whatever level: the chapters of some books start with h2. */
static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    const struct extraction *page = place->builder->page;
    if (page->entry_count == 1 && page->entries[0].title.len == 0)
        entry->level = 1;
    return VERDICT_HEAD;
}

/* Terms of definition lists have ids since 0.5. */
static enum verdict term(const struct place *place, struct builder_entry *entry) {
    (void)place;
    return entry->anchor.len > 0 ? VERDICT_HEAD : VERDICT_TEXT;
}

/* The book's title stands above each chapter. */
static void read_project(const struct page_view *view, struct extraction *page) {
    static const struct node_rule title = {.name = "h1", .class = "menu-title"};
    const struct node *found = node_find(view->body, &title);
    struct buf text;
    buf_init(&text, 4 * ENTRY_MAX_TITLE_BYTES);
    if (found != NULL)
        page->project = arena_copy(&page->arena, profile_line(&profile_mdbook, found, &text));
    buf_free(&text);
}

const struct profile profile_mdbook = {
    .name = "mdbook",
    .detect = detect,
    .main_rules = main_rules,
    .main_rule_count = sizeof main_rules / sizeof *main_rules,
    .skip_rules = skip_rules,
    .skip_rule_count = sizeof skip_rules / sizeof *skip_rules,
    .skip_page = skip_page,
    .heading = heading,
    .term = term,
    .read_project = read_project,
};
