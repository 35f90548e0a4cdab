/* The inverted index: every term of the entries with its posting list, built in memory while entries are written in the
 * order of their ids. Writes the tables term, posting and term_prefix. */
#ifndef DOCFINCH_INDEXER_STORE_TERMS_H
#define DOCFINCH_INDEXER_STORE_TERMS_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/index/db.h"
#include "indexer/extract/entry.h"
#include "indexer/rank/synonyms.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One posting list may not be longer. */
#define TERMS_MAX_LIST_BYTES ((size_t)256 << 20)

/* A piece of a list; pieces grow, so that short lists stay small and long ones have few. */
struct term_piece {
    struct term_piece *next;
    uint32_t used, capacity;
    char bytes[];
};

struct term_list {
    struct str term;
    uint64_t hash;
    struct term_piece *first, *latest;
    size_t bytes; /* of all pieces */
    uint32_t entry_count, title_count;
    uint32_t last;    /* entry of the last posting */
    uint32_t current; /* entry that is being added, when it has the term */
    double tf;        /* of the term in that entry so far */
    bool in_title;
};

struct terms {
    struct arena arena;        /* of everything but the table and the array of touched */
    struct term_list **lists;  /* hash table; NULL: an empty slot */
    struct term_list **sorted; /* by terms_sort(): all lists in byte order of their terms */
    size_t count, capacity;
    uint32_t current;           /* id of the entry that is being added */
    struct term_list **touched; /* its terms */
    size_t touched_count, touched_capacity;
    struct buf scratch;
    double average_length[FIELD_COUNT];
};

/* average_length: mean number of terms of each field, over the entries that have it. */
void terms_init(struct terms *terms, const double average_length[FIELD_COUNT]);
void terms_free(struct terms *terms);

/* Ids must ascend from call to call. synonyms: of the entry's doc set. */
void terms_add(struct terms *terms, const struct entry *entry, uint32_t id, const struct synonyms *synonyms);

/* When all is added, and before it is written. */
void terms_sort(struct terms *terms);
bool terms_write(struct terms *terms, struct db *db, struct err *err);

#endif
