/* The DocBook XSL stylesheets, chunked or on one page: https://github.com/docbook/xslt10-stylesheets. Sections are
 * div.sect1[id] > div.titlepage > h2.title, older output has <a name> in the heading. */
#include "indexer/extract/profile.h"

#include "common/base/ascii.h"
#include "indexer/extract/index_list.h"
#include "indexer/extract/kind_word.h"
#include "indexer/extract/term.h"
#include "indexer/extract/text.h"

/* How far behind the name on a reference page its purpose and its synopsis are looked for, in nodes. */
#define REFERENCE_MAX_SIBLINGS 8

static const struct node_rule main_rules[] = {
    {.id = "docContent"},
    {.name = "body"},
};

static const struct node_rule skip_rules[] = {
    {.name = "div", .class = "navheader"},
    {.name = "div", .class = "navfooter"},
    {.name = "div", .class = "toc"},
    {.name = "div", .class = "list-of-tables"},
    {.name = "div", .class = "list-of-figures"},
    {.name = "div", .class = "list-of-examples"},
    {.name = "p", .class = "indexdiv-quicklinks"},
    {.name = "a", .class = "id_link"},
};

static const struct node_rule contents_rules[] = {
    {.name = "dl"},
};

static const struct node_rule term_rule = {.name = "span", .class = "term"};

/* What is marked up in a term, and what it is then. */
static const struct kind_word kinds[] = {
    {"varname", KIND_VARIABLE},  {"option", KIND_OPTION},     {"function", KIND_FUNCTION},
    {"envar", KIND_ENVVAR},      {"command", KIND_COMMAND},   {"symbol", KIND_CONSTANT},
    {"structfield", KIND_FIELD}, {"structname", KIND_STRUCT}, {"classname", KIND_CLASS},
    {"methodname", KIND_METHOD}, {"constant", KIND_CONSTANT}, {"errorcode", KIND_CONSTANT},
    {"property", KIND_PROPERTY}, {"type", KIND_TYPE},         {"interfacename", KIND_INTERFACE},
    {NULL, KIND_COUNT},
};

static bool detect(const struct page_view *page) {
    return str_starts(page->generator, STR("DocBook"));
}

static void read_index(const struct page_view *view, struct extraction *page) {
    static const struct node_rule index = {.name = "div", .class = "index"};
    const struct node *list = node_find(view->body, &index);
    if (list != NULL)
        index_list_read(view, &profile_docbook, list, page);
}

static const char *skip_page(const struct page_view *page) {
    static const struct node_rule index = {.name = "div", .class = "index"};
    const struct node *main = profile_main(&profile_docbook, page);
    for (const struct node *node = main->first; node != NULL; node = node->next)
        if (node->tag == TAG_DIV && node_matches(node, &index))
            return "an index";
    return NULL;
}

/* "20.3.", "F.2.", "IV.": every part is a number, a letter or a roman numeral, and the last has its full stop. */
static bool is_number(struct str word) {
    if (!str_ends(word, STR(".")))
        return false;
    struct str rest = str_head(word, word.len - 1), part;
    bool has_part = false;
    while (str_split(&rest, '.', &part)) {
        bool is_letter = part.len == 1 && ascii_is_upper(part.ptr[0]);
        size_t digits = 0, roman = 0;
        for (size_t i = 0; i < part.len; i++) {
            digits += ascii_is_digit(part.ptr[i]);
            roman += strchr("IVXLC", part.ptr[i]) != NULL;
        }
        if (part.len == 0 || !(is_letter || digits == part.len || roman == part.len))
            return false;
        has_part = true;
    }
    return has_part;
}

/* "Chapter 20. Server", "20.3. Server" -> "Server". */
static struct str without_label(struct str title) {
    size_t first = str_find_char(title, ' ', 0);
    if (first == title.len)
        return title;
    if (is_number(str_head(title, first)))
        return str_from_offset(title, first + 1);
    size_t second = str_find_char(title, ' ', first + 1);
    bool is_label = second < title.len && is_number(str_make(title.ptr + first + 1, second - first - 1));
    return is_label ? str_from_offset(title, second + 1) : title;
}

/* The id of the division that the heading is the title of: the first element around the title page that has a class.
 */
