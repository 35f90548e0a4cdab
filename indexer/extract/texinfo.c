/* GNU Texinfo's makeinfo and texi2any, version 6 and later: https://www.gnu.org/software/texinfo/manual/. Symbols are
 * dt[id^=index-] of dl.def (6) or dl.first-deffn, dl.def-block (7), with the name in strong and the category before it.
 * In split output a page begins with the heading of its node, whatever its level. */
#include "indexer/extract/profile.h"

#include "common/base/ascii.h"
#include "indexer/extract/index_table.h"
#include "indexer/extract/kind_word.h"
#include "indexer/extract/symbol.h"
#include "indexer/extract/text.h"

#define MAX_OPTION_BYTES 120

static const struct node_rule main_rules[] = {
    {.name = "body"},
};

static const struct node_rule skip_rules[] = {
    {.name = "div", .class = "header"},
    {.class = "nav-panel"},
    {.class = "copiable-anchor"},
    {.class = "copiable-link"},
    {.class = "contents"},
    {.class = "shortcontents"},
    {.class = "Contents_element"},
    {.class = "element-contents"},
    {.class = "element-shortcontents"},
    {.class = "section-toc"},
    {.class = "mini-toc"},
    {.class = "printindex"},
    {.name = "table", .class = "menu"},
    {.name = "table", .class = "index-cp"},
    {.name = "table", .class = "index-fn"},
    {.name = "table", .class = "index-vr"},
    {.name = "table", .class = "index-ky"},
    {.name = "table", .class = "index-pg"},
    {.name = "table", .class = "index-tp"},
    {.name = "table", .class = "index-op"},
    {.name = "table", .class = "index-pr"},
    {.name = "span", .class = "category"},
    {.name = "span", .class = "category-def"},
};

static const struct node_rule contents_rules[] = {
    {.class = "section-toc"},
    {.class = "mini-toc"},
    {.class = "menu"},
};

static const struct node_rule index_rules[] = {
    {.class = "printindex"},
    {.name = "a", .class = "summary-letter"},
};

static const struct node_rule name_rules[] = {
    {.class = "def-name"},
    {.name = "strong"},
};

static const struct node_rule category_rules[] = {
    {.class = "category"},
    {.class = "category-def"},
};

/* Words of a category, in lower case: "Built-in Function", "User Option". The first one found counts. */
static const struct kind_word categories[] = {
    {"constructor", KIND_CONSTRUCTOR},
    {"method", KIND_METHOD},
    {"operation", KIND_METHOD},
    {"function", KIND_FUNCTION},
    {"macro", KIND_MACRO},
    {"special form", KIND_MACRO},
    {"option", KIND_OPTION},
    {"constant", KIND_CONSTANT},
    {"command", KIND_COMMAND},
    {"environment", KIND_ENVVAR},
    {"variable", KIND_VARIABLE},
    {"class", KIND_CLASS},
    {"type", KIND_TYPE},
    {"property", KIND_PROPERTY},
    {"procedure", KIND_FUNCTION},
    {"target", KIND_COMMAND},
    {"keyword", KIND_KEYWORD},
    {"directive", KIND_DIRECTIVE},
    {NULL, KIND_COUNT},
};

static bool detect(const struct page_view *page) {
    return str_starts(page->generator, STR("makeinfo")) || str_starts(page->generator, STR("texi2any"));
}

static void read_index(const struct page_view *view, struct extraction *page) {
    index_table_read(view, &profile_texinfo, view->body, page);
}

/* An index with a page of its own; in output that is not split only the tables are left out. */
static const char *skip_page(const struct page_view *page) {
    size_t headings = 0;
    bool has_index = false;
    for (size_t i = 0; i < sizeof index_rules / sizeof *index_rules; i++)
        has_index = has_index || node_find(page->body, &index_rules[i]) != NULL;
    if (!has_index)
        return NULL;
    for (const struct node *node = page->body; node != NULL; node = node_next(node, page->body))
        headings += node_heading_level(node) > 0;
    return headings <= 1 ? "an index" : NULL;
}

