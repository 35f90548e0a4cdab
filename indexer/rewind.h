/* Going back: what a collection has learned of a doc set's pages is forgotten. Needed where a page that comes late says
 * that those before it are left out. */
#ifndef DOCFINCH_INDEXER_REWIND_H
#define DOCFINCH_INDEXER_REWIND_H

#include "indexer/collect.h"

/* How far the collection was. */
struct rewind_point {
    size_t page_count, entry_count, link_count;
    uint64_t term_count[FIELD_COUNT], filled_count[FIELD_COUNT];
};

struct rewind_point rewind_point_at(const struct collection *collection);

/* Forgets pages, entries, links and their places that came since. What the spool and the arena hold of them stays there
 * unused; pages that only redirect stay. The doc set itself is the caller's. Cost: one look at every place of the
 * collection. */
void rewind_to(struct collection *collection, const struct rewind_point *point);

#endif
