/* JSDoc with its default template and those made from it: https://jsdoc.app/. Members are h4.name[id]; what is said of
 * them follows up to the next one. Markup: packages/jsdoc/templates/default in jsdoc/jsdoc. */
#include "indexer/extract/profile.h"

#include "indexer/extract/kind_word.h"
#include "indexer/extract/symbol.h"
#include "indexer/extract/text.h"

#define MEMBER_LEVEL 3
#define AROUND_MAX 12

static const struct node_rule main_rules[] = {
    {.id = "main"},
};

static const struct node_rule skip_rules[] = {
    {.name = "footer"},
    {.class = "tag-source"},
    {.class = "signature-attributes"},
};

/* Of a member's heading, what is not its name. */
static const struct node_rule not_name_rules[] = {
    {.class = "attribs"},        {.class = "ancestors"}, {.class = "signature"},
    {.class = "type-signature"}, {.class = "variation"},
};

static const struct node_rule title_rule = {.name = "h1", .class = "page-title"};
static const struct node_rule ancestors_rule = {.class = "ancestors"};
static const struct node_rule signature_rule = {.class = "signature"};
static const struct node_rule type_rule = {.class = "type-signature"};
static const struct node_rule description_rule = {.class = "description"};
static const struct node_rule class_description_rule = {.class = "class-description"};

/* What stands before the colon in a page's heading. */
static const struct kind_word page_kinds[] = {
    {"Class", KIND_CLASS},     {"Module", KIND_MODULE},   {"Namespace", KIND_NAMESPACE}, {"Interface", KIND_INTERFACE},
    {"Mixin", KIND_INTERFACE}, {"External", KIND_SYMBOL}, {"Event", KIND_EVENT},         {NULL, KIND_COUNT},
};

static bool detect(const struct page_view *page) {
    for (const struct node *node = node_first_element(page->body); node != NULL; node = node_next_element(node)) {
        const struct node *first = str_is(node_attribute(node, "id"), "main") ? node_first_element(node) : NULL;
        if (first != NULL && node_matches(first, &title_rule))
            return true;
    }
    return false;
}

static const char *skip_page(const struct page_view *page) {
    static const struct node_rule source = {.name = "pre", .class = "source"};
    const struct node *title = node_find(page->body, &title_rule);
    const struct node *pre = title ? node_find(title->parent, &source) : NULL;
    return pre != NULL ? "source code" : NULL;
}

/* The name alone, without its signature and attributes; borrowed from the scratch. */
static struct str plain_name(const struct node *heading, struct buf *scratch) {
    struct buf raw;
    buf_init(&raw, 4 * ENTRY_MAX_TITLE_BYTES);
    node_write_text(heading, not_name_rules, sizeof not_name_rules / sizeof *not_name_rules, &raw);
    size_t start = scratch->len;
    text_write_line(scratch, buf_str(&raw));
    buf_free(&raw);
    return str_from_offset(buf_str(scratch), start);
}

/* "shapes~" or "shapes.Circle#": the last sign says how the name belongs to it. */
static struct str ancestors(const struct place *place) {
    const struct node *found = node_find(place->node->parent, &ancestors_rule);
    struct str line = found ? profile_line(&profile_jsdoc, found, place->scratch) : STR("");
    while (line.len > 0 && str_find_char(STR(".~# "), line.ptr[line.len - 1], 0) < 4)
        line = str_head(line, line.len - 1);
    return line;
}

/* "Class: Circle"; of the start page, "Home", the README's heading is the title. */
static enum verdict open_page(const struct place *place, struct builder_entry *entry) {
    if (str_is(entry->title, "Home"))
        return VERDICT_SKIP;
    size_t colon = str_find_char(entry->title, ':', 0);
    enum kind kind = kind_word_of(page_kinds, str_head(entry->title, colon), str_equal);
    if (colon < entry->title.len && kind != KIND_COUNT) {
        entry->kind = kind;
        struct str name = str_trim(str_from_offset(entry->title, colon + 1));
        if (name.len == 0)
            return VERDICT_SKIP;
        entry->name = entry->title = symbol_join(ancestors(place), ".", name, place->scratch);
    }
    if (str_is(entry->title, "Global"))
        entry->kind = KIND_NAMESPACE;
    entry->anchor = STR("");
    return VERDICT_HEAD;
}

