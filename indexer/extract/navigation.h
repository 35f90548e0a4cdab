/* Links from page to page that an author wrote into the text: "Prev | Up | Next", "Back to top". */
#ifndef DOCFINCH_INDEXER_EXTRACT_NAVIGATION_H
#define DOCFINCH_INDEXER_EXTRACT_NAVIGATION_H

#include "indexer/input/node.h"

#include <stdbool.h>

/* Whether all that a paragraph holds are such links, told by their words: two of them with few words around, or one and
 * nothing else. Words are English; a bounded number of nodes is looked at. */
bool navigation_is_paragraph(const struct node *paragraph);

#endif
