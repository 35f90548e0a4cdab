/* Which entry gets which id: the highest static weight first, of equals the shorter name, then the order of the input.
 */
#ifndef DOCFINCH_INDEXER_STORE_ORDER_H
#define DOCFINCH_INDEXER_STORE_ORDER_H

#include "indexer/collect.h"

#include <stdint.h>

/* order[i] is the index of the entry with id i + 1. Owned: free(). */
uint32_t *order_entries(const struct collection *collection);

#endif
