/* What the authors of pages say to search tools. It is honoured on pages of every generator, so that a site that is set
 * up for another search is found as it is:
 *
 *     data-pagefind-body, -ignore, -meta, -weight, -index-attrs    https://pagefind.app/docs/indexing/
 *     data-search-exclude                                          search plugin of Material for MkDocs
 *     class nosearch, data-nosnippet
 *
 * The elements that are left out one by one are in profile_skips(), <meta> elements are read in extract.c. Here is what
 * concerns a whole page or section. */
#ifndef DOCFINCH_INDEXER_EXTRACT_AUTHOR_H
#define DOCFINCH_INDEXER_EXTRACT_AUTHOR_H

#include "common/base/buf.h"
#include "indexer/input/node.h"

#include <stdbool.h>

/* Weight of an entry, in percent: 100 is that of one of which nothing is said. */
#define AUTHOR_USUAL_WEIGHT 100u
#define AUTHOR_MAX_WEIGHT 255u

/* Elements that the author marked. Borrowed from the tree. */
struct author_marks {
    const struct node *main;  /* the first that is content; NULL: none is marked as that */
    const struct node *title; /* the last that says how the page is called; NULL: none */
};

/* Looks through the whole tree, once. */
void author_find_marks(const struct node *root, struct author_marks *marks);

/* Whether the element is marked as content. */
bool author_is_main(const struct node *element);

/* Whether all of the content at `main` is to be left out: it, or what is around it, is marked so. Content that is
 * itself marked as content is left out only where it says "all". */
bool author_leaves_out(const struct node *main);

/* Whether the heading says that all of its section is to be left out. */
bool author_leaves_out_section(const struct node *heading);

/* Appends the title that marks->title gives, as one line; nothing when it is empty. */
void author_write_title(const struct author_marks *marks, struct buf *out);

/* Appends the text of the page's first h1, wherever on the page it is. */
void author_write_heading(const struct node *root, struct buf *out);

/* The weight of entries that begin inside the element: what it says, else `around`. Pagefind's scale is quadratic: 0.5
 * is a quarter, 2 four times as much. In 1 to AUTHOR_MAX_WEIGHT. */
unsigned author_weight(const struct node *element, unsigned around);

/* The same for the content of a page, which may be weighed by what is around it. */
unsigned author_main_weight(const struct node *main);

/* Appends the values of the attributes that the element names as text, with a space between; nothing when it names
 * none. */
void author_write_attributes(const struct node *element, struct buf *out);

#endif
