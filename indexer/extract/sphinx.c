/* Sphinx, all themes: https://www.sphinx-doc.org/. Symbols are dl.DOMAIN.KIND > dt.sig[id]. */
#include "indexer/extract/profile.h"

#include "common/base/ascii.h"
#include "indexer/extract/index_list.h"
#include "indexer/extract/index_table.h"
#include "indexer/extract/kind_word.h"
#include "indexer/extract/text.h"

static const struct node_rule main_rules[] = {
    {.name = "div", .attribute = "role", .value = "main"},
    {.attribute = "itemprop", .value = "articleBody"},
    {.name = "main"},
    {.name = "article"},
    {.name = "div", .class = "body"},
};

static const struct node_rule skip_rules[] = {
    {.name = "a", .class = "headerlink"},
    {.name = "a", .class = "viewcode-link"},
    {.class = "toctree-wrapper"},
    {.class = "sphinxsidebar"},
    {.class = "related"},
    {.class = "footer"},
    {.class = "linenos"},
    {.class = "contents", .attribute = "role"},
    {.name = "div", .class = "contents"},
    {.name = "nav", .class = "contents"},
};

static const struct node_rule contents_rules[] = {
    {.class = "toctree-wrapper"},
};

static const struct node_rule name_rule = {.class = "descname"};
static const struct node_rule prefix_rule = {.class = "descclassname"};

/* The second class of a dl, "py method" -> method, with the kinds of all domains side by side. */
static const struct kind_word kinds[] = {
    {"function", KIND_FUNCTION},   {"method", KIND_METHOD},
    {"classmethod", KIND_METHOD},  {"staticmethod", KIND_METHOD},
    {"class", KIND_CLASS},         {"exception", KIND_EXCEPTION},
    {"attribute", KIND_ATTRIBUTE}, {"property", KIND_PROPERTY},
    {"data", KIND_DATA},           {"module", KIND_MODULE},
    {"decorator", KIND_FUNCTION},  {"decoratormethod", KIND_METHOD},
    {"macro", KIND_MACRO},         {"type", KIND_TYPE},
    {"alias", KIND_TYPE},          {"concept", KIND_TYPE},
    {"struct", KIND_STRUCT},       {"union", KIND_UNION},
    {"enum", KIND_ENUM},           {"enum-class", KIND_ENUM},
    {"enum-struct", KIND_ENUM},    {"enumerator", KIND_ENUMERATOR},
    {"member", KIND_MEMBER},       {"var", KIND_VARIABLE},
    {"variable", KIND_VARIABLE},   {"command", KIND_COMMAND},
    {"cmdoption", KIND_OPTION},    {"option", KIND_OPTION},
    {"envvar", KIND_ENVVAR},       {"confval", KIND_OPTION},
    {"opcode", KIND_OPCODE},       {"pdbcommand", KIND_COMMAND},
    {"token", KIND_TOKEN},         {"directive", KIND_DIRECTIVE},
    {"role", KIND_DIRECTIVE},      {NULL, KIND_COUNT},
};

/* Domains whose ids are the qualified names themselves. */
static const char *const named_by_id[] = {"py", "js", "rb", "php"};

static bool detect(const struct page_view *page) {
    const struct node *root = page->root;
    static const struct node_rule marks[] = {
        {.attribute = "data-content_root"},
        {.name = "a", .class = "headerlink"},
        {.name = "div", .class = "sphinxsidebar"},
        {.name = "div", .class = "documentwrapper"},
    };
    static const struct node_rule script = {.name = "script", .attribute = "id", .value = "documentation_options"};
    if (node_find(root, &script) != NULL)
        return true;
    bool has_link = node_find(root, &marks[1]) != NULL;
    return (node_find(root, &marks[0]) != NULL && has_link) || node_find(root, &marks[2]) != NULL ||
           node_find(root, &marks[3]) != NULL;
}

/* "genindex" for genindex.html, genindex-A.html, genindex-all.html, "-modindex" for py-modindex.html; the builder
 * "dirhtml" gives each page a folder of its own: genindex/index.html. Empty for other pages. */
