/* Doxygen: https://www.doxygen.nl/. A documented member is an id, h2.memtitle (since 1.8.13), then div.memitem with its
 * declaration in div.memproto and its text in div.memdoc. A member with a brief description only is a row of
 * table.memberdecls that holds the id; the other rows repeat documented ones. The page's title is a div, not an h1. */
#include "indexer/extract/profile.h"

#include "common/base/ascii.h"
#include "indexer/extract/text.h"

#define CODE_MAX_BYTES ((size_t)1 << 20)

static const struct node_rule main_rules[] = {
    {.id = "doc-content"},
    {.name = "body"},
};

static const struct node_rule skip_rules[] = {
    {.id = "top"},
    {.id = "titlearea"},
    {.id = "side-nav"},
    {.id = "nav-path"},
    {.id = "main-nav"},
    {.id = "main-menu"},
    {.id = "page-nav"},
    {.id = "MSearchSelectWindow"},
    {.id = "MSearchResultsWindow"},
    {.class = "navpath"},
    {.class = "tabs"},
    {.class = "tabs2"},
    {.class = "tabs3"},
    {.class = "summary"},
    {.class = "footer"},
    {.class = "toc"},
    {.class = "permalink"},
    {.class = "overload"},
    {.class = "ingroups"},
    {.class = "memproto"},
    {.class = "mlabels-right"},
    {.class = "dynheader"},
    {.class = "dyncontent"},
    {.class = "ttc"},
    {.class = "lineno"},
    {.class = "definition"},
    {.class = "reference"},
    {.class = "referencedby"},
    {.name = "span", .class = "mlabels"},
    {.name = "div", .class = "qindex"},
};

static const struct node_rule contents_rules[] = {
    {.name = "table", .class = "memberdecls"},
};

/* Behind the name in a page's title. */
static const struct {
    struct str noun;
    enum kind kind;
} page_kinds[] = {
    {{" Class Reference", 16}, KIND_CLASS},         {{" Class Template Reference", 25}, KIND_CLASS},
    {{" Struct Reference", 17}, KIND_STRUCT},       {{" Struct Template Reference", 26}, KIND_STRUCT},
    {{" Union Reference", 16}, KIND_UNION},         {{" Interface Reference", 20}, KIND_INTERFACE},
    {{" Protocol Reference", 19}, KIND_INTERFACE},  {{" Exception Reference", 20}, KIND_EXCEPTION},
    {{" Namespace Reference", 20}, KIND_NAMESPACE}, {{" Package Reference", 18}, KIND_PACKAGE},
    {{" Module Reference", 17}, KIND_MODULE},       {{" Concept Reference", 18}, KIND_TYPE},
    {{" Enum Reference", 15}, KIND_ENUM},           {{" Category Reference", 19}, KIND_CLASS},
};

/* Pages made from others, by how their file is called: Doxygen reserves these names. */
static const struct {
    struct str name;
    const char *why;
} lists[] = {
    {{"annotated", 9}, "a list of classes"},
    {{"classes", 7}, "a list of classes"},
    {{"hierarchy", 9}, "a list of classes"},
    {{"inherits", 8}, "a list of classes"},
    {{"functions", 9}, "a list of members"},
    {{"globals", 7}, "a list of members"},
    {{"namespacemembers", 16}, "a list of members"},
    {{"files", 5}, "a list of files"},
    {{"namespaces", 10}, "a list of namespaces"},
    {{"modules", 7}, "a list of modules"},
    {{"topics", 6}, "a list of modules"},
    {{"pages", 5}, "a list of pages"},
    {{"examples", 8}, "a list of examples"},
    {{"graph_legend", 12}, "an explanation of diagrams"},
    {{"dir_", 4}, "a list of files"},
};

static bool detect(const struct page_view *page) {
    return str_starts(page->generator, STR("Doxygen"));
}

/* "functions.html", "functions_b.html", "functions_func.html"; but not "functions2.html". */
static bool is_list(struct str file, struct str name) {
    if (!str_starts(file, name))
        return false;
    char next = file.len > name.len ? file.ptr[name.len] : '.';
    return next == '.' || next == '_' || name.ptr[name.len - 1] == '_';
}

static const char *skip_page(const struct page_view *page) {
    struct str file = page_view_file(page);
    if (str_ends(file, STR("-members.html")))
        return "a list of members";
    if (str_ends(file, STR("_source.html")))
        return "a source listing";
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (is_list(file, lists[i].name))
            return lists[i].why;
    return NULL;
}

