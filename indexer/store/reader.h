/* Reads collected entries back in the order of their ids, complete: with what only the whole documentation knows.
 *
 * Thread rule: after spool_flush() any number of readers on one collection, each in a thread of its own. */
#ifndef DOCFINCH_INDEXER_STORE_READER_H
#define DOCFINCH_INDEXER_STORE_READER_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "indexer/collect.h"

#include <stdbool.h>
#include <stdint.h>

struct reader {
    const struct collection *collection; /* borrowed */
    const uint32_t *order;               /* borrowed: index of the entry with id i + 1 */
    struct buf record, links, link_terms, text_terms;
};

/* An entry with its place in the artifact. */
struct placed_entry {
    struct entry entry; /* strings are borrowed from the reader until the next one is read */
    const struct collected_entry *known;
    uint32_t id, index; /* index: into collection->entries */
    uint32_t docset;    /* docset.id */
    uint32_t place;     /* from 0, in the order of its page */
};

void reader_init(struct reader *reader, const struct collection *collection, const uint32_t *order);
void reader_free(struct reader *reader);

bool reader_read(struct reader *reader, uint32_t id, struct placed_entry *placed, struct err *err);

#endif