static struct str list_name(const struct page_view *page) {
    struct str name = page->path;
    static const char *const ends[] = {"/index.html", ".html"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(name, str_from(ends[i])))
            name = str_head(name, name.len - strlen(ends[i]));
    name = text_after_last(name, STR("/"));
    if (str_starts(name, STR("genindex")))
        return str_head(name, strlen("genindex"));
    return str_ends(name, STR("-modindex")) ? STR("-modindex") : STR("");
}

static void read_index(const struct page_view *view, struct extraction *page) {
    static const struct node_rule modules = {.name = "table", .class = "modindextable"};
    struct str name = list_name(view);
    const struct node *table = str_is(name, "-modindex") ? node_find(view->root, &modules) : NULL;
    if (str_is(name, "genindex"))
        index_list_read(view, &profile_sphinx, profile_main(&profile_sphinx, view), page);
    else if (table != NULL)
        index_table_read_descriptions(view, &profile_sphinx, table, page);
}

static const char *skip_page(const struct page_view *page) {
    struct str name = page_view_file(page);
    bool is_list = list_name(page).len > 0 || str_is(name, "search.html") || str_is(name, "contents.html");
    return is_list ? "an index or search page" : NULL;
}

static enum kind kind_of(const struct node *list) {
    enum kind kind = kind_word_of(kinds, node_attribute(list, "class"), str_has_word);
    return kind != KIND_COUNT ? kind : KIND_SYMBOL;
}

static bool is_named_by_id(const struct node *list) {
    for (size_t i = 0; i < sizeof named_by_id / sizeof *named_by_id; i++)
        if (node_has_class(list, named_by_id[i]))
            return true;
    return false;
}

/* Appends the text of the first element that the rule matches. */
static void write_piece(const struct node *term, const struct node_rule *rule, struct buf *out) {
    const struct node *piece = node_find(term, rule);
    if (piece != NULL)
        node_write_text(piece, skip_rules, sizeof skip_rules / sizeof *skip_rules, out);
}

static struct str symbol_name(const struct node *list, const struct node *term, struct str id, struct buf *scratch) {
    if (id.len > 0 && is_named_by_id(list))
        return id;
    if (node_has_class(list, "c") && str_starts(id, STR("c.")))
        return str_from_offset(id, 2);
    size_t start = scratch->len;
    if (node_has_class(list, "cpp"))
        write_piece(term, &prefix_rule, scratch);
    write_piece(term, &name_rule, scratch);
    return str_trim(str_make(scratch->data + start, scratch->len - start));
}

/* "-q, --quiet": all names of an option. */
static struct str option_title(const struct node *term, struct buf *scratch) {
    size_t start = scratch->len;
    for (const struct node *node = node_next(term, term); node != NULL; node = node_next(node, term)) {
        if (node->tag == TAG_TEXT || !node_matches(node, &name_rule))
            continue;
        buf_puts(scratch, scratch->len > start ? ", " : "");
        node_write_text(node, skip_rules, sizeof skip_rules / sizeof *skip_rules, scratch);
    }
    return str_trim(str_from_offset(buf_str(scratch), start));
}

static enum verdict define_symbol(const struct place *place, struct builder_entry *entry) {
    struct str name = symbol_name(place->list, place->node, node_attribute(place->node, "id"), place->scratch);
    if (name.len == 0)
        return VERDICT_TEXT;
    entry->kind = kind_of(place->list);
    entry->signature = entry->title;
    entry->name = entry->title = name;
    if (entry->kind == KIND_OPTION)
        entry->title = option_title(place->node, place->scratch);
    return VERDICT_HEAD;
}

/* describe and object are Sphinx's directives for things that are shown like symbols but are none. */
static enum verdict term(const struct place *place, struct builder_entry *entry) {
    const struct node *list = place->list;
    if (entry->anchor.len == 0)
        return VERDICT_TEXT;
    if (node_has_class(place->node, "sig") || node_has_class(list, "cmdoption"))
        return define_symbol(place, entry);
    bool is_plain =
        node_has_class(list, "footnote") || node_has_class(list, "citation") || node_has_class(list, "field-list");
    return is_plain ? VERDICT_TEXT : VERDICT_HEAD;
}

static char lower_alphanumeric(char c) {
    return ascii_is_alphanumeric(c) ? ascii_lower(c) : '\0';
}

