/* A profile knows how one family of generators marks up its pages: which part is content, what in it is not, and what
 * its definitions mean. The walker does the rest. */
#ifndef DOCFINCH_INDEXER_EXTRACT_PROFILE_H
#define DOCFINCH_INDEXER_EXTRACT_PROFILE_H

#include "indexer/extract/builder.h"
#include "indexer/extract/entry.h"
#include "indexer/input/node.h"

#include <stdbool.h>
#include <stddef.h>

/* A definition term (dt) as a profile understands it. Strings are borrowed from the page or from `scratch`. */
struct definition {
    enum kind kind;
    struct str name;  /* qualified name, empty for a term of prose */
    struct str title; /* what to show */
    struct str signature;
};

struct profile {
    const char *name;

    /* Whether a page is of this family. */
    bool (*detect)(const struct node *root);

    /* Where the content is: the first rule that an element matches. */
    const struct node_rule *main_rules;
    size_t main_rule_count;

    /* Elements inside it that are not content. */
    const struct node_rule *skip_rules;
    size_t skip_rule_count;

    /* Whether a page as a whole is a list made from others (an index, a search form) and left out. May be NULL. */
    bool (*skip_page)(struct str path);

    /* What a definition term with an id is; false: it is plain text. list is the dl, scratch holds what must be put
     * together. */
    bool (*define)(const struct node *list, const struct node *term, struct definition *definition,
                   struct buf *scratch);

    /* Looks at a heading's entry before it is opened: may change its kind, name and anchor. May be NULL. */
    void (*refine_heading)(const struct builder *builder, struct builder_entry *entry);

    /* Reads the project's name and version from the page. May be NULL. */
    void (*read_project)(const struct node *root, struct extraction *page);
};

extern const struct profile profile_sphinx;
extern const struct profile profile_generic;

/* The profile that fits the page; the generic one when no other does. */
const struct profile *profile_detect(const struct node *root);

/* The element that holds the content: by the profile's rules, else by the generic ones, else the root. */
const struct node *profile_main(const struct profile *profile, const struct node *root);

/* Whether the walker leaves the element out: by the profile's rules or by those for every page. */
bool profile_skips(const struct profile *profile, const struct node *element);

#endif
