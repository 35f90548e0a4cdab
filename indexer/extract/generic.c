/* Any HTML documentation: headings make sections, definition terms and table rows with an id make terms. What is
 * around the content is told by the elements and by class names that many generators share. */
#include "indexer/extract/profile.h"

#include "common/base/ascii.h"
#include "indexer/extract/term.h"
#include "indexer/extract/text.h"

/* A row's first cell names what the row is about when it is not longer. */
#define ROW_TITLE_MAX_BYTES 80

/* Fewer links in a list are no table of contents. */
#define CONTENTS_MIN_LINKS 3

static const struct node_rule main_rules[] = {
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
    {.attribute = "role", .value = "complementary"},
    {.attribute = "role", .value = "contentinfo"},
    {.name = "a", .class = "headerlink"},
    {.name = "a", .class = "header-anchor"},
    {.name = "a", .class = "hash-link"},
    {.name = "a", .class = "permalink"},
    {.name = "a", .class = "anchor-link"},
    {.name = "a", .class = "skip-link"},
    {.name = "div", .class = "sidebar"},
    {.name = "div", .class = "navbar"},
    {.class = "breadcrumb"},
    {.class = "breadcrumbs"},
    {.class = "pagination"},
    {.class = "toc"},
    {.class = "linenos"},
    {.id = "toc"},
};

static const struct node_rule contents_rules[] = {
    {.name = "ul"},
    {.name = "ol"},
};

static bool detect(const struct page_view *page) {
    (void)page;
    return true;
}

/* A permalink in front of the words: "# Install". */
static struct str without_sign(struct str title) {
    static const struct str signs[] = {{"#", 1}, {"\xC2\xB6", 2}, {"\xC2\xA7", 2}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_starts(title, signs[i]) && title.len > signs[i].len)
            return str_trim(str_from_offset(title, signs[i].len));
    return title;
}

/* By its title; pages of that name may also describe what "not found" means. */
static bool is_not_found(const struct page_view *page) {
    static const char *const titles[] = {"not found", "page not found", "404 not found"};
    const struct node *title = node_find_tag(page->head, TAG_TITLE);
    struct buf text;
    buf_init(&text, (size_t)4 * ENTRY_MAX_TITLE_BYTES);
    struct str line = title != NULL ? profile_line(&profile_generic, title, &text) : STR("");
    bool found = false;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        found = found || str_equal_nocase(line, str_from(titles[i]));
    buf_free(&text);
    return found;
}

/* What a server shows for a page that is not there. */
static const char *skip_page(const struct page_view *page) {
    struct str file = page_view_file(page);
    bool is_named_so = str_is(file, "not_found.html") || str_is(file, "not-found.html");
    return str_is(file, "404.html") || (is_named_so && is_not_found(page)) ? "an error page" : NULL;
}

static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    if (node_find_tag(place->node, TAG_A) != NULL)
        entry->title = without_sign(entry->title);
    if (entry->level > 1 && place_names_page(place, entry->title))
        entry->level = 1;
    return VERDICT_HEAD;
}

static enum verdict term(const struct place *place, struct builder_entry *entry) {
    if (entry->anchor.len == 0 && term_is_link(place->node))
        return VERDICT_TEXT;
    bool is_symbol = term_classify(place->builder, place->scratch, entry);
    return is_symbol || entry->anchor.len > 0 ? VERDICT_HEAD : VERDICT_TEXT;
}

/* A list of nothing but links: to places on this page, or in front of the first heading. */
static bool is_navigation(const struct place *place) {
    size_t links = 0, outward = 0;
    for (const struct node *node = place->node->first; node != NULL;) {
        bool is_link = node->tag == TAG_A && node_has_attribute(node, "href");
        if (node->tag == TAG_TEXT && str_trim(node->text).len > 0)
            return false;
        links += is_link;
        outward += is_link && !str_starts(node_attribute(node, "href"), STR("#"));
        node = is_link ? node_after(node, place->node) : node_next(node, place->node);
    }
    return links >= CONTENTS_MIN_LINKS && (outward == 0 || place_is_first(place));
}

/* The site's own header: the page's has the page's heading in it. */
static bool is_site_header(const struct node *node) {
    return node->parent != NULL && node->parent->tag == TAG_BODY && node_find_tag(node, TAG_H1) == NULL;
}

static bool has_letter(struct str text) {
    for (size_t i = 0; i < text.len; i++)
        if (ascii_is_letter(text.ptr[i]))
            return true;
    return false;
}

/* A row with an id is about what its first cell names. */
static enum verdict judge_row(const struct place *place, struct builder_entry *entry) {
    const struct node *cell = place->node->first;
    while (cell != NULL && cell->tag != TAG_TD && cell->tag != TAG_TH)
        cell = cell->next;
    if (cell == NULL || cell->next == NULL)
        return VERDICT_TEXT;
    if (entry->anchor.len == 0)
        entry->anchor = node_attribute(cell, "id");
    if (entry->anchor.len == 0)
        return VERDICT_TEXT;
    entry->title = profile_line(&profile_generic, cell, place->scratch);
    if (entry->title.len > ROW_TITLE_MAX_BYTES || !has_letter(entry->title))
        return VERDICT_TEXT;
    entry->kind = KIND_TERM;
    term_classify(place->builder, place->scratch, entry);
    return VERDICT_BODY;
}

static enum verdict element(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    if (furniture_has(&place->page->furniture, node))
        return VERDICT_SKIP;
    if (node->tag == TAG_TR)
        return judge_row(place, entry);
    if (node->tag != TAG_BLOCK)
        return VERDICT_TEXT;
    bool is_list = str_is(node->name, "ul") || str_is(node->name, "ol");
    if (is_list && is_navigation(place))
        return VERDICT_SKIP;
    return str_is(node->name, "header") && is_site_header(node) ? VERDICT_SKIP : VERDICT_TEXT;
}

const struct profile profile_generic = {
    .name = "generic",
    .detect = detect,
    .skip_page = skip_page,
    .main_rules = main_rules,
    .main_rule_count = sizeof main_rules / sizeof *main_rules,
    .skip_rules = skip_rules,
    .skip_rule_count = sizeof skip_rules / sizeof *skip_rules,
    .has_furniture = true,
    .contents_rules = contents_rules,
    .contents_rule_count = sizeof contents_rules / sizeof *contents_rules,
    .heading = heading,
    .term = term,
    .element = element,
};