/* Whether the id is made of the title: "Module contents" has "module-contents".
 * https://docutils.sourceforge.io/docutils/nodes.py, make_id() */
static bool is_made_of(struct str id, struct str title) {
    size_t at = 0;
    bool is_gap = false;
    for (size_t i = 0; i < title.len; i++) {
        char c = lower_alphanumeric(title.ptr[i]);
        if (c != '\0' && is_gap && at > 0 && (at == id.len || id.ptr[at++] != '-'))
            return false;
        if (c != '\0' && (at == id.len || id.ptr[at++] != c))
            return false;
        is_gap = c == '\0';
    }
    return at == id.len;
}

/* "8.2. Exceptions" is called "Exceptions". A module's target is an id at its heading: <section id="module-re"> or
 * <span id="module-re">. */
static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    struct str prefix = STR("module-");
    entry->title = text_without_number(entry->title);
    struct str id = str_starts(entry->anchor, prefix) ? entry->anchor : builder_pending_id(place->builder, prefix);
    if (id.len > prefix.len && !is_made_of(id, entry->title)) {
        entry->anchor = id;
        entry->kind = KIND_MODULE;
        entry->name = str_from_offset(id, prefix.len);
    }
    return VERDICT_HEAD;
}

/* "New in version 3.7: ..." under a symbol or a module says since when it is there; in a list or a table it says so of
 * something smaller. */
static bool is_about_entry(const struct place *place) {
    const struct entry *entry = &place->builder->page->entries[builder_current_index(place->builder)];
    bool is_described = place->node->parent->tag == TAG_DD;
    return entry->kind == KIND_MODULE ? !is_described : kind_is_symbol(entry->kind) && is_described;
}

/* Sphinx has one directive for what is deprecated as a whole and for what is so in some uses; the words tell:
 * "Deprecated since version 3.10: the loop parameter". Without a badge is better than with a wrong one. */
static bool is_partly_deprecated(struct str said) {
    static const char *const words[] = {" if ", "argument", "parameter", "Passing "};
    struct str reason = str_trim(str_from_offset(said, str_find_char(said, ':', 0) + 1));
    for (size_t i = 0; i < sizeof words / sizeof *words && !str_starts(reason, STR("This ")); i++)
        if (str_find(reason, str_from(words[i]), 0) < reason.len)
            return true;
    return false;
}

static void note_version(const struct place *place, bool is_new) {
    static const struct node_rule modified = {.name = "span", .class = "versionmodified"};
    const struct node *label = node_find(place->node, &modified);
    struct str version = label ? text_version(profile_line(&profile_sphinx, label, place->scratch)) : STR("");
    if (is_new && version.len > 0)
        builder_since(place->builder, version);
    else if (!is_new && !is_partly_deprecated(profile_line(&profile_sphinx, place->node, place->scratch)))
        builder_deprecated(place->builder, version);
}

static enum verdict element(const struct place *place, struct builder_entry *entry) {
    (void)entry;
    if (place->node->tag != TAG_DIV && place->node->tag != TAG_P)
        return VERDICT_TEXT;
    bool is_new = node_has_class(place->node, "versionadded");
    bool is_old = node_has_class(place->node, "deprecated") || node_has_class(place->node, "deprecated-removed");
    if ((is_new || is_old) && is_about_entry(place))
        note_version(place, is_new);
    return VERDICT_TEXT;
}

/* "bisect - Array bisection - Python 3.11.2 documentation": project and version stand behind the last dash. */
static void read_project(const struct page_view *view, struct extraction *page) {
    text_read_site(view, " \xE2\x80\x94 ", page);
}

const struct profile profile_sphinx = {
    .name = "sphinx",
    .detect = detect,
    .main_rules = main_rules,
    .main_rule_count = sizeof main_rules / sizeof *main_rules,
    .skip_rules = skip_rules,
    .skip_rule_count = sizeof skip_rules / sizeof *skip_rules,
    .contents_rules = contents_rules,
    .contents_rule_count = sizeof contents_rules / sizeof *contents_rules,
    .skip_page = skip_page,
    .heading = heading,
    .term = term,
    .element = element,
    .read_project = read_project,
    .read_index = read_index,
};
