/* rustdoc, from about 2018 to now: https://doc.rust-lang.org/rustdoc/. A page is one item; its members stand below it
 * as KIND.NAME ids ("method.insert"). The classes and ids are those of html/render in rust-lang/rust, src/librustdoc.
 *
 * Levels: headings of the item's own description 2 to 6, implementations and groups 2, members 3, fields of a variant
 * 4. Headings inside a member's description are text: their ids are numbered through the page ("examples-37") and name
 * another place in the next release. */
#include "indexer/extract/profile.h"

#include "common/base/ascii.h"
#include "indexer/extract/kind_word.h"
#include "indexer/extract/symbol.h"
#include "indexer/extract/text.h"

#define GROUP_LEVEL 2
#define MEMBER_LEVEL 3

/* Elements that are looked at around one, at most. */
#define AROUND_MAX 12

static const struct node_rule main_rules[] = {
    {.id = "main-content"},
    {.name = "section", .id = "main"},
    {.name = "main"},
};

static const struct node_rule skip_rules[] = {
    {.name = "button"},
    {.name = "rustdoc-toolbar"},
    {.name = "a", .class = "anchor"},
    {.name = "a", .class = "doc-anchor"},
    {.name = "a", .class = "src"},
    {.name = "a", .class = "srclink"},
    {.name = "a", .class = "test-arrow"},
    {.name = "a", .class = "tooltip"},
    {.name = "div", .class = "tooltip"},
    {.name = "summary", .class = "hideme"},
    {.name = "details", .class = "non-exhaustive"},
    {.class = "rustdoc-breadcrumbs"},
    {.class = "sub-heading"},
    {.class = "out-of-band"},
    {.class = "rightside"},
    {.class = "code-header"},
    {.class = "notable-traits"},
    {.class = "important-traits"},
    {.class = "emoji"},
    {.id = "copy-path"},
    {.id = "toggle-all-docs"},
    {.id = "implementors-list"},
    {.id = "synthetic-implementors-list"},
};

static const struct node_rule since_rule = {.class = "since"};
static const struct node_rule header_rule = {.class = "code-header"};
static const struct node_rule code_rule = {.name = "code"};
static const struct node_rule description_rule = {.class = "docblock"};
static const struct node_rule top_rule = {.class = "top-doc"};
static const struct node_rule main_heading_rule = {.class = "main-heading"};
static const struct node_rule breadcrumbs_rule = {.class = "rustdoc-breadcrumbs"};
static const struct node_rule blanket_rule = {.id = "blanket-implementations-list"};
static const struct node_rule own_impls_rule = {.id = "implementations-list"};

/* The words before the path in a page's heading. The longer of two that begin alike first. */
static const struct kind_word page_kinds[] = {
    {"Associated Constant ", KIND_CONSTANT},
    {"Attribute Macro ", KIND_MACRO},
    {"Derive Macro ", KIND_MACRO},
    {"Primitive Type ", KIND_PRIMITIVE},
    {"Foreign Type ", KIND_TYPE},
    {"Opaque Type ", KIND_TYPE},
    {"Type Definition ", KIND_TYPE},
    {"Type Alias ", KIND_TYPE},
    {"Trait Alias ", KIND_TRAIT},
    {"Struct ", KIND_STRUCT},
    {"Enum ", KIND_ENUM},
    {"Union ", KIND_UNION},
    {"Trait ", KIND_TRAIT},
    {"Function ", KIND_FUNCTION},
    {"Macro ", KIND_MACRO},
    {"Constant ", KIND_CONSTANT},
    {"Static ", KIND_VARIABLE},
    {"Keyword ", KIND_KEYWORD},
    {"Attribute ", KIND_KEYWORD},
    {"Module ", KIND_MODULE},
    {"Crate ", KIND_MODULE},
    {NULL, KIND_COUNT},
};