/* Where the qualified name that ends the text begins: spaces inside <> belong to it. */
static size_t name_start(struct str text) {
    int depth = 0;
    size_t at = text.len;
    for (; at > 0; at--) {
        char c = text.ptr[at - 1];
        depth += c == '>';
        depth -= c == '<' && depth > 0;
        if (depth == 0 && (c == ' ' || c == '*' || c == '&' || c == '('))
            break;
    }
    return at;
}

/* "int(* A::handler) (int)" -> "int(* A::handler"; "int A::x[4]", "int A::x = 5" and "int A::x: 3" -> "int A::x". */
static struct str declarator(struct str text) {
    size_t pointer = str_find(text, STR("(*"), 0);
    if (pointer < text.len)
        return str_trim(str_head(text, str_find_char(text, ')', pointer)));
    text = str_trim(str_head(text, str_find(text, STR(" = "), 0)));
    while (str_ends(text, STR("]")) && str_find_char(text, '[', 0) < text.len)
        text = str_trim(str_head(text, str_find_char(text, '[', 0)));
    size_t bits = str_find(text, STR(": "), 0);
    return bits > 0 && bits < text.len && ascii_is_word(text.ptr[bits - 1]) ? str_head(text, bits) : text;
}

/* The qualified name in a declaration without its parameters: "bool A::operator ==", "virtual void A::f". */
static struct str declared_name(struct str text) {
    struct str define = STR("#define ");
    if (str_starts(text, define)) {
        text = str_from_offset(text, define.len);
        return str_head(text, str_find_char(text, ' ', 0));
    }
    struct str word = STR("operator");
    size_t at = str_find(text, word, 0);
    while (at < text.len && ((at > 0 && ascii_is_word(text.ptr[at - 1])) ||
                             (at + word.len < text.len && ascii_is_word(text.ptr[at + word.len]))))
        at = str_find(text, word, at + 1);
    if (at < text.len)
        return str_from_offset(text, name_start(str_head(text, at)));
    text = declarator(text);
    return str_from_offset(text, name_start(text));
}

/* "Sky::Kite< T >::fly" -> "Sky::Kite::fly": nobody types the arguments. What an operator is called stays. */
static struct str without_arguments(struct str name, struct buf *scratch) {
    size_t start = scratch->len, end = str_find(name, STR("operator"), 0);
    int depth = 0;
    for (size_t i = 0; i < end; i++) {
        char c = name.ptr[i];
        depth += c == '<';
        bool is_around = c == ' ' && i + 1 < end && name.ptr[i + 1] == '<';
        if (depth == 0 && !is_around)
            buf_putc(scratch, c);
        depth -= c == '>' && depth > 0;
    }
    buf_add(scratch, str_from_offset(name, end));
    return str_trim(str_from_offset(buf_str(scratch), start));
}

/* Bytes of the scope with the separator behind it: "A::" in "A::f", "pkg.A." in "pkg.A.f". */
static size_t scope_bytes(struct str name) {
    int depth = 0;
    size_t end = str_find(name, STR("operator"), 0);
    for (size_t i = end; i > 0; i--) {
        char c = name.ptr[i - 1];
        depth += c == '>';
        depth -= c == '<' && depth > 0;
        if (depth == 0 && (c == ':' || c == '.'))
            return i;
    }
    return 0;
}

static bool is_constructor(struct str name) {
    size_t scope = scope_bytes(name);
    struct str last = str_from_offset(name, scope), class = str_head(name, scope);
    while (class.len > 0 && (str_ends(class, STR(":")) || str_ends(class, STR("."))))
        class.len--;
    return last.len > 0 && str_equal(last, str_from_offset(class, scope_bytes(class)));
}

static bool starts_with_word(struct str text, struct str word) {
    return str_starts(text, word) && (text.len == word.len || !ascii_is_word(text.ptr[word.len]));
}

/* "enum A::Color", "enum class A::Color"; but not "enum A::Color A::favourite". */
static bool is_enum(struct str text) {
    struct str before = str_trim(str_head(text, text.len - declared_name(text).len));
    return str_is(before, "enum") || str_is(before, "enum class") || str_is(before, "enum struct");
}

