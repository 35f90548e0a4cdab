/* What stands around the content of a site's pages, as far as class names and ids that many sites share tell it:
 * headers, footers and menus made of elements that say nothing of themselves. */
#ifndef DOCFINCH_INDEXER_EXTRACT_FURNITURE_H
#define DOCFINCH_INDEXER_EXTRACT_FURNITURE_H

#include "indexer/input/node.h"

#include <stdbool.h>
#include <stddef.h>

/* Of a page; more are read as content. */
#define FURNITURE_MAX 32

/* Elements with such a name that are looked at: each takes a walk over what is in it, or behind it. */
#define FURNITURE_MAX_LOOKS 64

/* Zeroed: none. Borrowed from the tree. */
struct furniture {
    const struct node *nodes[FURNITURE_MAX];
    size_t count;
};

/* Finds elements with such a word as a class or as their id that are
 *  - a header in front of the first heading, without a heading in it,
 *  - a footer behind which no heading comes, without an h1 in it, or
 *  - a menu, without an h1 in it, of whose text at least half are links.
 * None where the content, as profile_main() gives it, is less than the body: it has headers of its own then. None where
 * all text is in them. */
void furniture_find(struct furniture *furniture, const struct node *main);

/* Cost: some comparisons. */
bool furniture_has(const struct furniture *furniture, const struct node *node);

#endif