/* What stands before the first dot of an id. */
static const struct kind_word member_kinds[] = {
    {"method", KIND_METHOD},       {"tymethod", KIND_METHOD},
    {"associatedtype", KIND_TYPE}, {"associatedconstant", KIND_CONSTANT},
    {"structfield", KIND_FIELD},   {"variant", KIND_ENUMERATOR},
    {"reexport", KIND_SYMBOL},     {NULL, KIND_COUNT},
};

/* Pages of items say their kind on the body: <body class="rustdoc struct">. Pages that rustdoc makes from a single
 * Markdown file have "rustdoc" only; nothing on them is an item. */
static bool detect(const struct page_view *page) {
    struct str class = str_trim(node_attribute(page->body, "class"));
    return str_is(page->generator, "rustdoc") && class.len > strlen("rustdoc") && str_has_word(class, STR("rustdoc"));
}

static const char *skip_page(const struct page_view *page) {
    struct str name = page_view_file(page);
    if (node_has_class(page->body, "source") || node_has_class(page->body, "src"))
        return "source code";
    if (str_is(name, "all.html"))
        return "a list of all items";
    bool is_tool = str_is(name, "settings.html") || str_is(name, "help.html") || str_is(name, "search.html") ||
                   str_is(name, "scrape-examples-help.html");
    return is_tool ? "a page of rustdoc itself" : NULL;
}

/* "1.34.0 (const: 1.50.0)" is since 1.34.0; "const: 1.48.0" says nothing of the item itself. */
static struct str since_inside(const struct node *node, struct buf *scratch) {
    const struct node *since = node_find(node, &since_rule);
    struct str line = since ? profile_line(&profile_rustdoc, since, scratch) : STR("");
    return line.len > 0 && ascii_is_digit(line.ptr[0]) ? text_version(line) : STR("");
}

/* "Struct std::vec::Vec" -> kind and path; newer pages have the path's start in the breadcrumbs above. */
static void read_title(const struct place *place, struct builder_entry *entry) {
    struct str line = profile_line(&profile_rustdoc, place->node, place->scratch);
    const struct kind_word *words = kind_word_find(page_kinds, line, str_starts);
    if (words->word != NULL) {
        entry->kind = words->kind;
        line = str_trim(str_from_offset(line, strlen(words->word)));
    }
    const struct node *above = place->node->parent ? node_find(place->node->parent, &breadcrumbs_rule) : NULL;
    if (above != NULL && entry->kind != KIND_PRIMITIVE && entry->kind != KIND_KEYWORD)
        line = symbol_join(profile_line(&profile_rustdoc, above, place->scratch), "::", line, place->scratch);
    if (entry->kind != KIND_SECTION)
        entry->name = line;
    if (line.len > 0)
        entry->title = line;
}

static enum verdict open_page(const struct place *place, struct builder_entry *entry) {
    read_title(place, entry);
    const struct node *around = node_around(place->node, &main_heading_rule, 2);
    struct str since = since_inside(around ? around : place->node, place->scratch);
    if (since.len > 0)
        builder_since(place->builder, since);
    entry->anchor = STR("");
    return VERDICT_HEAD;
}

/* The kind that an id begins with: "method.insert"; false when it is none of a member. */
static bool member_kind(struct str id, enum kind *kind) {
    size_t dot = str_find_char(id, '.', 0);
    enum kind found = kind_word_of(member_kinds, str_head(id, dot), str_equal);
    if (found == KIND_COUNT || dot + 1 >= id.len)
        return false;
    *kind = found;
    return true;
}

/* "fmt-1" -> "fmt": a number makes the ids of one page differ. No name in Rust has a dash. */
static struct str without_number(struct str name) {
    return str_head(name, str_find_char(name, '-', 0));
}