/* "26.3 Basics" -> "Basics", "A.1 More" -> "More", "Appendix B News" -> "News". */
static struct str without_number(struct str title) {
    struct str appendix = STR("Appendix "), rest = title;
    if (str_starts(rest, appendix))
        rest = str_from_offset(rest, appendix.len);
    size_t at = rest.len > 1 && ascii_is_upper(rest.ptr[0]) ? 1 : 0;
    bool has_number = at == 1 && (rest.ptr[1] == '.' || rest.len < title.len);
    if (has_number && rest.ptr[1] == '.')
        at++;
    size_t bytes = text_number_bytes(str_from_offset(rest, at));
    has_number = has_number || bytes > 0;
    at += bytes;
    return has_number && at + 1 < rest.len && rest.ptr[at] == ' ' ? str_from_offset(rest, at + 1) : title;
}

static bool is_numbered(const struct node *heading) {
    static const char *const classes[] = {"chapter",  "section",     "subsection",     "subsubsection",
                                          "appendix", "appendixsec", "appendixsubsec", "appendixsubsubsec"};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (node_has_class(heading, classes[i]))
            return true;
    return false;
}

static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    if (node_has_class(node, "footnotes-heading"))
        return VERDICT_SKIP;
    if (node_has_class(node, "footnote-body-heading") || (node->parent && node_has_class(node->parent, "footnote")))
        return VERDICT_TEXT;
    if (is_numbered(node))
        entry->title = without_number(entry->title);
    if (place_is_first(place))
        entry->level = 1;
    return VERDICT_HEAD;
}

/* Appends the element's text in lower case, without what the skip rules are for, and returns it. */
static struct str lower_text(const struct node *node, struct buf *scratch) {
    size_t start = scratch->len;
    node_write_text(node, NULL, 0, scratch);
    for (size_t i = start; i < scratch->len; i++)
        scratch->data[i] = ascii_lower(scratch->data[i]);
    return str_from_offset(buf_str(scratch), start);
}

static const struct node *find_any(const struct node *root, const struct node_rule rules[], size_t count) {
    for (size_t i = 0; i < count; i++) {
        const struct node *found = node_find(root, &rules[i]);
        if (found != NULL)
            return found;
    }
    return NULL;
}

/* A function when the category says nothing, as in manuals that leave it empty. */
static enum kind symbol_kind(const struct node *term, struct buf *scratch) {
    const struct node *node = find_any(term, category_rules, sizeof category_rules / sizeof *category_rules);
    struct str category = node != NULL ? lower_text(node, scratch) : STR("");
    enum kind kind = kind_word_of(categories, category, kind_word_inside);
    if (kind != KIND_COUNT)
        return kind;
    return str_trim(category).len > 1 ? KIND_SYMBOL : KIND_FUNCTION;
}

static bool is_definition(const struct place *place) {
    const struct node *list = place->list;
    return node_has_class(list, "def") || node_has_class(list, "def-block") ||
           str_starts(node_attribute(list, "class"), STR("first-def")) ||
           str_starts(node_attribute(place->node, "class"), STR("def"));
}

/* "center (x)" and "center (x, dim)" in a row are one symbol, called in two ways: the second is text of the first. */
static enum verdict define_symbol(const struct place *place, struct builder_entry *entry) {
    const struct node *node = find_any(place->node, name_rules, sizeof name_rules / sizeof *name_rules);
    if (node == NULL)
        return VERDICT_TEXT;
    struct str name = profile_line(&profile_texinfo, node, place->scratch);
    size_t open = str_find_char(name, '(', 0);
    name = open > 0 && !str_starts(name, STR("operator")) ? str_trim(str_head(name, open)) : name;
    if (name.len > 0 && str_equal(name, place->builder->page->entries[builder_current_index(place->builder)].name)) {
        builder_id(place->builder, entry->anchor);
        builder_settle_ids(place->builder);
        return VERDICT_TEXT;
    }
    entry->kind = symbol_kind(place->node, place->scratch);
    entry->signature = entry->title;
    entry->name = entry->title = name;
    return VERDICT_HEAD;
}

