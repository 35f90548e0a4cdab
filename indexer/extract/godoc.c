/* Go packages, as pkgsite (pkg.go.dev) and the older godoc show them. A package is a page; symbols are headings with
 * the symbol's name as id, constants, variables and fields are spans inside declarations. Markup: golang/pkgsite,
 * internal/godoc/dochtml, and golang/tools, godoc/static. */
#include "indexer/extract/profile.h"

#include "indexer/extract/symbol.h"
#include "indexer/extract/text.h"

#define SYMBOL_LEVEL 4
#define METHOD_LEVEL 5

/* Elements of the body that are looked at to recognise a page. */
#define DETECT_MAX_ELEMENTS 60

static const struct node_rule main_rules[] = {
    {.name = "main"},
    {.id = "page"},
};

static const struct node_rule skip_rules[] = {
    {.name = "aside"},
    {.name = "footer"},
    {.class = "go-Main-headerDetails"},
    {.class = "go-Main-headerBreadcrumb"},
    {.class = "go-Main-aside"},
    {.class = "go-Main-nav"},
    {.class = "go-Chip"},
    {.class = "UnitMeta"},
    {.class = "UnitFiles"},
    {.class = "UnitDirectories"},
    {.class = "UnitHeader-details"},
    {.class = "UnitDoc-buildContext"},
    {.class = "UnitDoc-idLink"},
    {.class = "Documentation-idLink"},
    {.class = "Documentation-index"},
    {.class = "Documentation-examples"},
    {.class = "Documentation-toc"},
    {.class = "Documentation-declarationLink"},
    {.class = "Documentation-sinceVersion"},
    {.class = "Documentation-deprecatedTag"},
    {.class = "Documentation-deprecatedBody"},
    {.class = "Documentation-exampleDetailsHeader"},
    {.class = "Documentation-exampleButtonsContainer"},
    {.class = "permalink"},
    {.class = "collapsed"},
    {.class = "toggleButton"},
    {.id = "nav"},
    {.id = "short-nav"},
    {.id = "pkg-index"},
    {.id = "pkg-callgraph"},
    {.id = "pkg-subdirectories"},
    {.id = "footer"},
};

static const struct node_rule since_rule = {.class = "Documentation-sinceVersion"};
static const struct node_rule deprecated_rules[] = {
    {.class = "Documentation-deprecatedTag"},
    {.class = "Documentation-deprecatedBody"},
};

static const struct {
    const char *class;
    enum kind kind;
    int level;
} symbol_headers[] = {
    {"Documentation-functionHeader", KIND_FUNCTION, SYMBOL_LEVEL},
    {"Documentation-typeHeader", KIND_TYPE, SYMBOL_LEVEL},
    {"Documentation-typeFuncHeader", KIND_FUNCTION, METHOD_LEVEL},
    {"Documentation-typeMethodHeader", KIND_METHOD, METHOD_LEVEL},
};

static bool is_old(const struct page_view *page) {
    bool has_bar = false;
    const struct node *node = node_first_element(page->body);
    for (int i = 0; node != NULL && i < DETECT_MAX_ELEMENTS; i++, node = node_next_element(node)) {
        struct str id = node_attribute(node, "id");
        has_bar = has_bar || str_is(id, "topbar");
        if (has_bar && str_is(id, "page"))
            return true;
    }
    return false;
}

static bool detect(const struct page_view *page) {
    static const struct node_rule documentation = {.class = "Documentation-content"};
    if (is_old(page))
        return true;
    const struct node *main = node_find_tag(page->body, TAG_MAIN);
    return main != NULL && node_has_class(main, "go-Main") && node_find(main, &documentation) != NULL;
}

/* "http package - net/http - Go Packages": the import path is the second piece; empty when there is none. */
static struct str import_path(const struct place *place) {
    const struct node *title = node_find_tag(place->page->head, TAG_TITLE);
    struct str line = title ? profile_line(&profile_godoc, title, place->scratch) : STR(""), dash = STR(" - ");
    size_t first = str_find(line, dash, 0);
    size_t second = str_find(line, dash, first < line.len ? first + dash.len : line.len);
    if (second == line.len)
        return STR("");
    return str_make(line.ptr + first + dash.len, second - first - dash.len);
}