/* "variant.Unknown.field.level" is a field of a variant: "Unknown::level". */
static struct str member_name(struct str id, struct buf *scratch) {
    struct str name = str_from_offset(id, str_find_char(id, '.', 0) + 1);
    struct str between = STR(".field.");
    size_t at = str_find(name, between, 0);
    if (at == name.len)
        return without_number(name);
    return symbol_join(str_head(name, at), "::", without_number(str_from_offset(name, at + between.len)), scratch);
}

static bool is_field_of_variant(struct str id) {
    return str_find(id, STR(".field."), 0) < id.len;
}

/* The declaration inside a member's or implementation's element. */
static struct str declaration(const struct node *node, struct buf *scratch) {
    const struct node *code = node_find(node, &header_rule);
    if (code == NULL)
        code = node_find(node, &code_rule);
    return profile_line(&profile_rustdoc, code ? code : node, scratch);
}

/* What the page says of the item that the page is about is in its name; of members, the item's name goes before. */
static void describe_member(const struct place *place, struct str id, struct builder_entry *entry) {
    member_kind(id, &entry->kind);
    if (is_field_of_variant(id))
        entry->kind = KIND_FIELD;
    entry->level = is_field_of_variant(id) ? MEMBER_LEVEL + 1 : MEMBER_LEVEL;
    entry->anchor = id;
    entry->signature = declaration(place->node, place->scratch);
    struct str name = member_name(id, place->scratch);
    entry->name = entry->title = symbol_join(place_page_entry(place)->name, "::", name, place->scratch);
    entry->since = since_inside(place->node, place->scratch);
}

static bool is_trait_page(const struct place *place) {
    return place_page_entry(place)->kind == KIND_TRAIT;
}

/* Without what it demands of its types: "impl<T> Clone for Vec<T>". */
static struct str without_where(struct str line) {
    return str_head(line, str_find(line, STR(" where "), 0));
}

/* An implementation's own description follows its heading, inside the same <details>. */
static bool has_description(const struct node *impl) {
    const struct node *summary = impl->parent && str_is(impl->parent->name, "summary") ? impl->parent : impl;
    const struct node *next = node_next_element(summary);
    return next != NULL && node_has_class(next, "docblock");
}

/* Inherent implementations only group methods. Those for all types are not about this one. On a trait's page the
 * implementations for other types are repeated from the pages of these. */
static bool is_worth_an_entry(const struct place *place, struct str line) {
    bool is_trait_impl = str_find(line, STR(" for "), 0) < line.len;
    bool is_repeated = is_trait_page(place) && node_around(place->node, &own_impls_rule, AROUND_MAX) == NULL;
    bool is_general = node_around(place->node, &blanket_rule, AROUND_MAX) != NULL;
    return has_description(place->node) || (is_trait_impl && !is_repeated && !is_general);
}

static enum verdict open_impl(const struct place *place, struct builder_entry *entry) {
    struct str line = declaration(place->node, place->scratch);
    if (node_around(place->node, &blanket_rule, AROUND_MAX) != NULL) {
        builder_close(place->builder, MEMBER_LEVEL);
        builder_break(place->builder);
        builder_text(place->builder, line);
        builder_break(place->builder);
        return VERDICT_SKIP;
    }
    if (!is_worth_an_entry(place, line)) {
        builder_close(place->builder, GROUP_LEVEL);
        return VERDICT_SKIP;
    }
    entry->kind = KIND_SECTION;
    entry->level = GROUP_LEVEL;
    entry->anchor = node_attribute(place->node, "id");
    entry->title = without_where(line);
    entry->name = STR("");
    entry->signature = line;
    entry->since = since_inside(place->node, place->scratch);
    return VERDICT_BODY;
}

static bool is_impl(const struct node *node) {
    return node_has_class(node, "impl") && str_starts(node_attribute(node, "id"), STR("impl"));
}

/* Whether something that is not the item itself is being described. */
static bool is_inside_member(const struct place *place) {
    const struct builder *builder = place->builder;
    for (size_t i = 1; i < builder->open_count; i++) {
        const struct entry *entry = &builder->page->entries[builder->open[i].entry];
        if (kind_is_symbol(entry->kind) || str_starts(entry->anchor, STR("impl")))
            return true;
    }
    return false;
}

