/* Posting lists of the most frequent terms, laid out by entry. In a list one has to read everything to look something
 * up; such a term is mostly asked about entries that rarer words have found already, one by one. */
#ifndef DOCFINCH_COMMON_SEARCH_FREQUENT_H
#define DOCFINCH_COMMON_SEARCH_FREQUENT_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/str.h"
#include "common/index/db.h"

#include <stddef.h>
#include <stdint.h>

/* A term is frequent when more than one in so many entries has it: one or two hundred terms, a byte for each entry. */
#define FREQUENT_ONE_IN 20

/* A damaged artifact may say anything; no language has more of them. */
#define FREQUENT_MAX_TERMS 200
#define FREQUENT_MAX_BYTES ((size_t)256 << 20)

struct frequent_term {
    struct str term;
    uint8_t *postings; /* element i: of entry i + 1, impact and title bit as in postings.h; 0: does not have the term */
};

struct frequent {
    struct arena arena; /* of the terms and their postings */
    size_t entry_count, count, capacity;
    struct frequent_term *terms; /* in byte order */
};

/* stmt gives term and the beginning of the postings of terms in more than ?1 entries, in byte order; more_stmt the rest
 * of the postings of term ?1. *frequent is owned: frequent_free(), also after false. */
bool frequent_load(struct frequent *frequent, struct db *db, int stmt, int more_stmt, size_t entry_count,
                   struct err *err);
void frequent_free(struct frequent *frequent);

/* The postings of a term by entry, borrowed; NULL when it is not frequent. */
const uint8_t *frequent_find(const struct frequent *frequent, struct str term);

#endif
