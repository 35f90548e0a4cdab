/* The tree of an HTML page as the extractor sees it: elements with their attributes, and text. All of it lives in the
 * page's arena.
 *
 * A text may be spread over several text nodes in a row; they read as one. */
#ifndef DOCFINCH_INDEXER_INPUT_NODE_H
#define DOCFINCH_INDEXER_INPUT_NODE_H

#include "common/base/buf.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tag {
    TAG_TEXT, /* not an element: node.text holds the characters */
    TAG_A,
    TAG_ARTICLE,
    TAG_BLOCKQUOTE,
    TAG_BODY,
    TAG_BR,
    TAG_CODE,
    TAG_DD,
    TAG_DIV,
    TAG_DL,
    TAG_DT,
    TAG_H1,
    TAG_H2,
    TAG_H3,
    TAG_H4,
    TAG_H5,
    TAG_H6,
    TAG_HEAD,
    TAG_HTML,
    TAG_LI,
    TAG_LINK,
    TAG_MAIN,
    TAG_META,
    TAG_P,
    TAG_PRE,
    TAG_SECTION,
    TAG_SPAN,
    TAG_TABLE,
    TAG_TD,
    TAG_TH,
    TAG_TITLE,
    TAG_TR,
    TAG_BLOCK, /* any other element that starts a line of its own */
    TAG_OTHER, /* any other element */
};

struct attribute {
    struct str name, value;
};

struct node {
    enum tag tag;
    uint32_t attribute_count;
    struct attribute *attributes;
    struct str name; /* lower-case element name; empty for text */
    struct str text; /* of a text node */
    struct node *parent, *first, *last, *next;
};

/* What an element must be like: every member that is set must hold. Rules stand in constant tables. */
struct node_rule {
    const char *name;  /* element name */
    const char *class; /* one of its classes */
    const char *id;
    const char *attribute; /* has it, with any value ... */
    const char *value;     /* ... or with this one */
};

enum tag node_tag(struct str name);

/* The value, empty when the attribute is absent (or empty). */
struct str node_attribute(const struct node *node, const char *name);
bool node_has_attribute(const struct node *node, const char *name);
bool node_has_class(const struct node *node, const char *class);

bool node_matches(const struct node *node, const struct node_rule *rule);
bool node_matches_any(const struct node *node, const struct node_rule rules[], size_t count);

/* The node after this one in document order, inside root; NULL at the end. node_after() steps over the children. */
struct node *node_next(const struct node *node, const struct node *root);
struct node *node_after(const struct node *node, const struct node *root);

/* The first element inside root (root left out) that a rule matches, or NULL. */
struct node *node_find(const struct node *root, const struct node_rule *rule);
struct node *node_find_tag(const struct node *root, enum tag tag);

/* The nearest element around the node, at most `limit` levels up, that the rule matches; NULL when there is none. */
const struct node *node_around(const struct node *node, const struct node_rule *rule, int limit);

/* The first element child, and the next element behind a node; NULL when there is none. */
const struct node *node_first_element(const struct node *node);
const struct node *node_next_element(const struct node *node);

/* 1 to 6 for a heading, otherwise 0. */
int node_heading_level(const struct node *node);

/* Whether the element stands on a line of its own: text before and after it must not run together. */
bool node_is_block(const struct node *node);

/* Whether the element has no text in it other than white space. */
bool node_is_blank(const struct node *node);

/* Appends all text inside root, as it is, leaving out elements that a rule matches; stops where out is full. */
void node_write_text(const struct node *root, const struct node_rule skip[], size_t skip_count, struct buf *out);

#endif