static struct str division_id(const struct place *place) {
    const struct node *node = place->node->parent;
    for (int i = 0; i < 5 && node != NULL; i++, node = node->parent) {
        struct str class = node_attribute(node, "class");
        if (class.len > 0 && !str_is(class, "titlepage") && !str_is(class, "refnamediv"))
            return node_attribute(node, "id");
    }
    return STR("");
}

/* Whether the synopsis has the name with an argument list right behind it, as C functions are shown. */
static bool is_function(const struct place *place, struct str name) {
    const struct node *node = place->node->parent->next;
    for (int i = 0; node != NULL && i < REFERENCE_MAX_SIBLINGS && !node_has_class(node, "refsynopsisdiv"); i++)
        node = node->next;
    if (node == NULL || !node_has_class(node, "refsynopsisdiv"))
        return false;
    struct buf text;
    buf_init(&text, 4 * ENTRY_MAX_SIGNATURE_BYTES);
    node_write_text(node, NULL, 0, &text);
    struct str words = buf_str(&text);
    size_t at = str_find(words, name, 0);
    bool found_call = at < words.len && str_starts(str_from_offset(words, at + name.len), STR("("));
    buf_free(&text);
    return found_call;
}

/* "SPI_connect, SPI_connect_ext - connect a function": all names of a reference page, or empty. */
static struct str reference_names(const struct place *place) {
    const struct node *purpose = place->node->next;
    for (int i = 0; purpose != NULL && purpose->tag != TAG_P && i < REFERENCE_MAX_SIBLINGS; i++)
        purpose = purpose->next;
    if (purpose == NULL || purpose->tag != TAG_P)
        return STR("");
    struct str line = profile_line(&profile_docbook, purpose, place->scratch);
    size_t dash = str_find(line, STR(" \xE2\x80\x94 "), 0);
    return dash < line.len ? str_head(line, dash) : STR("");
}

static void describe_reference(const struct place *place, struct builder_entry *entry) {
    entry->name = entry->title;
    entry->kind = is_function(place, entry->name) ? KIND_FUNCTION : KIND_COMMAND;
    struct str names = reference_names(place);
    if (str_starts(names, entry->title))
        entry->title = names;
}

static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    static const struct node_rule reference = {.name = "div", .class = "refnamediv"};
    const struct node *parent = place->node->parent;
    static const struct node_rule title = {.class = "title"};
    const struct node_rule admonitions[] = {
        {.class = "note"}, {.class = "tip"}, {.class = "warning"}, {.class = "caution"}, {.class = "important"}};
    if (node_matches_any(parent, admonitions, sizeof admonitions / sizeof *admonitions))
        return VERDICT_TEXT;
    struct str id = division_id(place);
    if (id.len > 0)
        entry->anchor = id;
    if (place_is_first(place))
        entry->level = 1;
    if (node_matches(place->node, &title))
        entry->title = without_label(entry->title);
    if (node_matches(parent, &reference))
        describe_reference(place, entry);
    return VERDICT_HEAD;
}

/* "lpad(text, int) returns text" -> "lpad" */
static struct str plain_name(struct str line) {
    size_t at = 0;
    while (at < line.len && strchr(" (=[", line.ptr[at]) == NULL)
        at++;
    return str_head(line, at);
}

static enum kind kind_of(const struct node *code, enum kind otherwise) {
    enum kind kind = kind_word_of(kinds, node_attribute(code, "class"), str_has_word);
    return kind != KIND_COUNT ? kind : otherwise;
}

static bool has_type(const struct node *term) {
    static const struct node_rule type = {.name = "code", .class = "type"};
    return node_find(term, &type) != NULL;
}

/* Several terms of one description are spans that a line break or a comma divides. */
static struct str joined_terms(const struct place *place, struct str *last) {
    const struct node *list = place->node;
    size_t start = place->scratch->len, count = 0;
    for (const struct node *node = node_next(list, list); node != NULL; node = node_next(node, list)) {
        if (node->tag != TAG_SPAN || !node_matches(node, &term_rule))
            continue;
        buf_puts(place->scratch, count++ > 0 ? ", " : "");
        size_t from = place->scratch->len;
        struct str line = profile_line(&profile_docbook, node, place->scratch);
        if (!str_starts(line, STR("-")) && has_type(node)) {
            line = plain_name(line);
            place->scratch->len = from + line.len;
        }
        while (str_ends(line, STR(","))) {
            line.len--;
            place->scratch->len--;
        }
        *last = line;
    }
    return count > 1 ? str_from_offset(buf_str(place->scratch), start) : STR("");
}

