/* The keyword table: what the index pages call an entry, as keys; and the same as words that are searched.
 *
 * A keyword that says no more than the entry's own name, as nearly all of an API's index do, is left out: "join", and
 * "join (in module os.path)", of os.path.join. */
#ifndef DOCFINCH_INDEXER_STORE_KEYWORD_ROWS_H
#define DOCFINCH_INDEXER_STORE_KEYWORD_ROWS_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/index/db.h"
#include "indexer/store/reader.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Entries of one doc set that a key leads to: the best ones. Where the index marks some as the main ones, or some are
 * named by a part of the phrase, it leads to these only. */
#define KEYWORD_MAX_ENTRIES 8

/* Bytes of phrases that are searched as words of one entry. */
#define KEYWORD_MAX_TEXT_BYTES 8000

struct keyword_row {
    struct str key, anchor;
    uint32_t entry, docset; /* ids */
    bool is_main;
};

struct keyword_rows {
    struct arena arena;
    struct keyword_row *rows; /* owned */
    size_t count, capacity;
};

void keyword_rows_init(struct keyword_rows *rows);
void keyword_rows_free(struct keyword_rows *rows);
void keyword_rows_add(struct keyword_rows *rows, const struct keywords *keywords, const struct placed_entry *placed);

/* Sorts; nothing can be added any more. */
bool keyword_rows_write(struct keyword_rows *rows, struct db *db, struct err *err);

/* Appends the phrases of the entry (index: in the collection), one per line. */
void keyword_texts_write(const struct keywords *keywords, uint32_t index, const struct entry *entry, struct buf *out);

#endif
