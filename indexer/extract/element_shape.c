#include "indexer/extract/element_shape.h"

#include "common/base/array.h"
#include "common/base/ascii.h"

/* Text nodes in front of the first element of a parent. */
#define FIRST_MAX_TEXTS 16

struct word_shape {
    const char *word;
    enum shape shape;
};

static enum shape find_word(struct str word, const struct word_shape shapes[], size_t count) {
    for (size_t i = 0; i < count; i++)
        if (str_is(word, shapes[i].word))
            return shapes[i].shape;
    return SHAPE_COUNT;
}

/* Phrasing elements of HTML, those of its past among them. */
static enum shape of_phrase(const struct node *element) {
    static const struct word_shape names[] = {
        {"em", SHAPE_EMPHASIS},  {"strong", SHAPE_STRONG}, {"i", SHAPE_EMPHASIS}, {"b", SHAPE_STRONG},
        {"tt", SHAPE_CODE},      {"kbd", SHAPE_CODE},      {"samp", SHAPE_CODE},  {"var", SHAPE_EMPHASIS},
        {"dfn", SHAPE_EMPHASIS}, {"cite", SHAPE_EMPHASIS},
    };
    return find_word(element->name, names, COUNT_OF(names));
}

/* What Sphinx puts around "New in version 3.7", javadoc around "Deprecated.", and Doxygen around code. */
static enum shape of_span(const struct node *element) {
    static const struct word_shape classes[] = {
        {"versionmodified", SHAPE_STRONG},
        {"deprecated-label", SHAPE_STRONG},
        {"tt", SHAPE_CODE},
    };
    if (element->attribute_count == 0)
        return SHAPE_COUNT;
    struct str class = node_attribute(element, "class"), word;
    while (str_split(&class, ' ', &word)) {
        enum shape shape = find_word(word, classes, COUNT_OF(classes));
        if (shape != SHAPE_COUNT)
            return shape;
    }
    return SHAPE_COUNT;
}

/* Classes of notes and of what stands above them: Sphinx, DocBook, Asciidoctor, Material for MkDocs, VitePress, MDN,
 * rustdoc, Node.js and javadoc. The first word that says more than that it is a note counts. */
static enum shape of_classes(struct str class) {
    static const struct word_shape classes[] = {
        {"note", SHAPE_NOTE},
        {"admonition", SHAPE_NOTE},
        {"admonitionblock", SHAPE_NOTE},
        {"notecard", SHAPE_NOTE},
        {"custom-block", SHAPE_NOTE},
        {"api_stability", SHAPE_NOTE},
        {"preview-block", SHAPE_NOTE},
        {"tip", SHAPE_TIP},
        {"hint", SHAPE_TIP},
        {"important", SHAPE_WARNING},
        {"warning", SHAPE_WARNING},
        {"caution", SHAPE_WARNING},
        {"danger", SHAPE_WARNING},
        {"attention", SHAPE_WARNING},
        {"api_stability_0", SHAPE_WARNING},
        {"deprecated", SHAPE_WARNING},
        {"deprecated-removed", SHAPE_WARNING},
        {"deprecation-block", SHAPE_WARNING},
        {"versionadded", SHAPE_CHANGE},
        {"versionchanged", SHAPE_CHANGE},
        {"versionremoved", SHAPE_CHANGE},
        {"admonition-title", SHAPE_LABEL},
        {"custom-block-title", SHAPE_LABEL},
        {"title", SHAPE_LABEL},
    };
    enum shape found = SHAPE_COUNT;
    for (struct str word; str_split(&class, ' ', &word);) {
        enum shape shape = find_word(word, classes, COUNT_OF(classes));
        if (shape != SHAPE_COUNT && (found == SHAPE_COUNT || found == SHAPE_NOTE))
            found = shape;
    }
    return found;
}

/* Whether no element stands before it in its parent. Behind more texts than a comment or two make of one it is taken
 * for a later one. */
static bool is_first_element(const struct node *element) {
    const struct node *node = element->parent->first;
    for (int looked_at = 0; node->tag == TAG_TEXT && looked_at < FIRST_MAX_TEXTS; looked_at++)
        node = node->next;
    return node == element;
}

/* Asciidoctor's notes are tables in a <div>. The class of that is looked at for its first element only. */
static bool is_table_of_note(const struct node *table) {
    return table->parent != NULL && is_first_element(table) && node_has_class(table->parent, "admonitionblock");
}

/* A table whose rows have nothing beside one another, or that holds headings or tables, arranges the page. */
static bool is_table_of_data(const struct node *table) {
    size_t looked_at = 0;
    bool has_columns = false;
    if (str_is(node_attribute(table, "role"), "presentation") || is_table_of_note(table))
        return false;
    for (const struct node *node = node_next(table, table); node != NULL; node = node_next(node, table)) {
        if (++looked_at > ELEMENT_SHAPE_MAX_TABLE_NODES || node->tag == TAG_TABLE || node_heading_level(node) > 0)
            return false;
        if (node->tag != TAG_TD && node->tag != TAG_TH)
            continue;
        const struct node *beside = node_next_element(node);
        has_columns = has_columns || (beside != NULL && (beside->tag == TAG_TD || beside->tag == TAG_TH));
    }
    return has_columns;
}

