/* The signal table: for each number that ranking needs of every candidate, an array over all entries. */
#ifndef DOCFINCH_INDEXER_STORE_SIGNAL_ROWS_H
#define DOCFINCH_INDEXER_STORE_SIGNAL_ROWS_H

#include "common/base/err.h"
#include "common/index/db.h"
#include "indexer/collect.h"
#include "indexer/store/reader.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Little-endian arrays, as stored. Owned. */
struct signal_rows {
    size_t count;
    unsigned char *page, *kind, *links, *title_words, *factor, *page_rank;
};

void signal_rows_init(struct signal_rows *signals, size_t entry_count);
void signal_rows_free(struct signal_rows *signals);
void signal_rows_add(struct signal_rows *signals, const struct collection *collection,
                     const struct placed_entry *placed);
bool signal_rows_write(const struct signal_rows *signals, struct db *db, struct err *err);

#endif
