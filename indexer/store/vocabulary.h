/* The tables term and term_prefix, from the finished text index. */
#ifndef DOCFINCH_INDEXER_STORE_VOCABULARY_H
#define DOCFINCH_INDEXER_STORE_VOCABULARY_H

#include "common/base/err.h"
#include "common/index/db.h"

#include <stdbool.h>

/* Before the writer's statements are prepared: makes the index's vocabulary readable. */
bool vocabulary_prepare(struct db *db, struct err *err);

bool vocabulary_write(struct db *db, struct err *err);

#endif