/* The package is called by its last part in code ("http.Client"), and found by its path. */
static enum verdict open_page(const struct place *place, struct builder_entry *entry) {
    static const struct str words[] = {{"Package ", 8}, {"Command ", 8}};
    struct str name = profile_line(&profile_godoc, place->node, place->scratch);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts(name, words[i]))
            name = str_from_offset(name, words[i].len);
    struct str path = import_path(place);
    entry->kind = KIND_PACKAGE;
    entry->name = name;
    entry->title = path.len > 0 ? path : name;
    entry->anchor = STR("");
    return VERDICT_HEAD;
}

/* The declaration behind the heading, or behind the <summary> around it. */
static struct str declaration(const struct place *place) {
    const struct node *at = place->node;
    if (at->parent != NULL && str_is(at->parent->name, "summary"))
        at = at->parent;
    const struct node *next = node_next_element(at);
    const struct node *pre = next && next->tag != TAG_PRE ? node_find_tag(next, TAG_PRE) : next;
    struct str line = pre && pre->tag == TAG_PRE ? profile_line(&profile_godoc, pre, place->scratch) : STR("");
    return str_head(line, str_find(line, STR(" {"), 0));
}

static struct str qualified(const struct place *place, struct str id) {
    return symbol_join(place_page_entry(place)->name, ".", id, place->scratch);
}

static enum verdict open_symbol(const struct place *place, struct builder_entry *entry, enum kind kind, int level) {
    entry->kind = kind;
    entry->level = level;
    entry->signature = declaration(place);
    entry->name = entry->title = qualified(place, entry->anchor);
    const struct node *since = node_find(place->node, &since_rule);
    if (since != NULL)
        entry->since = text_version(profile_line(&profile_godoc, since, place->scratch));
    for (size_t i = 0; i < sizeof deprecated_rules / sizeof *deprecated_rules; i++)
        if (node_find(place->node, &deprecated_rules[i]) != NULL)
            entry->deprecated = STR("yes");
    return VERDICT_HEAD;
}

/* godoc's headings have no classes: "func (c *Client) Do", "type Client". */
static enum verdict open_old_symbol(const struct place *place, struct builder_entry *entry) {
    bool is_type = str_starts(entry->title, STR("type "));
    bool is_method = str_starts(entry->title, STR("func ("));
    enum kind kind = is_type ? KIND_TYPE : is_method ? KIND_METHOD : KIND_FUNCTION;
    return open_symbol(place, entry, kind, entry->level <= 2 ? SYMBOL_LEVEL : METHOD_LEVEL);
}

static bool is_group(const struct node *node, struct str id) {
    return str_starts(id, STR("pkg-")) || node_has_class(node, "UnitDoc-title") ||
           node_has_class(node, "UnitReadme-title");
}

static bool is_inside_symbol(const struct place *place) {
    const struct builder *builder = place->builder;
    return builder->open_count > 1 && kind_is_symbol(builder->page->entries[builder->open[1].entry].kind);
}

static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    struct str id = node_attribute(node, "id");
    if (entry->level == 1 && place_page_entry(place)->title.len == 0)
        return open_page(place, entry);
    for (size_t i = 0; i < sizeof symbol_headers / sizeof *symbol_headers; i++)
        if (id.len > 0 && node_has_class(node, symbol_headers[i].class))
            return open_symbol(place, entry, symbol_headers[i].kind, symbol_headers[i].level);
    if (is_group(node, id)) {
        builder_close(place->builder, 1);
        return VERDICT_SKIP;
    }
    bool is_declared = str_starts(entry->title, STR("func ")) || str_starts(entry->title, STR("type "));
    if (id.len > 0 && is_declared && is_old(place->page))
        return open_old_symbol(place, entry);
    if (!is_inside_symbol(place))
        return VERDICT_HEAD;
    builder_id(place->builder, entry->anchor);
    return VERDICT_TEXT;
}