/* The first code in a term is what it is about: "work_mem (integer)". A name with a type is a setting. */
static void name_by_markup(const struct place *place, struct builder_entry *entry) {
    const struct node *code = node_find_tag(place->node, TAG_CODE);
    if (code == NULL)
        return;
    struct str line = profile_line(&profile_docbook, code, place->scratch);
    if (!str_starts(entry->title, line) || plain_name(line).len == 0)
        return;
    entry->kind = kind_of(code, entry->kind);
    if ((node_has_class(code, "literal") || node_has_class(code, "varname")) && has_type(place->node))
        entry->kind = KIND_SETTING;
    if (entry->kind != KIND_TERM)
        entry->name = plain_name(line);
}

/* A term that begins with what the reader has to put in is about no word of its own. */
static bool is_placeholder(const struct node *dt) {
    const struct node *node = node_next(dt, dt);
    while (node != NULL && (node->tag == TAG_SPAN || (node->tag == TAG_TEXT && str_trim(node->text).len == 0)))
        node = node_next(node, dt);
    return node != NULL && (node_has_class(node, "replaceable") || node_has_class(node, "parameter"));
}

static void describe_term(const struct place *place, struct builder_entry *entry) {
    struct str last = STR(""), line = entry->title, all = joined_terms(place, &last);
    if (all.len > 0) {
        entry->title = all;
        if (entry->anchor.len == 0)
            entry->anchor = profile_fragment(last, place->scratch);
    }
    if (!term_classify(place->builder, place->scratch, entry))
        name_by_markup(place, entry);
    if (entry->name.len == 0 || entry->kind == KIND_OPTION || str_equal(line, entry->name))
        return;
    if (all.len == 0 || entry->kind != KIND_FUNCTION) /* the names of several functions are no declaration */
        entry->signature = line;
    entry->title = all.len > 0 ? all : entry->name;
}

/* An index term's id is no anchor of the term: it stands at its end, and has no lasting name. */
static enum verdict term(const struct place *place, struct builder_entry *entry) {
    entry->anchor = node_attribute(place->node, "id");
    if (entry->anchor.len == 0) {
        static const struct node_rule old = {.name = "a", .attribute = "name"};
        const struct node *anchor = node_find(place->node, &old);
        if (anchor != NULL && !node_has_class(anchor, "indexterm"))
            entry->anchor = node_attribute(anchor, "name");
    }
    bool is_entry = entry->anchor.len > 0 || !(is_placeholder(place->node) || term_is_link(place->node));
    bool is_list = node_has_class(place->list, "variablelist") || node_has_class(place->list->parent, "variablelist");
    if (!is_entry || !is_list)
        return entry->anchor.len > 0 ? VERDICT_HEAD : VERDICT_TEXT;
    describe_term(place, entry);
    return VERDICT_HEAD;
}

/* The functions of a row, overloads once: "to_json, to_jsonb". */
static struct str row_names(const struct place *place, struct str *first) {
    static const struct node_rule function = {.name = "code", .class = "function"};
    size_t start = place->scratch->len;
    struct str previous = STR("");
    for (const struct node *node = place->node->first; node != NULL; node = node->next) {
        bool is_signature = node->tag == TAG_P && node_has_class(node, "func_signature");
        const struct node *code = is_signature ? node_find(node, &function) : NULL;
        if (code == NULL)
            continue;
        size_t from = place->scratch->len;
        buf_puts(place->scratch, from > start ? ", " : "");
        struct str name = profile_line(&profile_docbook, code, place->scratch);
        if (str_equal(name, previous) || name.len == 0)
            place->scratch->len = from;
        else
            previous = name;
        *first = first->len > 0 ? *first : previous;
    }
    return str_from_offset(buf_str(place->scratch), start);
}

/* A row of a table of functions: one or more signatures, then what they do. In an operator's signature the operator is
 * the first thing that is literal: "json -> integer", "NOT boolean". */
