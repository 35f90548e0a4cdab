/* The static weight of an entry: how likely it is wanted before anything was typed. Pure. */
#ifndef DOCFINCH_INDEXER_RANK_WEIGHT_H
#define DOCFINCH_INDEXER_RANK_WEIGHT_H

#include "common/index/kind.h"

#include <stdint.h>

/* depth: 0 for a page, 1 for what is directly on it, ...; links: pages that link to the entry. 0 to 65535; integers
 * only, so that every machine computes the same. */
uint16_t weight_of(enum kind kind, unsigned depth, uint32_t links);

#endif