static enum verdict heading_in_description(const struct place *place, struct builder_entry *entry) {
    bool is_top = node_around(place->node, &top_rule, AROUND_MAX) != NULL;
    if (!is_top && is_inside_member(place)) {
        builder_id(place->builder, entry->anchor);
        return VERDICT_TEXT;
    }
    entry->level = entry->level < GROUP_LEVEL ? GROUP_LEVEL : entry->level;
    return VERDICT_HEAD;
}

/* "Methods", "Trait Implementations", "Structs": they divide the page, and say nothing. Only what holds for all types
 * keeps its heading, so that its members stand one level deeper. */
static enum verdict heading_of_group(const struct place *place, struct builder_entry *entry) {
    if (entry->level <= GROUP_LEVEL)
        builder_close(place->builder, GROUP_LEVEL);
    return str_is(entry->anchor, "blanket-implementations") ? VERDICT_HEAD : VERDICT_SKIP;
}

static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    if (entry->title.len == 0)
        return VERDICT_SKIP;
    if (entry->level == 1 && place_page_entry(place)->title.len == 0)
        return open_page(place, entry);
    enum kind kind = KIND_SECTION;
    struct str id = node_attribute(place->node, "id");
    if (member_kind(id, &kind)) {
        describe_member(place, id, entry);
        return VERDICT_HEAD;
    }
    if (is_impl(place->node))
        return open_impl(place, entry) == VERDICT_BODY ? VERDICT_HEAD : VERDICT_SKIP;
    if (node_around(place->node, &description_rule, AROUND_MAX) != NULL)
        return heading_in_description(place, entry);
    return heading_of_group(place, entry);
}

/* "Deprecated since 1.29.0: use x instead"; the sentence stays in the text. */
static void note_deprecation(const struct place *place) {
    struct str line = profile_line(&profile_rustdoc, place->node, place->scratch);
    struct str since = STR("since ");
    size_t at = str_find(line, since, 0);
    size_t end = str_find_char(line, ':', at);
    builder_deprecated(place->builder, at < end ? text_version(str_make(line.ptr + at, end - at)) : STR(""));
}

/* The first line of a declaration, up to its members. */
static struct str without_members(struct str line) {
    struct str head = str_head(line, str_find(line, STR(" {"), 0));
    return str_trim(head);
}

/* The declaration of the page's item. Its members, if it has any, are described below it. */
static enum verdict read_declaration(const struct place *place) {
    enum kind kind = place_page_entry(place)->kind;
    bool has_members = kind == KIND_STRUCT || kind == KIND_ENUM || kind == KIND_UNION || kind == KIND_TRAIT;
    struct str line = profile_line(&profile_rustdoc, place->node, place->scratch);
    if (place_page_entry(place)->signature.len == 0)
        builder_describe_page(place->builder, &(struct builder_entry){
                                                  .kind = kind == KIND_PAGE ? KIND_SECTION : kind,
                                                  .signature = has_members ? without_members(line) : line,
                                              });
    return has_members ? VERDICT_SKIP : VERDICT_TEXT;
}

/* The method of a trait, as the trait's own page describes it, or as all types have it: kept as a name only. */
static bool is_repeated_description(const struct place *place) {
    return node_around(place->node, &blanket_rule, AROUND_MAX) != NULL;
}

/* On a trait's page, what other types make of the trait. */
static bool is_foreign_member(const struct place *place) {
    const struct node *summary = node_first_element(place->node);
    const struct node *member = summary ? node_first_element(summary) : NULL;
    if (!is_trait_page(place) || member == NULL)
        return false;
    return node_has_class(member, "trait-impl") && node_around(place->node, &own_impls_rule, AROUND_MAX) == NULL;
}

