/* The signal table: for each number that ranking needs of every candidate, an array over all entries. */
#ifndef DOCFINCH_INDEXER_STORE_SIGNAL_ROWS_H
#define DOCFINCH_INDEXER_STORE_SIGNAL_ROWS_H

#include "common/base/err.h"
#include "common/index/db.h"
#include "indexer/collect.h"
#include "indexer/extract/entry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Little-endian arrays, as stored. Owned. */
struct signal_rows {
    size_t count;
    unsigned char *page, *kind, *links, *title_words, *factor;
};

void signal_rows_init(struct signal_rows *signals, size_t entry_count);
void signal_rows_free(struct signal_rows *signals);
void signal_rows_add(struct signal_rows *signals, const struct entry *entry, const struct collected_entry *known,
                     uint32_t id);
bool signal_rows_write(const struct signal_rows *signals, struct db *db, struct err *err);

#endif