static enum kind declared_kind(const struct place *place, struct str text, struct str name, bool has_parameters) {
    enum kind owner = place->builder->page->entries[0].kind;
    bool is_member = owner != KIND_NAMESPACE && owner != KIND_PACKAGE && owner != KIND_MODULE && scope_bytes(name) > 0;
    if (starts_with_word(text, STR("#define")))
        return KIND_MACRO;
    if (starts_with_word(text, STR("typedef")) || starts_with_word(text, STR("using")))
        return KIND_TYPE;
    if (has_parameters)
        return !is_member ? KIND_FUNCTION : is_constructor(name) ? KIND_CONSTRUCTOR : KIND_METHOD;
    if (is_enum(text))
        return KIND_ENUM;
    return is_member ? KIND_FIELD : KIND_VARIABLE;
}

/* "[signal]" beside the declaration, and the like. */
static enum kind labelled_kind(const struct place *place, const struct node *proto, enum kind kind) {
    static const struct node_rule label = {.class = "mlabel"};
    for (const struct node *node = node_find(proto, &label); node != NULL; node = node_next(node, proto)) {
        if (node->tag == TAG_TEXT || !node_matches(node, &label))
            continue;
        struct str word = profile_line(&profile_doxygen, node, place->scratch);
        if (str_is(word, "signal"))
            return KIND_SIGNAL;
        if (str_is(word, "property"))
            return KIND_PROPERTY;
    }
    return kind;
}

/* The declaration's table has a cell for "(" when there are parameters. */
static bool has_parameters(const struct node *proto) {
    static const struct node_rule parameter = {.class = "paramname"}, list = {.class = "paramlist"};
    return node_find(proto, &parameter) != NULL || node_find(proto, &list) != NULL;
}

static enum verdict documented_member(const struct place *place, struct builder_entry *entry) {
    static const struct node_rule proto_rule = {.class = "memproto"}, name_rule = {.name = "td", .class = "memname"};
    const struct node *proto = node_find(place->node, &proto_rule);
    const struct node *cell = proto ? node_find(proto, &name_rule) : NULL;
    if (cell == NULL)
        return VERDICT_TEXT;
    struct str text = profile_line(&profile_doxygen, cell, place->scratch);
    if (entry->anchor.len == 0)
        entry->anchor = builder_pending_id(place->builder, STR(""));
    entry->name = entry->title = without_arguments(declared_name(text), place->scratch);
    entry->kind = labelled_kind(place, proto, declared_kind(place, text, entry->name, has_parameters(proto)));
    entry->signature = profile_line(&profile_doxygen, proto, place->scratch);
    return VERDICT_BODY;
}

static const struct node *next_row(const struct node *row) {
    do
        row = row->next;
    while (row != NULL && row->tag != TAG_TR);
    return row;
}

static const struct node *find_id(const struct node *row) {
    for (const struct node *node = node_next(row, row); node != NULL; node = node_next(node, row))
        if (node->tag == TAG_A && node_has_attribute(node, "id"))
            return node;
    return NULL;
}

static struct str qualify(const struct place *place, struct str name) {
    const struct entry *page = &place->builder->page->entries[0];
    if (page->name.len == 0)
        return name;
    size_t start = place->scratch->len;
    buf_add(place->scratch, page->name);
    buf_puts(place->scratch,
             str_find(page->name, STR("::"), 0) == page->name.len && str_find_char(page->name, '.', 0) < page->name.len
                 ? "."
                 : "::");
    buf_add(place->scratch, name);
    return str_from_offset(buf_str(place->scratch), start);
}

/* Adds the entry of a member that only has a brief description, which is in the row behind it. */
static void add_brief_member(const struct place *place, const struct node *row, struct builder_entry *entry) {
    static const struct node_rule bold = {.name = "b"};
    const struct node *name = node_find(row, &bold), *brief = next_row(row);
    if (name == NULL)
        return;
    struct str bare = profile_line(&profile_doxygen, name, place->scratch);
    entry->name = entry->title = qualify(place, bare);
    entry->signature = profile_line(&profile_doxygen, row, place->scratch);
    bool is_called = str_find_char(entry->signature, '(', 0) < entry->signature.len;
    entry->kind = declared_kind(place, entry->signature, entry->name, is_called);
    size_t token = builder_enter(place->builder);
    builder_open(place->builder, entry);
    builder_id(place->builder, entry->anchor);
    if (brief != NULL && str_starts(node_attribute(brief, "class"), STR("memdesc")))
        builder_text(place->builder, profile_line(&profile_doxygen, brief, place->scratch));
    builder_leave(place->builder, token);
}