static enum verdict judge_function(const struct place *place, struct builder_entry *entry) {
    static const struct node_rule signature = {.name = "p", .class = "func_signature"};
    static const struct node_rule operator= {.name = "code", .class = "literal"};
    const struct node *line = node_find(place->node, &signature);
    const struct node *literal = line != NULL ? node_find(line, &operator) : NULL;
    entry->title = row_names(place, &entry->name);
    entry->kind = KIND_FUNCTION;
    if (entry->name.len == 0 && literal != NULL) {
        entry->title = entry->name = profile_line(&profile_docbook, literal, place->scratch);
        entry->kind = KIND_OPERATOR;
    }
    if (entry->name.len == 0)
        return VERDICT_TEXT;
    entry->signature = profile_line(&profile_docbook, line, place->scratch);
    if (entry->anchor.len == 0)
        entry->anchor = profile_fragment(entry->signature, place->scratch);
    return VERDICT_BODY;
}

/* A row of the columns of the database table that the page is about. */
static enum verdict judge_column(const struct place *place, struct builder_entry *entry) {
    static const struct node_rule definition = {.name = "p", .class = "column_definition"};
    static const struct node_rule column = {.name = "code", .class = "structfield"};
    const struct node *line = node_find(place->node, &definition);
    const struct node *code = line ? node_find(line, &column) : NULL;
    if (code == NULL)
        return VERDICT_TEXT;
    struct str table = place->builder->page->entries[0].title;
    size_t start = place->scratch->len;
    if (table.len > 0 && str_find_char(table, ' ', 0) == table.len) {
        buf_add(place->scratch, table);
        buf_putc(place->scratch, '.');
    }
    entry->title = profile_line(&profile_docbook, code, place->scratch);
    entry->name = str_from_offset(buf_str(place->scratch), start);
    entry->kind = KIND_FIELD;
    entry->signature = profile_line(&profile_docbook, line, place->scratch);
    if (entry->anchor.len == 0)
        entry->anchor = profile_fragment(entry->signature, place->scratch);
    return VERDICT_BODY;
}

/* A row whose first cell is nothing but the markup of a symbol is about that symbol. */
static enum verdict judge_row(const struct place *place, struct builder_entry *entry) {
    static const struct node_rule index = {.name = "a", .class = "indexterm"};
    const struct node *cell = place->node->first;
    while (cell != NULL && cell->tag != TAG_TD)
        cell = cell->next;
    const struct node *code = cell != NULL ? node_find_tag(cell, TAG_CODE) : NULL;
    if (code == NULL || node_attribute(cell, "class").len > 0 || term_is_link(cell))
        return VERDICT_TEXT;
    struct str line = profile_line(&profile_docbook, cell, place->scratch);
    entry->title = profile_line(&profile_docbook, code, place->scratch);
    entry->kind = kind_of(code, KIND_TERM);
    entry->name = plain_name(entry->title);
    if (entry->kind == KIND_TERM || entry->name.len == 0 || !str_equal(line, entry->title))
        return VERDICT_TEXT;
    const struct node *id = node_find(cell, &index);
    if (entry->anchor.len == 0 && id != NULL)
        entry->anchor = node_attribute(id, "id");
    return VERDICT_BODY;
}

static bool is_word(char c) {
    return c == '.' || ascii_is_word(c);
}

/* "int lo_close(PGconn *conn, int fd);", "pg_sleep ( double precision )": the name in front of the first bracket. What
 * is all in capitals is a word of a grammar. */
static struct str declared_name(struct str line) {
    size_t bracket = str_find_char(line, '(', 0), end = bracket;
    if (end > 1 && end < line.len && line.ptr[end - 1] == ' ')
        end--;
    size_t start = end;
    bool has_lower = false;
    for (; bracket < line.len && start > 0 && is_word(line.ptr[start - 1]); start--)
        has_lower = has_lower || ascii_is_lower(line.ptr[start - 1]);
    bool is_name = has_lower && (end == bracket || start == 0);
    return is_name ? str_make(line.ptr + start, end - start) : STR("");
}

/* A declaration, and the same without what the reader has to put in, which may look like a name. */
static void declare_function(const struct place *place, struct str line, struct str bare) {
    struct builder_entry entry = {.kind = KIND_FUNCTION, .level = BUILDER_SYMBOL_LEVEL, .signature = line};
    size_t start = place->scratch->len;
    entry.name = entry.title = declared_name(bare);
    entry.anchor = profile_fragment(line, place->scratch);
    if (entry.name.len > 0)
        builder_declare(place->builder, &entry);
    place->scratch->len = start;
}

