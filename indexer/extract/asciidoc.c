/* AsciiDoc (https://asciidoc-py.github.io/), Asciidoctor (https://docs.asciidoctor.org/) and Antora, which builds sites
 * with the latter. Options of manual pages are dt.hdlist1, often without an id. */
#include "indexer/extract/profile.h"

#include "indexer/extract/term.h"
#include "indexer/extract/text.h"

/* A term of more bytes is a sentence. */
#define TERM_MAX_BYTES 100

static const struct node_rule main_rules[] = {
    {.name = "article", .class = "doc"},
    {.name = "body"},
};

static const struct node_rule skip_rules[] = {
    {.id = "toc"},
    {.id = "footer"},
    {.class = "toc"},
    {.name = "div", .class = "details"},
    {.name = "div", .class = "toolbar"},
    {.class = "pagination"},
    {.name = "a", .class = "anchor"},
    {.name = "i", .class = "conum"},
};

static bool detect(const struct page_view *page) {
    return str_starts(page->generator, STR("AsciiDoc")) || str_starts(page->generator, STR("Asciidoctor")) ||
           str_starts(page->generator, STR("Antora"));
}

/* "git-log(1) Manual Page" -> "git-log(1)"; *section is what stands in brackets. */
static struct str manual_title(struct str title, struct str *section) {
    size_t open = str_find_char(title, '(', 0), close = str_find_char(title, ')', open);
    struct str rest = str_trim(str_from_offset(title, close + 1));
    bool is_manual = open > 0 && close < title.len && close - open <= 4 && title.ptr[open - 1] != ' ';
    if (!is_manual || (rest.len > 0 && !str_equal_nocase(rest, STR("Manual Page"))))
        return STR("");
    *section = str_make(title.ptr + open + 1, close - open - 1);
    return str_head(title, close + 1);
}

static void describe_manual(struct builder_entry *entry) {
    struct str section = STR("");
    struct str title = manual_title(entry->title, &section);
    if (title.len == 0)
        return;
    entry->title = title;
    if (str_starts(section, STR("1")) || str_starts(section, STR("8")))
        entry->kind = KIND_COMMAND;
    else if (str_starts(section, STR("2")) || str_starts(section, STR("3")))
        entry->kind = KIND_FUNCTION;
    if (entry->kind != KIND_SECTION)
        entry->name = str_head(title, title.len - section.len - 2);
}

/* NAME, in a manual page's header, is no section: what it says is what the page is about. */
static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    static const struct node_rule header = {.name = "div", .id = "header"};
    if (entry->level > 1 && node_around(place->node, &header, 2) != NULL)
        return VERDICT_SKIP;
    entry->title = text_without_number(entry->title);
    if (entry->level > 1 && place_names_page(place, entry->title))
        entry->level = 1;
    else if (entry->level == 1 && place_is_first(place))
        describe_manual(entry);
    if (str_is(entry->anchor, "header"))
        entry->anchor = STR("");
    return VERDICT_HEAD;
}

/* What the reader has to put in, "<object>", and a mere sign are no terms. */
static bool is_placeholder(struct str line) {
    return line.len < 2 || (str_starts(line, STR("<")) && str_find_char(line, '>', 0) + 4 >= line.len);
}

static enum verdict term(const struct place *place, struct builder_entry *entry) {
    if (term_classify(place->builder, place->scratch, entry) || entry->anchor.len > 0)
        return VERDICT_HEAD;
    bool is_word = entry->title.len <= TERM_MAX_BYTES && !is_placeholder(entry->title) && !term_is_link(place->node);
    return is_word ? VERDICT_HEAD : VERDICT_TEXT;
}

static void read_project(const struct page_view *view, struct extraction *page) {
    static const struct node_rule version = {.name = "span", .id = "revnumber"};
    static const struct node_rule component = {.name = "meta", .attribute = "name", .value = "page-component"};
    static const struct node_rule antora = {.name = "meta", .attribute = "name", .value = "page-version"};
    const struct node *node = node_find(view->head, &component);
    if (node != NULL)
        page->project = arena_copy(&page->arena, node_attribute(node, "content"));
    node = node_find(view->head, &antora);
    if (node != NULL)
        page->version = arena_copy(&page->arena, node_attribute(node, "content"));
    node = page->version.len == 0 ? node_find(view->body, &version) : NULL;
    if (node == NULL)
        return;
    struct buf text;
    buf_init(&text, ENTRY_MAX_TITLE_BYTES);
    node_write_text(node, NULL, 0, &text);
    page->version = arena_copy(&page->arena, text_version(buf_str(&text)));
    buf_free(&text);
}

const struct profile profile_asciidoc = {
    .name = "asciidoc",
    .detect = detect,
    .main_rules = main_rules,
    .main_rule_count = sizeof main_rules / sizeof *main_rules,
    .skip_rules = skip_rules,
    .skip_rule_count = sizeof skip_rules / sizeof *skip_rules,
    .heading = heading,
    .term = term,
    .read_project = read_project,
};
