/* Writes a collection into an empty database: the tables of schema.sql, in an order that makes equal collections equal
 * files. */
#ifndef DOCFINCH_INDEXER_STORE_WRITER_H
#define DOCFINCH_INDEXER_STORE_WRITER_H

#include "common/base/err.h"
#include "common/index/db.h"
#include "indexer/collect.h"
#include "indexer/prove/progress.h"

#include <stdbool.h>

/* Statements of the program that writes. */
enum {
    WRITE_META,
    WRITE_DOCSET,
    WRITE_KIND,
    WRITE_DOCSET_KIND,
    WRITE_PAGE,
    WRITE_ENTRY,
    WRITE_FTS,
    WRITE_HIGHLIGHT,
    WRITE_NAME,
    WRITE_NAME_PREFIX,
    WRITE_KEYWORD,
    WRITE_TERM,
    WRITE_POSTING,
    WRITE_TERM_PREFIX,
    WRITE_SIGNAL,
    WRITE_SQLAR,
    WRITE_STMT_COUNT,
};

/* Creates the file at path and fills it. The database is put together in a temporary file (common/index/db.h) first. */
bool writer_run(struct collection *collection, const char *path, struct progress *progress, struct err *err);

#endif
