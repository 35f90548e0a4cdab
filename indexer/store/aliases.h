/* Compares the symbols that indexes name with the names that entries have, and makes up for what is missing: a symbol
 * by whose name nothing on its page is found becomes a further name of the entry that owns its anchor, or of the page's
 * entry where there is no such anchor. */
#ifndef DOCFINCH_INDEXER_STORE_ALIASES_H
#define DOCFINCH_INDEXER_STORE_ALIASES_H

#include "indexer/collect.h"
#include "indexer/store/names.h"

#include <stdint.h>

/* When names has all entries; order[i] is the index of the entry with id i + 1. Sets the verdict of every known symbol
 * that has an entry. An alias gets a key for the whole name and for each of its tails of several parts; for its last
 * part alone only where nothing in the doc set is found by that: "into" leads to what is called so, not to every page
 * that lists such a method. */
void aliases_add(struct names *names, struct collection *collection, const uint32_t *order);

#endif