/* The declaration of the function in a synopsis, which may have several and may break its lines: from the start of the
 * line with the name and its bracket to the semicolon, or to the end of a line outside of brackets. */
static struct str declaration_in(struct str synopsis, struct str name) {
    size_t at = str_find(synopsis, name, 0);
    for (; at < synopsis.len; at = str_find(synopsis, name, at + 1)) {
        struct str behind = str_from_offset(synopsis, at + name.len);
        if (str_starts(str_trim(str_head(behind, 2)), STR("(")) && (at == 0 || !is_word(synopsis.ptr[at - 1])))
            break;
    }
    size_t start = at, end = at;
    while (start > 0 && at < synopsis.len && synopsis.ptr[start - 1] != '\n' && synopsis.ptr[start - 1] != ';')
        start--;
    for (int depth = 0; end < synopsis.len && synopsis.ptr[end] != ';' && (depth > 0 || synopsis.ptr[end] != '\n');
         end++)
        depth += (synopsis.ptr[end] == '(') - (synopsis.ptr[end] == ')');
    return str_make(synopsis.ptr + start, end - start);
}

/* How the function is declared that is being described, or that the reference page is about. */
static void read_declaration(const struct place *place, struct str name, bool is_page) {
    struct buf text, line;
    buf_init(&text, 64 * ENTRY_MAX_SIGNATURE_BYTES);
    buf_init(&line, 64 * ENTRY_MAX_SIGNATURE_BYTES);
    node_write_text(place->node, NULL, 0, &text);
    text_write_line(&line, declaration_in(buf_str(&text), name));
    const struct builder_entry page = {.kind = KIND_FUNCTION, .signature = buf_str(&line)};
    bool is_described = place->builder->page->entries[0].signature.len > 0;
    if (is_page && !is_described)
        builder_describe_page(place->builder, &page);
    else if (!is_page)
        builder_signature(place->builder, buf_str(&line));
    buf_free(&text);
    buf_free(&line);
}

/* Functions that are declared in a section of their own, instead of in a list. */
static void read_synopsis(const struct place *place) {
    static const struct node_rule reference = {.name = "div", .class = "refsynopsisdiv"};
    static const struct node_rule placeholder[] = {{.class = "replaceable"}};
    bool is_reference = node_around(place->node, &reference, 4) != NULL;
    uint32_t index = is_reference ? 0 : builder_current_index(place->builder);
    const struct entry *described = &place->builder->page->entries[index];
    if (described->kind == KIND_FUNCTION && described->name.len > 0)
        read_declaration(place, described->name, is_reference);
    if (described->kind == KIND_FUNCTION || is_reference)
        return;
    struct buf text, plain;
    buf_init(&text, 64 * ENTRY_MAX_SIGNATURE_BYTES);
    buf_init(&plain, 64 * ENTRY_MAX_SIGNATURE_BYTES);
    node_write_text(place->node, NULL, 0, &text);
    node_write_text(place->node, placeholder, 1, &plain);
    struct str rest = buf_str(&text), bare_rest = buf_str(&plain), bare = STR("");
    for (struct str line; str_split(&rest, '\n', &line) && str_split(&bare_rest, '\n', &bare);)
        declare_function(place, str_trim(line), str_trim(bare));
    buf_free(&text);
    buf_free(&plain);
}

static enum verdict element(const struct place *place, struct builder_entry *entry) {
    if (place->node->tag == TAG_PRE && node_has_class(place->node, "synopsis"))
        read_synopsis(place);
    if (place->node->tag == TAG_TR)
        return judge_row(place, entry);
    if (place->node->tag != TAG_TD)
        return VERDICT_TEXT;
    if (node_has_class(place->node, "func_table_entry"))
        return judge_function(place, entry);
    return node_has_class(place->node, "catalog_table_entry") ? judge_column(place, entry) : VERDICT_TEXT;
}

static void read_project(const struct page_view *view, struct extraction *page) {
    static const struct node_rule home = {.name = "a", .attribute = "accesskey", .value = "h"};
    const struct node *link = node_find(view->body, &home);
    if (link != NULL)
        text_read_project(node_attribute(link, "title"), page);
}

const struct profile profile_docbook = {
    .name = "docbook",
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
