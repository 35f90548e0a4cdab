/* A temporary file of records: what was extracted waits here for its place in the artifact, so that memory does not
 * grow with the corpus. The file has no name; it is gone when the program ends, however it ends. */
#ifndef DOCFINCH_INDEXER_STORE_SPOOL_H
#define DOCFINCH_INDEXER_STORE_SPOOL_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct spool {
    int fd;
    const char *near;    /* borrowed */
    uint64_t size_bytes; /* written and waiting */
    struct buf waiting;
};

struct spool_record {
    uint64_t offset;
    uint32_t length; /* bytes */
};

/* In the folder of `near`, so that it is on a disk meant for such an amount. */
bool spool_open(struct spool *spool, const char *near, struct err *err);
void spool_close(struct spool *spool);

bool spool_append(struct spool *spool, struct str bytes, struct spool_record *record, struct err *err);

/* After the last record, before the first is read. */
bool spool_flush(struct spool *spool, struct err *err);

/* Reads a record back into out, which is reset first. Any number of threads may read. */
bool spool_read(const struct spool *spool, struct spool_record record, struct buf *out, struct err *err);

#endif
