/* MediaWiki: https://www.mediawiki.org/. What begins with "t-" are the templates that cppreference and wikis like it
 * write references with: tr.t-dcl a declaration, tr.t-dsc a member and what it is, .t-mark-rev "(since C++11)",
 * .t-navbar the way from the top to the page. */
#include "indexer/extract/profile.h"

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "indexer/extract/kind_word.h"

/* Names in one heading or row; more are left out. */
#define MAX_NAMES 24

/* Declarations that are looked at for a name. */
#define MAX_DECLARATIONS 64

/* Nodes of a table that may stand before its first row. */
#define BEFORE_FIRST_ROW 8

static const struct node_rule main_rules[] = {
    {.id = "content"},
    {.id = "bodyContent"},
    {.id = "mw-content-text"},
};

static const struct node_rule skip_rules[] = {
    {.id = "toc"},
    {.id = "siteSub"},
    {.id = "contentSub"},
    {.id = "jump-to-nav"},
    {.id = "catlinks"},
    {.class = "toc"},
    {.class = "catlinks"},
    {.class = "editsection"},
    {.class = "mw-editsection"},
    {.class = "mw-indicators"},
    {.class = "mw-jump-link"},
    {.class = "mw-cite-backlink"},
    {.class = "vector-page-toolbar"},
    {.class = "vector-body-before-content"},
    {.class = "printfooter"},
    {.class = "noprint"},
    {.class = "navbox"},
    {.class = "ambox"},
    {.class = "t-template-editlink"},
    {.class = "t-example-live-link"},
    {.class = "t-dcl-sep"},
    {.class = "t-dcl-rev-aux"},
    {.class = "t-dsc-hitem"},
    {.attribute = "style", .value = "display:none"},
    {.attribute = "style", .value = "display:none;"},
};

static const struct node_rule mark_rule = {.class = "t-mark-rev"};

/* How a declaration begins that is no function's. */
static const struct kind_word declarations[] = {
    {"typedef", KIND_TYPE}, {"using", KIND_TYPE},          {"concept", KIND_TYPE},
    {"enum", KIND_ENUM},    {"namespace", KIND_NAMESPACE}, {NULL, KIND_COUNT},
};

static const struct kind_word class_words[] = {
    {"class", KIND_CLASS},
    {"struct", KIND_STRUCT},
    {"union", KIND_UNION},
    {NULL, KIND_COUNT},
};

/* Words of the mark behind a member: "(public member function)". */
static const struct kind_word member_marks[] = {
    {"macro", KIND_MACRO},
    {"constant", KIND_CONSTANT},
    {"member function", KIND_METHOD},
    {"function", KIND_FUNCTION},
    {"member object", KIND_FIELD},
    {"typedef", KIND_TYPE},
    {"type", KIND_TYPE},
    {"enum", KIND_ENUM},
    {"class", KIND_CLASS},
    {"keyword", KIND_KEYWORD},
    {NULL, KIND_COUNT},
};

static bool detect(const struct page_view *page) {
    return str_starts(page->generator, STR("MediaWiki"));
}

/* Namespaces: -1 special pages, 14 categories; https://www.mediawiki.org/wiki/Manual:Namespace_constants. */
static const char *skip_page(const struct page_view *page) {
    bool is_list = node_has_class(page->body, "ns-special") || node_has_class(page->body, "ns-14");
    return is_list ? "a list of pages" : NULL;
}

static bool starts_with_word(struct str text, struct str word) {
    return str_starts(text, word) && (text.len == word.len || !ascii_is_word(text.ptr[word.len]));
}

/* "template< class T, class A > class vector" -> "class vector". */
static struct str without_template(struct str text) {
    while (starts_with_word(text, STR("template"))) {
        size_t at = 8;
        int depth = 0;
        do {
            depth += at < text.len && text.ptr[at] == '<';
            depth -= at < text.len && text.ptr[at] == '>';
            at++;
        } while (at < text.len && (depth > 0 || text.ptr[at - 1] != '>'));
        text = str_trim(str_from_offset(text, at));
    }
    return text;
}

