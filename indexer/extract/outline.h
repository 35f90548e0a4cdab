/* A page's own table of contents that its author, or a tool, wrote into the text: a list of links to the headings of
 * the same page. What it says is said again where it leads. */
#ifndef DOCFINCH_INDEXER_EXTRACT_OUTLINE_H
#define DOCFINCH_INDEXER_EXTRACT_OUTLINE_H

#include "indexer/extract/profile.h"

/* The ids that headings of a page have, in byte order. Zero at first; filled in when they are asked for. */
struct outline {
    struct str *ids; /* owned; the strings are borrowed from the page */
    size_t count, capacity;
    bool is_read;
};

/* Whether a ul or ol holds nothing but at least two links to headings of the page. Costs one pass over the list, and
 * at the first list of links into the page itself one over the page. */
bool outline_is_list(struct outline *outline, const struct page_view *page, const struct node *list);

/* Whether a heading only announces such a list: it is called "Table of contents" or the like, in English, and the list
 * follows at once. */
bool outline_is_heading(struct outline *outline, const struct page_view *page, const struct node *heading);

void outline_free(struct outline *outline);

#endif