/* What is described nowhere else: there is no link to a place that would do so. */
static void add_plain_row(const struct place *place) {
    static const struct node_rule link = {.name = "a", .attribute = "href"};
    static const struct node_rule cell = {.class = "memItemRight"};
    const struct node *right = node_find(place->node, &cell), *brief = next_row(place->node);
    if (right == NULL || node_has_class(place->node, "inherit") || node_find(right, &link) != NULL)
        return;
    builder_break(place->builder);
    builder_text(place->builder, profile_line(&profile_doxygen, place->node, place->scratch));
    builder_break(place->builder);
    if (brief != NULL && str_starts(node_attribute(brief, "class"), STR("memdesc")))
        builder_text(place->builder, profile_line(&profile_doxygen, brief, place->scratch));
    builder_break(place->builder);
}

/* A template's parameters are in a row of their own, with the id. */
static enum verdict declaration_row(const struct place *place, struct builder_entry *entry) {
    static const struct node_rule parameters = {.class = "memTemplParams"};
    const struct node *id = find_id(place->node), *row = place->node;
    if (id == NULL) {
        add_plain_row(place);
        return VERDICT_SKIP;
    }
    entry->anchor = node_attribute(id, "id");
    if (node_find(row, &parameters) != NULL)
        row = next_row(row);
    if (row != NULL)
        add_brief_member(place, row, entry);
    return VERDICT_SKIP;
}

/* Values of an enum: <td class="fieldname"><a id="..."></a>NAME. */
static enum verdict enum_value(const struct place *place, struct builder_entry *entry) {
    static const struct node_rule cell = {.class = "fieldname"}, heading = {.name = "th"};
    const struct node *name = node_find(place->node, &cell);
    const struct node *id = name != NULL ? find_id(name) : NULL;
    if (id == NULL)
        return node_find(place->node, &heading) != NULL ? VERDICT_SKIP : VERDICT_TEXT;
    const struct entry *around = &place->builder->page->entries[builder_current_index(place->builder)];
    bool is_scoped = str_starts(around->signature, STR("enum class"));
    size_t scope = scope_bytes(around->name), start = place->scratch->len;
    buf_add(place->scratch, is_scoped ? around->name : str_head(around->name, scope));
    buf_puts(place->scratch, is_scoped ? "::" : "");
    profile_line(&profile_doxygen, name, place->scratch);
    entry->name = entry->title = str_from_offset(buf_str(place->scratch), start);
    entry->kind = KIND_ENUMERATOR;
    entry->anchor = node_attribute(id, "id");
    return VERDICT_BODY;
}

static enum verdict row(const struct place *place, struct builder_entry *entry) {
    struct str class = node_attribute(place->node, "class");
    if (str_starts(class, STR("memitem:")) || str_starts(class, STR("memTemplItem:")))
        return declaration_row(place, entry);
    if (str_starts(class, STR("memdesc:")) || str_starts(class, STR("separator:")) || str_is(class, "heading") ||
        str_starts(class, STR("inherit")))
        return VERDICT_SKIP;
    const struct node *table = place->node->parent;
    if (table != NULL && table->tag != TAG_TABLE)
        table = table->parent;
    return table != NULL && node_has_class(table, "fieldtable") ? enum_value(place, entry) : VERDICT_TEXT;
}

/* The page's title and what it says: "Vehicle Struct Reference". */
static void read_title(const struct place *place) {
    struct builder_entry page = {.kind = KIND_PAGE};
    page.title = profile_line(&profile_doxygen, place->node, place->scratch);
    for (size_t i = 0; i < sizeof page_kinds / sizeof *page_kinds; i++) {
        if (!str_ends(page.title, page_kinds[i].noun))
            continue;
        page.kind = page_kinds[i].kind;
        page.name = str_head(page.title, page.title.len - page_kinds[i].noun.len);
        page.name = without_arguments(page.name, place->scratch);
    }
    builder_describe_page(place->builder, &page);
}

/* div.fragment holds a div.line for each line. */
static enum verdict code(const struct place *place) {
    struct buf lines;
    buf_init(&lines, CODE_MAX_BYTES);
    for (const struct node *line = place->node->first; line != NULL; line = line->next) {
        if (line->tag == TAG_TEXT)
            continue;
        node_write_text(line, skip_rules, sizeof skip_rules / sizeof *skip_rules, &lines);
        buf_putc(&lines, '\n');
    }
    builder_code(place->builder, buf_str(&lines));
    buf_free(&lines);
    return VERDICT_SKIP;
}