static enum kind declared_kind(struct str text) {
    text = without_template(text);
    enum kind kind = kind_word_of(declarations, text, starts_with_word);
    if (kind != KIND_COUNT)
        return kind;
    if (str_starts(text, STR("#")))
        return KIND_MACRO;
    if (str_find_char(text, '(', 0) < text.len)
        return KIND_FUNCTION;
    kind = kind_word_of(class_words, text, starts_with_word);
    return kind != KIND_COUNT ? kind : KIND_VARIABLE;
}

/* Bytes of the first of several names: up to a comma outside parentheses that is not the name's own ("operator,"). */
static size_t name_length(struct str names) {
    int depth = 0;
    for (size_t i = 0; i < names.len; i++) {
        depth += names.ptr[i] == '(';
        depth -= names.ptr[i] == ')';
        if (names.ptr[i] == ',' && depth <= 0 && !str_ends(str_head(names, i), STR("operator")))
            return i;
    }
    return names.len;
}

/* "std::swap(std::queue)" -> "std::swap", but "operator()" stays. */
static struct str without_arguments(struct str name) {
    struct str call = STR("operator()");
    size_t at = str_find(name, call, 0);
    size_t open = str_find_char(name, '(', at < name.len ? at + call.len : 0);
    return open > 0 ? str_trim(str_head(name, open)) : name;
}

/* The length of "std::vector" in "std::vector::push_back"; 0 without one. */
static size_t scope_length(struct str name) {
    struct str operator_word = STR("operator");
    size_t end = str_find(name, operator_word, 0);
    int depth = 0;
    for (size_t i = end; i-- > 1;) {
        depth += name.ptr[i] == '>';
        depth -= name.ptr[i] == '<';
        if (depth == 0 && name.ptr[i] == ':' && name.ptr[i - 1] == ':')
            return i - 1;
    }
    return 0;
}

struct names {
    struct str name[MAX_NAMES];
    size_t count;
};

/* A name has no spaces, other than behind "operator". */
static bool is_name(struct str name) {
    size_t space = str_find_char(name, ' ', 0);
    return name.len > 0 && (space == name.len || str_ends(str_head(name, space), STR("operator")));
}

/* "!=" behind "std::operator==" is std::operator!=, and "operator-" is of the same class as the one before it. */
static struct str complete_name(struct str name, struct str first, struct buf *scratch) {
    bool is_bare = !ascii_is_word(name.ptr[0]) && name.ptr[0] != '~';
    size_t scope = scope_length(first), start = scratch->len;
    if (str_find(name, STR("::"), 0) < name.len || (!is_bare && scope == 0))
        return name;
    buf_add(scratch, str_head(first, scope > 0 ? scope + 2 : 0));
    buf_puts(scratch, is_bare ? "operator" : "");
    buf_add(scratch, name);
    return str_from_offset(buf_str(scratch), start);
}

/* The names in a heading: "std::rend, std::crend", "operator==,!=,<(std::list)". None when it is prose. */
static void read_names(struct str heading, struct names *names, struct buf *scratch) {
    names->count = 0;
    while (heading.len > 0 && names->count < MAX_NAMES) {
        size_t length = name_length(heading);
        struct str name = without_arguments(str_trim(str_head(heading, length)));
        if (!is_name(name)) {
            names->count = 0;
            return;
        }
        if (names->count > 0)
            name = complete_name(name, names->name[0], scratch);
        names->name[names->count++] = name;
        heading = str_from_offset(heading, length + 1);
    }
}

static struct str folder(const struct page_view *page) {
    struct str path = str_head(page->path, page->path.len - page_view_file(page).len);
    path = path.len > 0 ? str_head(path, path.len - 1) : path;
    for (size_t slash = str_find_char(path, '/', 0); slash < path.len; slash = str_find_char(path, '/', 0))
        path = str_from_offset(path, slash + 1);
    return path;
}