static bool is_type_page(const struct place *place) {
    return place_page_entry(place)->kind == KIND_CLASS || place_page_entry(place)->kind == KIND_INTERFACE;
}

/* Type definitions have neither attributes nor a type behind their name. */
static enum kind member_kind(const struct place *place) {
    const struct node *type = node_find(place->node, &type_rule);
    if (str_starts(node_attribute(place->node, "id"), STR("event:")))
        return KIND_EVENT;
    if (node_find(place->node, &signature_rule) != NULL)
        return is_type_page(place) ? KIND_METHOD : KIND_FUNCTION;
    if (type == NULL)
        return KIND_TYPE;
    struct str attributes = profile_line(&profile_jsdoc, type, place->scratch);
    if (str_find(attributes, STR("constant"), 0) < attributes.len)
        return KIND_CONSTANT;
    return is_type_page(place) ? KIND_PROPERTY : KIND_VARIABLE;
}

static enum verdict open_member(const struct place *place, struct builder_entry *entry) {
    struct str name = plain_name(place->node, place->scratch), make = STR("new ");
    if (name.len == 0)
        return VERDICT_TEXT;
    bool is_constructor = str_starts(name, make);
    entry->kind = is_constructor ? KIND_CONSTRUCTOR : member_kind(place);
    entry->level = MEMBER_LEVEL;
    entry->signature = profile_line(&profile_jsdoc, place->node, place->scratch);
    entry->name =
        symbol_join(place_page_entry(place)->name, ".", is_constructor ? STR("constructor") : name, place->scratch);
    entry->title = entry->name;
    return VERDICT_HEAD;
}

static bool is_inside_member(const struct place *place) {
    const struct builder *builder = place->builder;
    return builder->open_count > 1 && kind_is_symbol(builder->page->entries[builder->open[1].entry].kind);
}

static bool is_in_description(const struct node *node) {
    return node_around(node, &description_rule, AROUND_MAX) != NULL ||
           node_around(node, &class_description_rule, AROUND_MAX) != NULL;
}

static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    if (node_matches(node, &title_rule))
        return place_page_entry(place)->title.len == 0 ? open_page(place, entry) : VERDICT_SKIP;
    if (entry->level == 4 && node_has_class(node, "name"))
        return open_member(place, entry);
    bool is_prose = place_page_entry(place)->kind == KIND_PAGE;
    if (place_page_entry(place)->title.len == 0)
        entry->anchor = node_attribute(node, "id");
    if (is_prose || (is_in_description(node) && !is_inside_member(place)))
        return VERDICT_HEAD;
    if (entry->level > 3 || is_in_description(node))
        return VERDICT_TEXT;
    builder_close(place->builder, 1);
    return VERDICT_SKIP;
}

/* The column titles of tables of parameters are the same everywhere. */
static enum verdict element(const struct place *place, struct builder_entry *entry) {
    (void)entry;
    const struct node *node = place->node;
    if (node->tag != TAG_BLOCK || !str_is(node->name, "thead"))
        return VERDICT_TEXT;
    bool is_fixed = node_has_class(node->parent, "params") || node_has_class(node->parent, "props");
    return is_fixed ? VERDICT_SKIP : VERDICT_TEXT;
}

static enum verdict term(const struct place *place, struct builder_entry *entry) {
    const struct node *term_node = place->node, *next = node_next_element(term_node);
    if (node_has_class(term_node, "tag-since") && next != NULL)
        builder_since(place->builder, profile_line(&profile_jsdoc, next, place->scratch));
    if (node_has_class(term_node, "tag-deprecated"))
        builder_deprecated(place->builder, STR(""));
    bool holds_member = node_find_tag(term_node, TAG_H4) != NULL;
    return entry->anchor.len > 0 && !holds_member ? VERDICT_HEAD : VERDICT_TEXT;
}

const struct profile profile_jsdoc = {
    .name = "jsdoc",
    .detect = detect,
    .main_rules = main_rules,
    .main_rule_count = sizeof main_rules / sizeof *main_rules,
    .skip_rules = skip_rules,
    .skip_rule_count = sizeof skip_rules / sizeof *skip_rules,
    .skip_page = skip_page,
    .heading = heading,
    .term = term,
    .element = element,
};
