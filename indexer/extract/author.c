#include "indexer/extract/author.h"

#include "common/base/ascii.h"
#include "indexer/extract/entry.h"
#include "indexer/extract/text.h"

/* Of text that becomes a title; and of a text in attributes. */
#define TITLE_MAX_BYTES ((size_t)4 * ENTRY_MAX_TITLE_BYTES)

/* A weight has at most two digits in front of the point, and as many behind it count. */
#define WEIGHT_ONE 100u
#define WEIGHT_MAX (10 * WEIGHT_ONE)

/* "" and "index" leave the element out of the text only; other values out of everything. */
static bool ignores_all(const struct node *element) {
    struct str value = node_attribute(element, "data-pagefind-ignore");
    return value.len > 0 && !str_equal_nocase(value, STR("index")) && !str_equal_nocase(value, STR("true"));
}

static bool is_pagefind(struct str name) {
    return str_starts(name, STR("data-pagefind-"));
}

/* The value of an attribute whose name is borrowed from the page; empty when there is none. */
static struct str attribute_named(const struct node *element, struct str name) {
    for (size_t i = 0; i < element->attribute_count; i++)
        if (str_equal(element->attributes[i].name, name))
            return element->attributes[i].value;
    return STR("");
}

/* What data-pagefind-meta="a, b[attribute], c:text to the end" says of a key: its value is the element's text, that of
 * an attribute, or what stands there. */
struct meta {
    bool is_found, is_text;
    struct str value;
};

static struct meta find_meta(const struct node *element, struct str wanted) {
    struct str all = node_attribute(element, "data-pagefind-meta"), key;
    size_t colon = str_find_char(all, ':', 0);
    struct str keys = str_head(all, colon);
    while (str_split(&keys, ',', &key)) {
        bool is_last = keys.ptr == NULL && colon < all.len;
        key = str_trim(key);
        size_t bracket = str_find_char(key, '[', 0);
        if (!str_equal(str_trim(str_head(key, bracket)), wanted))
            continue;
        if (is_last)
            return (struct meta){true, false, str_trim(str_from_offset(all, colon + 1))};
        struct str name = str_from_offset(key, bracket + 1);
        if (bracket == key.len)
            return (struct meta){true, true, STR("")};
        return (struct meta){true, false, attribute_named(element, str_head(name, str_find_char(name, ']', 0)))};
    }
    return (struct meta){.value = STR("")};
}

/* Of an element with attributes for Pagefind. */
static void note_marks(const struct node *element, struct author_marks *marks) {
    if (marks->main == NULL && author_is_main(element))
        marks->main = element;
    if (find_meta(element, STR("title")).is_found)
        marks->title = element;
}

static bool has_pagefind_attribute(const struct node *element) {
    for (size_t i = 0; i < element->attribute_count; i++)
        if (is_pagefind(element->attributes[i].name))
            return true;
    return false;
}

void author_find_marks(const struct node *root, struct author_marks *marks) {
    *marks = (struct author_marks){NULL, NULL};
    for (const struct node *node = root; node != NULL;) {
        bool is_marked = node->tag != TAG_TEXT && has_pagefind_attribute(node);
        bool is_ignored = is_marked && ignores_all(node);
        if (is_marked && !is_ignored)
            note_marks(node, marks);
        node = is_ignored ? node_after(node, root) : node_next(node, root);
    }
}

bool author_is_main(const struct node *element) {
    return element->tag != TAG_TEXT && node_has_attribute(element, "data-pagefind-body");
}

bool author_leaves_out(const struct node *main) {
    static const struct node_rule marks[] = {
        {.attribute = "data-pagefind-ignore"},
        {.attribute = "data-search-exclude"},
        {.class = "nosearch"},
    };
    bool is_main = author_is_main(main);
    for (const struct node *node = main; node != NULL; node = node->parent)
        if (is_main ? ignores_all(node) : node_matches_any(node, marks, sizeof marks / sizeof *marks))
            return true;
    return false;
}

bool author_leaves_out_section(const struct node *heading) {
    return node_has_attribute(heading, "data-search-exclude");
}

static void write_line_of(const struct node *element, struct buf *out) {
    struct buf raw;
    buf_init(&raw, TITLE_MAX_BYTES);
    node_write_text(element, NULL, 0, &raw);
    text_write_line(out, buf_str(&raw));
    buf_free(&raw);
}

void author_write_title(const struct author_marks *marks, struct buf *out) {
    if (marks->title == NULL)
        return;
    struct meta meta = find_meta(marks->title, STR("title"));
    if (meta.is_text)
        write_line_of(marks->title, out);
    else
        text_write_line(out, meta.value);
}

void author_write_heading(const struct node *root, struct buf *out) {
    for (const struct node *node = root; node != NULL && out->len == 0;) {
        bool is_ignored = node->tag != TAG_TEXT && ignores_all(node);
        if (node->tag == TAG_H1 && !is_ignored)
            write_line_of(node, out);
        node = is_ignored ? node_after(node, root) : node_next(node, root);
    }
}

/* "0.25" -> 25; false when it is no number from 0 to 10. */
static bool read_weight(struct str text, unsigned *hundredths) {
    size_t point = str_find_char(text, '.', 0);
    struct str whole = str_head(text, point), part = str_from_offset(text, point + 1);
    unsigned long ones = 0, digits = 0;
    if (text.len == 0 || (whole.len > 0 && !str_to_number(whole, 10, &ones)))
        return false;
    for (size_t i = 0; i < part.len; i++) {
        if (!ascii_is_digit(part.ptr[i]))
            return false;
        digits += i < 2 ? (unsigned long)(part.ptr[i] - '0') * (i == 0 ? 10 : 1) : 0;
    }
    *hundredths = (unsigned)(ones * WEIGHT_ONE + digits);
    return *hundredths <= WEIGHT_MAX && whole.len + part.len > 0;
}

unsigned author_weight(const struct node *element, unsigned around) {
    unsigned weight = 0;
    if (!read_weight(str_trim(node_attribute(element, "data-pagefind-weight")), &weight))
        return around;
    unsigned percent = weight * weight / WEIGHT_ONE;
    return percent < 1 ? 1 : percent > AUTHOR_MAX_WEIGHT ? AUTHOR_MAX_WEIGHT : percent;
}

unsigned author_main_weight(const struct node *main) {
    for (const struct node *node = main; node != NULL; node = node->parent)
        if (author_weight(node, 0) > 0)
            return author_weight(node, 0);
    return AUTHOR_USUAL_WEIGHT;
}

void author_write_attributes(const struct node *element, struct buf *out) {
    struct str names = node_attribute(element, "data-pagefind-index-attrs"), name;
    while (names.len > 0 && str_split(&names, ',', &name)) {
        buf_add(out, attribute_named(element, str_trim(name)));
        buf_putc(out, ' ');
    }
}