/* A function in the folder of its class, which is below a library's and not one itself, is a member. */
static enum kind function_kind(const struct page_view *page, struct str name) {
    static const struct node_rule way = {.id = "contentSub"}, link = {.name = "a"};
    struct str scope = str_head(name, scope_length(name));
    struct str last = str_from_offset(name, scope.len > 0 ? scope.len + 2 : 0);
    struct str class = str_from_offset(scope, scope_length(scope) ? scope_length(scope) + 2 : 0);
    const struct node *node = node_find(page->body, &way);
    const struct node *root = node;
    size_t links = 0;
    while (node != NULL && links < 3)
        if ((node = node_next(node, root)) != NULL)
            links += node->tag == TAG_A && node_matches(node, &link);
    if (class.len == 0 || links < 3 || !str_equal(class, folder(page)))
        return KIND_FUNCTION;
    return str_equal(last, class) ? KIND_CONSTRUCTOR : KIND_METHOD;
}

/* "(since C++11)" and "(C++11)" say since when; "(deprecated in C++17)" until when to use it. */
static void read_mark(struct str mark, struct builder_entry *entry) {
    if (mark.len < 3 || mark.ptr[0] != '(' || mark.ptr[mark.len - 1] != ')')
        return;
    mark = str_make(mark.ptr + 1, mark.len - 2);
    struct str since = STR("since "), deprecated = STR("deprecated in ");
    if (str_starts(mark, since))
        entry->since = str_from_offset(mark, since.len);
    else if (str_starts(mark, deprecated))
        entry->deprecated = str_from_offset(mark, deprecated.len);
    else if (mark.ptr[0] == 'C' && str_find_char(mark, ' ', 0) == mark.len)
        entry->since = mark;
}

static void read_marks(const struct node *row, struct builder_entry *entry, struct buf *scratch) {
    for (const struct node *node = node_next(row, row); node != NULL; node = node_next(node, row))
        if (node->tag == TAG_SPAN && node_matches(node, &mark_rule))
            read_mark(profile_line(&profile_mediawiki, node, scratch), entry);
}

static const struct node *first_cell(const struct node *row) {
    static const struct node_rule cell = {.name = "td"};
    return node_find(row, &cell);
}

/* Whether the name is a whole word of the declaration. */
static bool declares(struct str text, struct str name) {
    for (size_t at = str_find(text, name, 0); at < text.len; at = str_find(text, name, at + 1)) {
        size_t end = at + name.len;
        bool is_begin = at == 0 || !ascii_is_word(text.ptr[at - 1]) || !ascii_is_word(name.ptr[0]);
        bool is_end = end == text.len || !ascii_is_word(text.ptr[end]) || !ascii_is_word(name.ptr[name.len - 1]);
        if (is_begin && is_end)
            return true;
    }
    return false;
}

/* The declaration of a name (empty: the first one), in one line without its semicolon; empty when there is none. */
static struct str find_declaration(const struct place *place, struct str name, const struct node **found) {
    const struct node *root = place->page->body;
    size_t start = place->scratch->len, count = 0;
    for (const struct node *node = root; node != NULL && count < MAX_DECLARATIONS; node = node_next(node, root)) {
        bool is_row = node->tag == TAG_TR && node_has_class(node, "t-dcl");
        const struct node *cell = is_row ? first_cell(node) : NULL;
        count += is_row;
        if (cell == NULL)
            continue;
        struct str text = profile_line(&profile_mediawiki, cell, place->scratch);
        if (name.len == 0 || declares(text, name)) {
            *found = node;
            return str_ends(text, STR(";")) ? str_trim(str_head(text, text.len - 1)) : text;
        }
        place->scratch->len = start;
    }
    return STR("");
}