/* "color: red | blue", indexed as "pen color" (index-pen-color): the property "color" of a pen, and what it may be. */
static void name_property(const struct place *place, struct builder_entry *entry) {
    struct str prefix = STR("index-"), line = entry->title;
    const struct node *code = node_find_tag(place->node, TAG_CODE);
    struct str name = code != NULL ? profile_line(&profile_texinfo, code, place->scratch) : STR("");
    struct str behind = str_trim(str_from_offset(line, name.len)), of = str_from_offset(entry->anchor, prefix.len);
    bool is_property = name.len > 0 && str_starts(line, name) && str_find_char(name, ' ', 0) == name.len &&
                       (str_starts(behind, STR(":")) || str_starts(behind, STR("(")));
    if (!is_property || !str_starts(entry->anchor, prefix) || !str_ends(of, name) || of.len < name.len + 2)
        return;
    of = str_head(of, of.len - name.len - 1);
    if (of.ptr[of.len] != '-' || str_find_char(of, '-', 0) < of.len)
        return;
    entry->kind = KIND_PROPERTY;
    entry->signature = line;
    entry->title = name;
    entry->name = symbol_join(of, ".", name, place->scratch);
}

/* What the manual's author puts into the index in front of an item is an anchor of its own there, inside the
 * description before. */
static enum verdict term(const struct place *place, struct builder_entry *entry) {
    if (entry->anchor.len == 0)
        entry->anchor = builder_pending_id(place->builder, STR("index-"));
    if (is_definition(place))
        return define_symbol(place, entry);
    bool is_option = entry->title.len <= MAX_OPTION_BYTES && text_is_option(entry->title);
    if (is_option) {
        entry->kind = KIND_OPTION;
        entry->name = text_option_name(entry->title);
    } else {
        name_property(place, entry);
    }
    return is_option || entry->anchor.len > 0 ? VERDICT_HEAD : VERDICT_TEXT;
}

/* Links to the letters of an index. */
static enum verdict element(const struct place *place, struct builder_entry *entry) {
    (void)entry;
    if (place->node->tag != TAG_TABLE)
        return VERDICT_TEXT;
    const struct node *link = node_find_tag(place->node, TAG_A);
    return link != NULL && node_has_class(link, "summary-letter") ? VERDICT_SKIP : VERDICT_TEXT;
}

/* The manual's name is in parentheses behind the node's, or alone: "Statistics (GNU Octave (version 7.3.0))". */
static struct str manual_name(struct str title) {
    int depth = 0;
    if (!str_ends(title, STR(")")))
        return title;
    for (size_t i = title.len; i-- > 0;) {
        depth += title.ptr[i] == ')';
        depth -= title.ptr[i] == '(';
        struct str inside = str_make(title.ptr + i + 1, title.len - i - 2);
        if (depth == 0)
            return str_starts(inside, STR("version")) ? title : inside;
    }
    return title;
}

static void read_project(const struct page_view *view, struct extraction *page) {
    static const struct str tails[] = {{"(", 1}, {"version", 7}, {"Version", 7}, {"(", 1}, {",", 1}};
    const struct node *node = node_find_tag(view->head, TAG_TITLE);
    if (node == NULL)
        return;
    struct buf text;
    buf_init(&text, 4 * ENTRY_MAX_TITLE_BYTES);
    struct str name = manual_name(profile_line(&profile_texinfo, node, &text)), version = text_version(name);
    page->version = arena_copy(&page->arena, version);
    if (version.len > 0)
        name = str_trim(str_head(name, (size_t)(version.ptr - name.ptr)));
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (str_ends(name, tails[i]))
            name = str_trim(str_head(name, name.len - tails[i].len));
    page->project = arena_copy(&page->arena, name);
    buf_free(&text);
}

const struct profile profile_texinfo = {
    .name = "texinfo",
    .detect = detect,
    .main_rules = main_rules,
    .main_rule_count = sizeof main_rules / sizeof *main_rules,
    .skip_rules = skip_rules,
    .skip_rule_count = sizeof skip_rules / sizeof *skip_rules,
    .contents_rules = contents_rules,
    .contents_rule_count = sizeof contents_rules / sizeof *contents_rules,
    .skip_page = skip_page,
    .read_index = read_index,
    .heading = heading,
    .term = term,
    .element = element,
    .read_project = read_project,
};
