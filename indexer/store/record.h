/* An entry as bytes in the spool, between extraction and writing. */
#ifndef DOCFINCH_INDEXER_STORE_RECORD_H
#define DOCFINCH_INDEXER_STORE_RECORD_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "indexer/extract/entry.h"

#include <stdbool.h>

/* Largest record: the texts of an entry and their terms. */
#define RECORD_MAX_BYTES ((size_t)128 << 20)

/* Appends everything of an entry that the artifact needs; parent and text_of are not part of it. */
void record_write(struct buf *out, const struct entry *entry);

/* The entry's strings are borrowed from bytes. Errors: ERR_INTERNAL when the bytes are not a record. */
bool record_read(struct str bytes, struct entry *entry, struct err *err);

#endif