/* The word that a declaration starts with says what its names are. */
static enum kind declared_kind(struct str line, struct str id) {
    if (str_find_char(id, '.', 0) < id.len)
        return KIND_FIELD;
    return str_starts(line, STR("const")) ? KIND_CONSTANT : KIND_VARIABLE;
}

static bool is_declared_name(const struct node *node) {
    return node->tag == TAG_SPAN && node_attribute(node, "id").len > 0;
}

static struct builder_entry declared_name(const struct place *place, const struct node *span, struct str line) {
    struct str id = node_attribute(span, "id");
    struct str name = qualified(place, id);
    return (struct builder_entry){
        .kind = str_is(node_attribute(span, "data-kind"), "method") ? KIND_METHOD : declared_kind(line, id),
        .level = SYMBOL_LEVEL,
        .anchor = id,
        .title = name,
        .name = name,
        .signature = profile_line(&profile_godoc, span, place->scratch),
    };
}

static const struct node *first_declared(const struct node *root) {
    for (const struct node *node = node_next(root, root); node != NULL; node = node_next(node, root))
        if (is_declared_name(node))
            return node;
    return NULL;
}

/* Constants and variables: the first opens an entry, to which the comment behind the declaration belongs. */
static enum verdict open_declaration(const struct place *place, struct builder_entry *entry) {
    static const struct node_rule groups[] = {
        {.class = "Documentation-constants"},
        {.class = "Documentation-variables"},
        {.class = "Documentation-typeConstant"},
        {.class = "Documentation-typeVariable"},
    };
    const struct node *pre = node_find_tag(place->node, TAG_PRE);
    const struct node *span = pre ? first_declared(pre) : NULL;
    bool is_group_of_names = false;
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        is_group_of_names = is_group_of_names || node_around(place->node, &groups[i], 2) != NULL;
    if (span == NULL || !is_group_of_names)
        return VERDICT_TEXT;
    *entry = declared_name(place, span, profile_line(&profile_godoc, pre, place->scratch));
    return VERDICT_BODY;
}

/* The other names of a declaration, and the fields of a type, are found where it stands. */
static void add_declared_names(const struct place *place) {
    struct str line = profile_line(&profile_godoc, place->node, place->scratch);
    size_t used = place->scratch->len;
    struct str own = place->builder->page->entries[builder_current_index(place->builder)].anchor;
    for (const struct node *node = node_next(place->node, place->node); node != NULL;
         node = node_next(node, place->node)) {
        if (!is_declared_name(node) || str_equal(node_attribute(node, "id"), own))
            continue;
        const struct builder_entry name = declared_name(place, node, line);
        builder_declare(place->builder, &name);
        place->scratch->len = used;
    }
}

/* Examples can be edited: their code is in a <textarea>. */
static enum verdict example(const struct place *place) {
    struct buf code;
    buf_init(&code, (size_t)1 << 20);
    node_write_text(place->node, NULL, 0, &code);
    builder_code(place->builder, buf_str(&code));
    buf_free(&code);
    return VERDICT_SKIP;
}

static enum verdict element(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    if (node->tag == TAG_DIV && node_has_class(node, "Documentation-declaration"))
        return open_declaration(place, entry);
    if (node->tag == TAG_PRE)
        add_declared_names(place);
    if (node->tag == TAG_OTHER && str_is(node->name, "textarea"))
        return example(place);
    return VERDICT_TEXT;
}

static enum verdict term(const struct place *place, struct builder_entry *entry) {
    (void)place;
    return entry->anchor.len > 0 ? VERDICT_HEAD : VERDICT_TEXT;
}

const struct profile profile_godoc = {
    .name = "godoc",
    .detect = detect,
    .main_rules = main_rules,
    .main_rule_count = sizeof main_rules / sizeof *main_rules,
    .skip_rules = skip_rules,
    .skip_rule_count = sizeof skip_rules / sizeof *skip_rules,
    .heading = heading,
    .term = term,
    .element = element,
};