/* Since when it is there stands behind a declaration, or once in front of several versions of it. */
static void read_declared_since(const struct node *row, struct builder_entry *entry, struct buf *scratch) {
    const struct node *first = row->parent != NULL ? node_first_element(row->parent) : NULL;
    read_marks(row, entry, scratch);
    if (entry->since.len == 0 && first != NULL && node_has_class(first, "t-dcl-rev-aux"))
        read_marks(first, entry, scratch);
}

static struct str last_name(struct str name) {
    size_t scope = scope_length(name);
    return str_from_offset(name, scope > 0 ? scope + 2 : 0);
}

/* What the first declaration on the page says. */
static void read_declaration(const struct place *place, struct builder_entry *entry) {
    const struct node *row = NULL;
    struct str text = find_declaration(place, STR(""), &row);
    bool is_scoped = scope_length(entry->name) > 0;
    entry->kind = is_scoped ? KIND_SYMBOL : KIND_SECTION;
    if (row == NULL)
        return;
    entry->signature = text;
    entry->kind = declared_kind(text);
    if (entry->kind == KIND_FUNCTION)
        entry->kind = function_kind(place->page, entry->name);
    read_declared_since(row, entry, place->scratch);
}

static enum verdict page_heading(const struct place *place, struct builder_entry *entry) {
    struct names names;
    read_names(entry->title, &names, place->scratch);
    entry->anchor = STR("");
    size_t keyword = str_find(entry->title, STR(" keywords: "), 0);
    if (keyword < entry->title.len) {
        entry->kind = KIND_KEYWORD;
        entry->name = str_from_offset(entry->title, keyword + 11);
    } else if (names.count > 0) {
        entry->name = names.name[0];
        read_declaration(place, entry);
        if (entry->kind == KIND_SECTION)
            entry->name = STR("");
        builder_describe_page(place->builder, entry);
    }
    return VERDICT_HEAD;
}

/* Whether the page documents one function or the like, so that its sections ("Return value") are parts of that. */
static bool is_one_symbol(const struct extraction *page) {
    switch (page->entries[0].kind) {
    case KIND_FUNCTION:
    case KIND_METHOD:
    case KIND_CONSTRUCTOR:
    case KIND_MACRO:
    case KIND_TYPE:
    case KIND_ENUM:
    case KIND_VARIABLE: return true;
    default: return false;
    }
}

/* "A B C": links to the letters of a list. */
static bool is_list_of_letters(const struct node *heading) {
    size_t links = 0;
    for (const struct node *node = node_next(heading, heading); node != NULL; node = node_next(node, heading)) {
        if (node->tag == TAG_TEXT && str_trim(node->text).len > 1)
            return false;
        links += node->tag == TAG_A && node_has_attribute(node, "href");
    }
    return links > 1;
}

static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    if (is_list_of_letters(place->node))
        return VERDICT_SKIP;
    const struct extraction *page = place->builder->page;
    bool is_first = page->entry_count == 1 && page->entries[0].title.len == 0 && entry->title.len > 0;
    if (place->node->tag == TAG_H1)
        return is_first ? page_heading(place, entry) : VERDICT_HEAD;
    return is_one_symbol(page) ? VERDICT_TEXT : VERDICT_HEAD;
}

/* The other names of a page that has several. */
static void open_other_names(const struct place *place) {
    const struct extraction *page = place->builder->page;
    struct names names = {.count = 0};
    if (page->entries[0].name.len > 0 && page->entries[0].kind != KIND_KEYWORD)
        read_names(page->entries[0].title, &names, place->scratch);
    for (size_t i = 1; i < names.count; i++) {
        size_t start = place->scratch->len;
        const struct node *row = NULL;
        struct builder_entry alias = {
            .kind = page->entries[0].kind,
            .level = BUILDER_SYMBOL_LEVEL,
            .title = names.name[i],
            .name = names.name[i],
            .signature = find_declaration(place, last_name(names.name[i]), &row),
        };
        if (row != NULL)
            read_declared_since(row, &alias, place->scratch);
        if (alias.since.len == 0)
            alias.since = page->entries[0].since;
        builder_declare(place->builder, &alias);
        place->scratch->len = start;
    }
}

