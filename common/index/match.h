/* FTS5's matches as numbers: an SQL function that hands each matching row to a scorer.
 *
 *     SELECT rowid, docfinch_score(entry_fts, ?1) FROM entry_fts WHERE entry_fts MATCH ?2
 *
 * ?1 is a struct match_scorer bound with db_bind_pointer(..., MATCH_POINTER_TYPE). */
#ifndef DOCFINCH_COMMON_INDEX_MATCH_H
#define DOCFINCH_COMMON_INDEX_MATCH_H

#include "common/index/db.h"
#include "common/index/schema.h"

#include <stdint.h>

#define MATCH_POINTER_TYPE "docfinch_scorer"

/* Most phrases a MATCH text may hold. */
#define MATCH_MAX_PHRASES 64

struct match {
    int64_t entry;
    size_t phrase_count;
    /* How often phrase i of the MATCH text (counted from the left, from 0) stands in each field. */
    uint16_t count[MATCH_MAX_PHRASES][FIELD_COUNT];
};

struct match_scorer {
    double (*score)(void *context, const struct match *match);
    void *context;
    struct match match; /* room for the function to work in */
};

/* Makes docfinch_score() known on a connection. */
bool match_register(struct db *db, struct err *err);

#endif