/* A list of the module's items: their pages say more. Only what is exported again has no page. */
static bool is_item_list(const struct node *node) {
    static const struct node_rule reexport = {.name = "code"};
    if (!node_has_class(node, "item-table") && !node_has_class(node, "module-item"))
        return false;
    const struct node *row = node_first_element(node);
    const struct node *cell = row && row->tag != TAG_DT ? node_first_element(row) : row;
    return cell == NULL || !str_starts(node_attribute(cell, "id"), STR("reexport.")) ||
           node_find(cell, &reexport) == NULL;
}

static bool is_member(const struct place *place, struct str id) {
    enum kind kind = KIND_SYMBOL;
    if (id.len == 0 || !member_kind(id, &kind))
        return false;
    bool is_foreign = is_trait_page(place) && node_has_class(place->node, "trait-impl") &&
                      node_around(place->node, &own_impls_rule, AROUND_MAX) == NULL;
    return !is_foreign && !str_ends(id, STR(".fields"));
}

static enum verdict block(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    struct str id = node_attribute(node, "id");
    if (is_member(place, id)) {
        describe_member(place, id, entry);
        bool is_declaration = node->tag == TAG_SPAN || entry->kind == KIND_SYMBOL;
        return is_declaration ? VERDICT_HEAD : VERDICT_BODY;
    }
    if (is_impl(node))
        return open_impl(place, entry);
    if (node_has_class(node, "item-decl") || node_has_class(node, "type-decl"))
        return read_declaration(place);
    if (node_has_class(node, "docblock"))
        return is_repeated_description(place) ? VERDICT_SKIP : VERDICT_TEXT;
    if (node_has_class(node, "method-toggle"))
        return is_foreign_member(place) ? VERDICT_SKIP : VERDICT_TEXT;
    if (node_has_class(node, "stab") && node_has_class(node, "deprecated"))
        note_deprecation(place);
    return is_item_list(node) ? VERDICT_SKIP : VERDICT_TEXT;
}

static enum verdict element(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    if (node->tag == TAG_A)
        return str_is(profile_line(&profile_rustdoc, node, place->scratch), "Read more") ? VERDICT_SKIP : VERDICT_TEXT;
    bool is_plain = node->tag == TAG_P || node->tag == TAG_LI || node->tag == TAG_OTHER || node->tag == TAG_TEXT;
    return is_plain || node->attribute_count == 0 ? VERDICT_TEXT : block(place, entry);
}

/* Newer pages list what a module exports again in a <dl>. */
static enum verdict term(const struct place *place, struct builder_entry *entry) {
    if (!is_member(place, entry->anchor))
        return VERDICT_TEXT;
    describe_member(place, entry->anchor, entry);
    entry->level = BUILDER_SYMBOL_LEVEL;
    return VERDICT_HEAD;
}

/* The crate, and its version from the sidebar: "Version 1.63.0", newer "1.63.0". */
static void read_project(const struct page_view *view, struct extraction *page) {
    static const struct node_rule vars = {.attribute = "data-current-crate"};
    static const struct node_rule sidebar = {.name = "nav", .class = "sidebar"}, version = {.class = "version"};
    const struct node *found = node_find(view->head, &vars);
    if (found == NULL)
        found = node_find(view->body, &vars);
    if (found == NULL)
        return;
    page->project = arena_copy(&page->arena, node_attribute(found, "data-current-crate"));
    const struct node *bar = node_find(view->body, &sidebar);
    const struct node *number = bar ? node_find(bar, &version) : NULL;
    struct buf text;
    buf_init(&text, 4 * ENTRY_MAX_TITLE_BYTES);
    if (number != NULL)
        page->version = arena_copy(&page->arena, text_version(profile_line(&profile_rustdoc, number, &text)));
    buf_free(&text);
}

const struct profile profile_rustdoc = {
    .name = "rustdoc",
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
