/* Which pages to read first: large ones take long, and begun late they hold everything up (indexer/pipeline.h). */
#ifndef DOCFINCH_INDEXER_SCHEDULE_H
#define DOCFINCH_INDEXER_SCHEDULE_H

#include "indexer/input/corpus.h"

#include <stddef.h>

/* What is extracted from them waits in memory until it is their turn, and several workers have a large page at the same
 * time: so not more than this. */
#define SCHEDULE_MAX_EARLY 16
#define SCHEDULE_MAX_EARLY_BYTES ((size_t)8 << 20)

/* Smaller pages are read in some 20 ms. */
#define SCHEDULE_MIN_EARLY_BYTES ((size_t)500 << 10)

/* The indexes of the largest pages among files, the largest first. Returns how many. */
size_t schedule_early(const struct corpus_file *const files[], size_t count, size_t early[SCHEDULE_MAX_EARLY]);

#endif