/* Numbers that count down cannot be shown. */
static enum shape of_block(const struct node *element) {
    if (str_is(element->name, "ul"))
        return SHAPE_LIST;
    if (str_is(element->name, "ol"))
        return node_has_attribute(element, "reversed") ? SHAPE_COUNT : SHAPE_NUMBERS;
    if (str_is(element->name, "caption"))
        return SHAPE_CAPTION;
    bool may_be_note =
        str_is(element->name, "aside") || str_is(element->name, "details") || str_is(element->name, "summary");
    return may_be_note ? of_classes(node_attribute(element, "class")) : SHAPE_COUNT;
}

/* Doxygen's notes are definition lists of one term: <dl class="section note">. */
static enum shape of_definitions(const struct node *list) {
    enum shape note = node_has_class(list, "section") ? of_classes(node_attribute(list, "class")) : SHAPE_COUNT;
    return note < SHAPE_LABEL ? note : SHAPE_TERMS;
}

enum shape element_shape(const struct node *element) {
    switch (element->tag) {
    case TAG_CODE: return SHAPE_CODE;
    case TAG_SPAN: return of_span(element);
    case TAG_OTHER: return of_phrase(element);
    case TAG_LI: return SHAPE_ITEM;
    case TAG_DL: return of_definitions(element);
    case TAG_DT: return SHAPE_TERM;
    case TAG_DD: return SHAPE_DESCRIPTION;
    case TAG_TABLE: return is_table_of_data(element) ? SHAPE_TABLE : SHAPE_COUNT;
    case TAG_TR: return SHAPE_ROW;
    case TAG_TH: return SHAPE_HEAD;
    case TAG_TD: return SHAPE_CELL;
    case TAG_BLOCK: return of_block(element);
    case TAG_P:
    case TAG_DIV:
    case TAG_SECTION:
    case TAG_BLOCKQUOTE:
        return element->attribute_count > 0 ? of_classes(node_attribute(element, "class")) : SHAPE_COUNT;
    default: return node_heading_level(element) > 0 ? SHAPE_LABEL : SHAPE_COUNT;
    }
}

enum shape element_shape_in_list(const struct node *element, enum shape list) {
    if (list == SHAPE_TERMS)
        return element_shape(element);
    return element->tag == TAG_DT ? SHAPE_LABEL : SHAPE_COUNT;
}

/* How HTML reads numbers: what stands behind the digits does not count.
 * https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#rules-for-parsing-integers */
static bool read_integer(struct str text, long *number) {
    size_t end = 0;
    unsigned long digits;
    text = str_trim(text);
    bool is_negative = str_starts(text, STR("-"));
    if (is_negative || str_starts(text, STR("+")))
        text = str_from_offset(text, 1);
    while (end < text.len && ascii_is_digit(text.ptr[end]))
        end++;
    if (!str_to_number(str_head(text, end), SHAPE_MAX_NUMBER, &digits))
        return false;
    *number = is_negative ? -(long)digits : (long)digits;
    return true;
}

/* <ol type="a">, and the classes of docutils. */
static unsigned numbering_of(const struct node *list) {
    static const char *const classes[] = {"loweralpha", "upperalpha", "lowerroman", "upperroman"};
    struct str type = node_attribute(list, "type");
    for (unsigned i = 0; i < COUNT_OF(classes); i++)
        if (str_is(type, shape_numbering(i + 1)) || (type.len == 0 && node_has_class(list, classes[i])))
            return i + 1;
    return 0;
}

/* Its own, or that of the list, which is the first item's. */
static unsigned number_of(const struct node *item) {
    const struct node *list = item->parent;
    long number;
    if (list == NULL || !str_is(list->name, "ol"))
        return 0;
    if (read_integer(node_attribute(item, "value"), &number))
        return shape_number_value(number);
    bool is_told = is_first_element(item) && read_integer(node_attribute(list, "start"), &number);
    return is_told && number != 1 ? shape_number_value(number) : 0;
}

/* The row and those below it in its group. */
static unsigned rows_from(const struct node *row) {
    unsigned rows = 0;
    size_t looked_at = 0;
    for (; row != NULL && looked_at < 2 * (size_t)SHAPE_MAX_ROWS; row = row->next, looked_at++)
        rows += row->tag == TAG_TR;
    return rows;
}

/* At least 1. A row span of 0 is for all rows that are left. */
static unsigned span_of(const struct node *cell) {
    long columns, rows = 1;
    if (!read_integer(node_attribute(cell, "colspan"), &columns) || columns < 1)
        columns = 1;
    if (cell->parent != NULL && cell->parent->tag == TAG_TR && node_has_attribute(cell, "rowspan") &&
        read_integer(node_attribute(cell, "rowspan"), &rows) && rows != 1) {
        long left = (long)rows_from(cell->parent);
        rows = rows < 1 || rows > left ? left : rows;
    }
    columns = columns < SHAPE_MAX_COLUMNS ? columns : SHAPE_MAX_COLUMNS;
    rows = rows < SHAPE_MAX_ROWS ? rows : SHAPE_MAX_ROWS;
    return shape_span_value((unsigned)columns, (unsigned)rows);
}

unsigned element_shape_value(const struct node *element, enum shape shape) {
    switch (shape) {
    case SHAPE_NUMBERS: return numbering_of(element);
    case SHAPE_ITEM: return number_of(element);
    case SHAPE_HEAD:
    case SHAPE_CELL: return element->attribute_count > 0 ? span_of(element) : 0;
    default: return 0;
    }
}