static enum verdict division(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    if (node_has_class(node, "memitem"))
        return documented_member(place, entry);
    if (node_has_class(node, "fragment"))
        return code(place);
    bool is_title = node_has_class(node, "title") && place->builder->page->entries[0].title.len == 0 &&
                    place->builder->page->entry_count == 1;
    if (is_title)
        read_title(place);
    return is_title ? VERDICT_SKIP : VERDICT_TEXT;
}

/* dl.deprecated, and dl.section.since with the version in its dd. */
static void read_marks(const struct place *place) {
    static const struct node_rule text = {.name = "dd"};
    const struct node *description = node_find(place->node, &text);
    if (node_has_class(place->node, "deprecated"))
        builder_deprecated(place->builder, STR(""));
    if (node_has_class(place->node, "since") && description != NULL)
        builder_since(place->builder, profile_line(&profile_doxygen, description, place->scratch));
}

/* "More..." behind a brief description, "Go to the source code of this file." */
static bool is_way_on(const struct node *link) {
    struct str target = node_attribute(link, "href");
    bool is_more = str_ends(target, STR("#details")) && link->first != NULL && str_is(link->first->text, "More...");
    bool is_alone = link->parent != NULL && link->parent->first == link && link->parent->last == link;
    return is_more || (is_alone && str_ends(target, STR("_source.html")));
}

static bool is_last(const struct node *node) {
    const struct node *next = node->next;
    while (next != NULL && next->tag == TAG_TEXT && str_trim(next->text).len == 0)
        next = next->next;
    return next == NULL;
}

/* "The documentation for this class was generated from the following file:" and a list: the last of the page. The class
 * around it may be long, and is read for the last list only. */
static bool is_list_of_sources(const struct node *list) {
    return str_is(list->name, "ul") && list->parent != NULL && is_last(list) &&
           node_has_class(list->parent, "contents");
}

static enum verdict block(const struct place *place) {
    if (!is_list_of_sources(place->node))
        return VERDICT_TEXT;
    builder_drop_line(place->builder);
    return VERDICT_SKIP;
}

static enum verdict element(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    switch (node->tag) {
    case TAG_TR: return row(place, entry);
    case TAG_DIV: return division(place, entry);
    case TAG_DL: read_marks(place); return VERDICT_TEXT;
    case TAG_A: return is_way_on(node) ? VERDICT_SKIP : VERDICT_TEXT;
    case TAG_BLOCK: return block(place);
    default: return VERDICT_TEXT;
    }
}

/* Headings that only group members, and the title of a member, which its declaration tells better, are left out; what
 * is under "Detailed Description" is the page's. The page's own title is above all others. */
static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    if (node_has_class(node, "memtitle"))
        return VERDICT_SKIP;
    if (node_has_class(node, "groupheader")) {
        builder_id(place->builder, entry->anchor);
        builder_settle_ids(place->builder);
        builder_close(place->builder, 1);
        return VERDICT_SKIP;
    }
    if (place->builder->page->entries[0].title.len > 0 && entry->level < 6)
        entry->level++;
    return VERDICT_HEAD;
}

/* <a class="anchor" id="x"></a><dl><dt><code>NAME</code>: manuals mark their settings so. */
static enum verdict term(const struct place *place, struct builder_entry *entry) {
    bool is_plain = node_has_attribute(place->list, "class");
    const struct node *first = place->node->first;
    while (first != NULL && first->tag == TAG_TEXT && str_trim(first->text).len == 0)
        first = first->next;
    if (entry->anchor.len == 0 && !is_plain && first != NULL && first->tag == TAG_CODE)
        entry->anchor = builder_pending_id(place->builder, STR(""));
    return entry->anchor.len > 0 && !is_plain ? VERDICT_HEAD : VERDICT_TEXT;
}

static void read_project(const struct page_view *view, struct extraction *page) {
    static const struct node_rule name = {.id = "projectname"}, number[] = {{.id = "projectnumber"}};
    const struct node *project = node_find(view->body, &name), *version = node_find(view->body, &number[0]);
    struct buf text, line;
    buf_init(&text, 4 * ENTRY_MAX_TITLE_BYTES);
    buf_init(&line, 4 * ENTRY_MAX_TITLE_BYTES);
    if (project != NULL)
        node_write_text(project, number, 1, &text);
    text_write_line(&line, buf_str(&text));
    page->project = arena_copy(&page->arena, buf_str(&line));
    buf_reset(&line);
    if (version != NULL)
        page->version = arena_copy(&page->arena, profile_line(&profile_doxygen, version, &line));
    buf_free(&text);
    buf_free(&line);
}

const struct profile profile_doxygen = {
    .name = "doxygen",
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
};
