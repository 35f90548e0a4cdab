/* MDN Web Docs: https://developer.mozilla.org/. The article's sections are <section aria-labelledby="ID"><h2 id="ID">;
 * what is documented is a page of its own, its members are terms of lists with links. The canonical address tells what
 * a page is: .../docs/Web/JavaScript/Reference/Global_Objects/Array/map. */
#include "indexer/extract/profile.h"

#include "common/base/ascii.h"
#include "indexer/extract/kind_word.h"

/* Elements looked at to recognise a page. */
#define DETECT_ELEMENTS 3000

static const struct node_rule main_rules[] = {
    {.name = "article", .class = "main-page-content"},
    {.name = "main", .id = "content"},
};

static const struct node_rule skip_rules[] = {
    {.class = "breadcrumbs"},
    {.class = "breadcrumbs-container"},
    {.class = "sidebar"},
    {.class = "sidebar-container"},
    {.class = "metadata"},
    {.class = "reference-layout__toc"},
    {.class = "document-toc"},
    {.class = "article-footer"},
    {.class = "article-actions"},
    {.class = "prev-next"},
    {.class = "on-github"},
    {.class = "code-example-header"},
    {.class = "example-header"},
    {.class = "visually-hidden"},
    {.class = "icon"},
    {.class = "status"},
    {.class = "baseline-indicator"},
    {.id = "Quick_links"},
    {.name = "aside"},
    {.name = "interactive-example"},
    {.name = "mdn-compat-table"},
    {.name = "mdn-compat-table-lazy"},
    {.name = "iframe"},
};

/* A badge beside a member's name. */
static const struct node_rule deprecated_rule = {.class = "icon-deprecated"};

static bool detect(const struct page_view *page) {
    static const struct node_rule article = {.name = "article", .class = "main-page-content"},
                                  body = {.class = "reference-layout__body"};
    const struct node *node = page->body;
    if (page->generator.len > 0)
        return false;
    for (size_t i = 0; node != NULL && i < DETECT_ELEMENTS; i++, node = node_next(node, page->body))
        if (node->tag != TAG_TEXT && (node_matches(node, &article) || node_matches(node, &body)))
            return true;
    return false;
}

static bool is_identifier(struct str text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool is_letter = ascii_is_letter(c) || c == '_' || c == '$' || c == '@';
        bool is_later = i > 0 && (ascii_is_digit(c) || c == '.' || c == '-');
        if (!is_letter && !is_later)
            return false;
    }
    return text.len > 0;
}

/* What the word names: "map()" -> "map", "<video>" -> "video"; empty when it is no name. */
static struct str bare_name(struct str word) {
    struct str call = STR("()");
    if (str_ends(word, call))
        word = str_head(word, word.len - call.len);
    if (str_starts(word, STR("<")) && str_ends(word, STR(">")))
        word = str_make(word.ptr + 1, word.len - 2);
    return is_identifier(word) ? word : STR("");
}

/* Words of a title behind the name: "Window: fetch() method", "Response: ok property". */
static const struct kind_word kinds[] = {
    {" constructor", KIND_CONSTRUCTOR},
    {" static method", KIND_METHOD},
    {" method", KIND_METHOD},
    {" property", KIND_PROPERTY},
    {" event", KIND_EVENT},
    {" interface", KIND_INTERFACE},
    {"()", KIND_FUNCTION},
    {NULL, KIND_COUNT},
};

static enum kind title_kind(struct str title) {
    enum kind kind = kind_word_of(kinds, title, str_ends);
    return kind != KIND_COUNT ? kind : KIND_SYMBOL;
}

static struct str first_word(struct str text) {
    return str_head(text, str_find_char(text, ' ', 0));
}

/* "Array.prototype.map()", "Window: fetch() method" -> "Window.fetch", "<video>: The Video Embed element" -> "video";
 * empty when the title is prose. */
static struct str title_name(struct str title, struct buf *scratch) {
    size_t colon = str_find(title, STR(": "), 0), start = scratch->len;
    struct str name = bare_name(str_head(title, colon));
    if (name.len == 0 || colon == title.len)
        return name.len > 0 ? name : title_kind(title) == KIND_SYMBOL ? STR("") : bare_name(first_word(title));
    struct str member = bare_name(first_word(str_from_offset(title, colon + 2)));
    if (title.ptr[0] == '<' || title_kind(title) == KIND_SYMBOL || member.len == 0)
        return name;
    buf_add(scratch, name);
    buf_putc(scratch, '.');
    buf_add(scratch, member);
    return str_from_offset(buf_str(scratch), start);
}

/* Sections of the address: a reference page documents what its title names, a guide does not. */
static bool is_reference(const struct page_view *page) {
    static const struct node_rule canonical = {.name = "link", .attribute = "rel", .value = "canonical"};
    static const struct str folders[] = {
        {"/Reference/", 11}, {"/Web/API/", 9}, {"/Web/CSS/", 9}, {"/Web/HTML/", 10}, {"/Headers/", 9}};
    const struct node *link = node_find(page->head, &canonical);
    struct str address = link != NULL ? node_attribute(link, "href") : page->path;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (str_find(address, folders[i], 0) < address.len)
            return true;
    return false;
}

static enum verdict page_heading(const struct place *place, struct builder_entry *entry) {
    struct str name = is_reference(place->page) ? title_name(entry->title, place->scratch) : STR("");
    if (name.len > 0) {
        entry->name = name;
        entry->kind = title_kind(entry->title);
        if (entry->kind == KIND_FUNCTION && str_find_char(name, '.', 0) < name.len)
            entry->kind = KIND_METHOD;
    }
    return VERDICT_HEAD;
}

static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    const struct extraction *page = place->builder->page;
    bool is_first = page->entry_count == 1 && page->entries[0].title.len == 0 && entry->title.len > 0;
    return is_first && place->node->tag == TAG_H1 ? page_heading(place, entry) : VERDICT_HEAD;
}

/* A member with a page of its own is a link; a value or parameter, described here only, has an id. */
static enum verdict term(const struct place *place, struct builder_entry *entry) {
    const struct node *link = node_find_tag(place->node, TAG_A);
    bool is_elsewhere = link != NULL && !str_starts(node_attribute(link, "href"), STR("#"));
    if (entry->anchor.len == 0 || is_elsewhere)
        return VERDICT_TEXT;
    entry->deprecated = node_find(place->node, &deprecated_rule) != NULL ? STR("yes") : STR("");
    return VERDICT_HEAD;
}

/* The box above a page that says so; the same badge beside a member is that member's. */
static enum verdict element(const struct place *place, struct builder_entry *entry) {
    (void)entry;
    const struct node *node = place->node;
    bool is_notice = node->tag == TAG_DIV && node_has_class(node, "notecard") && node_has_class(node, "deprecated");
    if (is_notice)
        builder_deprecated(place->builder, STR(""));
    return VERDICT_TEXT;
}

static void read_project(const struct page_view *view, struct extraction *page) {
    (void)view;
    page->project = STR("MDN Web Docs");
}

const struct profile profile_mdn = {
    .name = "mdn",
    .detect = detect,
    .main_rules = main_rules,
    .main_rule_count = sizeof main_rules / sizeof *main_rules,
    .skip_rules = skip_rules,
    .skip_rule_count = sizeof skip_rules / sizeof *skip_rules,
    .heading = heading,
    .term = term,
    .element = element,
    .read_project = read_project,
};
