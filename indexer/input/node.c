#include "indexer/input/node.h"

#include "common/base/utf8.h"

struct known_tag {
    char name[12];
    enum tag tag;
};

static const struct known_tag known_tags[] = {
    /* Those that make up most of a page. */
    {"a", TAG_A},
    {"span", TAG_SPAN},
    {"p", TAG_P},
    {"code", TAG_CODE},
    {"li", TAG_LI},
    {"div", TAG_DIV},
    {"td", TAG_TD},
    {"tr", TAG_TR},
    {"dd", TAG_DD},
    {"dt", TAG_DT},
    {"pre", TAG_PRE},
    {"dl", TAG_DL},
    {"ul", TAG_BLOCK},
    /* The others. */
    {"address", TAG_BLOCK},
    {"article", TAG_ARTICLE},
    {"aside", TAG_BLOCK},
    {"blockquote", TAG_BLOCKQUOTE},
    {"body", TAG_BODY},
    {"br", TAG_BR},
    {"caption", TAG_BLOCK},
    {"center", TAG_BLOCK},
    {"details", TAG_BLOCK},
    {"fieldset", TAG_BLOCK},
    {"figcaption", TAG_BLOCK},
    {"figure", TAG_BLOCK},
    {"footer", TAG_BLOCK},
    {"form", TAG_BLOCK},
    {"h1", TAG_H1},
    {"h2", TAG_H2},
    {"h3", TAG_H3},
    {"h4", TAG_H4},
    {"h5", TAG_H5},
    {"h6", TAG_H6},
    {"head", TAG_HEAD},
    {"header", TAG_BLOCK},
    {"hr", TAG_BLOCK},
    {"html", TAG_HTML},
    {"link", TAG_LINK},
    {"main", TAG_MAIN},
    {"menu", TAG_BLOCK},
    {"meta", TAG_META},
    {"nav", TAG_BLOCK},
    {"ol", TAG_BLOCK},
    {"section", TAG_SECTION},
    {"summary", TAG_BLOCK},
    {"table", TAG_TABLE},
    {"tbody", TAG_BLOCK},
    {"tfoot", TAG_BLOCK},
    {"th", TAG_TH},
    {"thead", TAG_BLOCK},
    {"title", TAG_TITLE},
};

/* Most comparisons end at the first byte: faster than a binary search. */
enum tag node_tag(struct str name) {
    for (size_t i = 0; i < sizeof known_tags / sizeof *known_tags; i++)
        if (str_is(name, known_tags[i].name))
            return known_tags[i].tag;
    return TAG_OTHER;
}

static const struct attribute *find_attribute(const struct node *node, const char *name) {
    for (size_t i = 0; i < node->attribute_count; i++)
        if (str_is(node->attributes[i].name, name))
            return &node->attributes[i];
    return NULL;
}

struct str node_attribute(const struct node *node, const char *name) {
    const struct attribute *attribute = find_attribute(node, name);
    return attribute ? attribute->value : STR("");
}

bool node_has_attribute(const struct node *node, const char *name) {
    return find_attribute(node, name) != NULL;
}

bool node_has_class(const struct node *node, const char *class) {
    return str_has_word(node_attribute(node, "class"), str_from(class));
}

/* class: the attribute, looked up once for many rules. */
static bool matches(const struct node *node, struct str class, const struct node_rule *rule) {
    if (rule->name != NULL && !str_is(node->name, rule->name))
        return false;
    if (rule->class != NULL && (class.len == 0 || !str_has_word(class, str_from(rule->class))))
        return false;
    if (rule->id != NULL && !str_is(node_attribute(node, "id"), rule->id))
        return false;
    if (rule->attribute == NULL)
        return true;
    const struct attribute *attribute = find_attribute(node, rule->attribute);
    return attribute != NULL && (rule->value == NULL || str_is(attribute->value, rule->value));
}

bool node_matches(const struct node *node, const struct node_rule *rule) {
    return matches(node, rule->class ? node_attribute(node, "class") : STR(""), rule);
}

bool node_matches_any(const struct node *node, const struct node_rule rules[], size_t count) {
    struct str class = node_attribute(node, "class");
    for (size_t i = 0; i < count; i++)
        if (matches(node, class, &rules[i]))
            return true;
    return false;
}

struct node *node_after(const struct node *node, const struct node *root) {
    while (node != root) {
        if (node->next != NULL)
            return node->next;
        node = node->parent;
    }
    return NULL;
}

struct node *node_next(const struct node *node, const struct node *root) {
    return node->first ? node->first : node_after(node, root);
}

struct node *node_find(const struct node *root, const struct node_rule *rule) {
    for (struct node *node = node_next(root, root); node != NULL; node = node_next(node, root))
        if (node->tag != TAG_TEXT && node_matches(node, rule))
            return node;
    return NULL;
}

struct node *node_find_tag(const struct node *root, enum tag tag) {
    for (struct node *node = node_next(root, root); node != NULL; node = node_next(node, root))
        if (node->tag == tag)
            return node;
    return NULL;
}

const struct node *node_around(const struct node *node, const struct node_rule *rule, int limit) {
    for (node = node->parent; node != NULL && limit > 0; node = node->parent, limit--)
        if (node_matches(node, rule))
            return node;
    return NULL;
}

static const struct node *element_from(const struct node *node) {
    while (node != NULL && node->tag == TAG_TEXT)
        node = node->next;
    return node;
}

const struct node *node_first_element(const struct node *node) {
    return element_from(node->first);
}

const struct node *node_next_element(const struct node *node) {
    return element_from(node->next);
}

int node_heading_level(const struct node *node) {
    return node->tag >= TAG_H1 && node->tag <= TAG_H6 ? (int)(node->tag - TAG_H1) + 1 : 0;
}

bool node_is_block(const struct node *node) {
    switch (node->tag) {
    case TAG_TEXT:
    case TAG_A:
    case TAG_CODE:
    case TAG_SPAN:
    case TAG_OTHER: return false;
    default: return true;
    }
}

bool node_is_blank(const struct node *node) {
    for (const struct node *at = node; at != NULL; at = node_next(at, node))
        if (at->tag == TAG_TEXT && str_trim(at->text).len > 0)
            return false;
    return true;
}

/* false when not all of it had room. */
static bool write_text(const struct node *node, struct buf *out) {
    size_t room = out->max_bytes - out->len;
    buf_add(out, utf8_head(node->text, room));
    return node->text.len <= room;
}

void node_write_text(const struct node *root, const struct node_rule skip[], size_t skip_count, struct buf *out) {
    for (const struct node *node = node_next(root, root); node != NULL;) {
        if (node->tag == TAG_TEXT && !write_text(node, out))
            return;
        bool left_out = node->tag != TAG_TEXT && node_matches_any(node, skip, skip_count);
        if (node->tag == TAG_BR && out->len < out->max_bytes)
            buf_putc(out, '\n');
        node = left_out ? node_after(node, root) : node_next(node, root);
    }
}