/* "C++ > Strings library > Null-terminated byte strings": pages of two libraries may be alike in all but this. */
static void note_way(const struct place *place) {
    static const struct node_rule head = {.class = "t-navbar-head"};
    for (const struct node *node = node_next(place->node, place->node); node != NULL;) {
        bool is_head = node->tag != TAG_TEXT && node_matches(node, &head) && node->first != NULL;
        if (is_head)
            builder_way(place->builder, profile_line(&profile_mediawiki, node->first, place->scratch));
        node = is_head ? node_after(node, place->node) : node_next(node, place->node);
    }
}

/* A declaration is code, a line for each. */
static enum verdict declaration(const struct place *place) {
    builder_code(place->builder, profile_line(&profile_mediawiki, place->node, place->scratch));
    return VERDICT_SKIP;
}

/* Names in the first cell of a member's row: each in a code or a line of its own; none when they are linked, that is
 * when they have pages. */
static void read_member_names(const struct node *cell, struct names *names, struct buf *scratch) {
    static const struct node_rule lines = {.class = "t-lines"};
    const struct node *list = NULL;
    names->count = 0;
    for (const struct node *node = node_next(cell, cell); node != NULL; node = node_next(node, cell)) {
        if (node->tag == TAG_A) {
            names->count = 0;
            return;
        }
        if (list == NULL && node->tag == TAG_SPAN && node_matches(node, &lines))
            list = node;
        bool is_line = node->tag == TAG_CODE || str_is(node->name, "tt") ||
                       (list != NULL && node->parent == list && node->tag == TAG_SPAN);
        struct str name =
            is_line && names->count < MAX_NAMES ? profile_line(&profile_mediawiki, node, scratch) : STR("");
        if (is_name(name) && ascii_is_word(name.ptr[0]) && name.ptr[0] > '9' && str_find_char(name, '(', 0) == name.len)
            names->name[names->count++] = name;
    }
}

static enum kind member_kind(const struct place *place, enum kind owner) {
    static const struct node_rule mark = {.class = "t-mark"};
    const struct node *node = node_find(place->node, &mark);
    struct str words = node != NULL ? profile_line(&profile_mediawiki, node, place->scratch) : STR("");
    enum kind kind = kind_word_of(member_marks, words, kind_word_inside);
    if (kind != KIND_COUNT)
        return kind;
    return owner == KIND_ENUM ? KIND_ENUMERATOR : owner == KIND_CLASS || owner == KIND_STRUCT ? KIND_TYPE : KIND_SYMBOL;
}

/* The scope of the page's members: its name, but the values of a plain enum are beside it. */
static struct str member_scope(const struct entry *page) {
    if (page->kind == KIND_CLASS || page->kind == KIND_STRUCT)
        return page->name;
    if (page->kind != KIND_ENUM)
        return STR("");
    bool is_scoped = starts_with_word(page->signature, STR("enum class"));
    return is_scoped ? page->name : str_head(page->name, scope_length(page->name));
}

static struct str member_name(const struct entry *page, struct str name, struct buf *scratch) {
    struct str scope = member_scope(page);
    if (scope.len == 0 || str_find(name, STR("::"), 0) < name.len)
        return name;
    size_t start = scratch->len;
    buf_add(scratch, scope);
    buf_puts(scratch, "::");
    buf_add(scratch, name);
    return str_from_offset(buf_str(scratch), start);
}

/* Tables of what a header defines begin so; the same rows explain the letters of a formula elsewhere. */
static bool is_in_definitions(const struct node *row) {
    const struct node *first = row->parent ? row->parent->first : NULL;
    for (int i = 0; first != NULL && first->tag != TAG_TR && i < BEFORE_FIRST_ROW; i++)
        first = first->next;
    return first != NULL && (node_has_class(first, "t-dsc-header") || node_has_class(first, "t-dsc-hitem"));
}

