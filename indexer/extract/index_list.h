/* Indexes laid out as lists, as those of Sphinx, DocBook and many others are. */
#ifndef DOCFINCH_INDEXER_EXTRACT_INDEX_LIST_H
#define DOCFINCH_INDEXER_EXTRACT_INDEX_LIST_H

#include "indexer/extract/entry.h"
#include "indexer/extract/profile.h"

/* Reads the lists inside root into page->keywords. An item (li, or dt) has a term, which is a link itself or stands
 * before its links, and may hold a list (in the li, or in the dd behind the dt) of special cases. A link to another
 * item, by its id, is a "see"; so are the words themselves in an item without links. */
void index_list_read(const struct page_view *view, const struct profile *profile, const struct node *root,
                     struct extraction *page);

#endif