/* Where the section has no id, the browser looks for the name. */
static struct str member_anchor(const struct place *place, struct str name) {
    struct str anchor = place->builder->page->entries[builder_current_index(place->builder)].anchor;
    if (anchor.len > 0)
        return anchor;
    size_t start = place->scratch->len;
    buf_puts(place->scratch, ENTRY_TEXT_FRAGMENT);
    buf_add(place->scratch, utf8_head(name, ENTRY_MAX_FRAGMENT_BYTES));
    return str_from_offset(buf_str(place->scratch), start);
}

/* A member without a page of its own, or several. */
static enum verdict member(const struct place *place, struct builder_entry *entry) {
    const struct extraction *page = place->builder->page;
    const struct node *cell = first_cell(place->node);
    struct names names = {.count = 0};
    if (cell != NULL)
        read_member_names(cell, &names, place->scratch);
    entry->kind = member_kind(place, page->entries[0].kind);
    bool is_defined = page->entries[0].name.len > 0 || entry->kind != KIND_SYMBOL || is_in_definitions(place->node);
    if (names.count == 0 || !is_defined)
        return VERDICT_TEXT;
    read_marks(cell, entry, place->scratch);
    uint32_t first = (uint32_t)page->entry_count;
    for (size_t i = 0; i < names.count; i++) {
        entry->anchor = member_anchor(place, names.name[i]);
        entry->name = entry->title = member_name(&page->entries[0], names.name[i], place->scratch);
        if (i + 1 < names.count)
            builder_declare(place->builder, entry);
    }
    if (page->entry_count < ENTRY_MAX_PER_PAGE && entry->title.len > 0)
        builder_share(place->builder, first, (uint32_t)page->entry_count);
    return VERDICT_BODY;
}

static enum verdict element(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    if (node->tag == TAG_TR && node_has_class(node, "t-dcl"))
        return declaration(place);
    if (node->tag == TAG_TR && node_has_class(node, "t-dsc"))
        return member(place, entry);
    if (node->tag == TAG_DIV && str_is(entry->anchor, "mw-content-text"))
        open_other_names(place);
    if (node->tag == TAG_SPAN && node->parent != NULL && node_has_class(node->parent, "t-lines"))
        builder_break(place->builder);
    if (node->tag != TAG_DIV || !node_has_class(node, "t-navbar"))
        return VERDICT_TEXT;
    note_way(place);
    return VERDICT_SKIP;
}

static enum verdict term(const struct place *place, struct builder_entry *entry) {
    (void)place;
    return entry->anchor.len > 0 ? VERDICT_HEAD : VERDICT_TEXT;
}

/* "std::vector - cppreference.com": the wiki's name is behind the last dash. */
static void read_project(const struct page_view *view, struct extraction *page) {
    const struct node *title = node_find_tag(view->head, TAG_TITLE);
    if (title == NULL)
        return;
    struct buf text;
    buf_init(&text, 4 * ENTRY_MAX_TITLE_BYTES);
    struct str tail = profile_line(&profile_mediawiki, title, &text), dash = STR(" - ");
    bool found = false;
    for (size_t at = str_find(tail, dash, 0); at < tail.len; at = str_find(tail, dash, 0), found = true)
        tail = str_from_offset(tail, at + dash.len);
    if (found)
        page->project = arena_copy(&page->arena, tail);
    buf_free(&text);
}

const struct profile profile_mediawiki = {
    .name = "mediawiki",
    .detect = detect,
    .main_rules = main_rules,
    .main_rule_count = sizeof main_rules / sizeof *main_rules,
    .skip_rules = skip_rules,
    .skip_rule_count = sizeof skip_rules / sizeof *skip_rules,
    .skip_page = skip_page,
    .heading = heading,
    .term = term,
    .element = element,
    .read_project = read_project,
};
