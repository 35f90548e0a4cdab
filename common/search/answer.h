/* An answer while it is put together: which entries, in which order, before their rows are read. For the files of this
 * folder. */
#ifndef DOCFINCH_COMMON_SEARCH_ANSWER_H
#define DOCFINCH_COMMON_SEARCH_ANSWER_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/index/db.h"
#include "common/search/corpus.h"
#include "common/search/hits.h"
#include "common/search/query.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Statements of an engine. */
enum {
    SEARCH_NAME,       /* entries with a key, by tier */
    SEARCH_NAME_LIST,  /* the stored best entries of a prefix */
    SEARCH_NAME_RANGE, /* entries whose keys begin with a prefix */
    SEARCH_SPELLING,   /* an entry's kind, name and title */
    SEARCH_TERM,       /* a term's frequencies */
    SEARCH_TERM_LIST,  /* the stored most frequent terms of a prefix */
    SEARCH_TERM_RANGE, /* terms that begin with a prefix */
    SEARCH_MATCH,      /* text matches in the order of their ids */
    SEARCH_HIT,        /* everything shown of an entry */
    SEARCH_HIGHLIGHT,  /* entries for the home page */
    SEARCH_FILE,       /* an embedded file */
    SEARCH_STMT_COUNT,
};

/* Entries of one name tier and key that are looked at; stored in order of their weight, so the best are among them. */
#define ANSWER_MAX_PER_TIER 100

/* Text matches that are scored for one query, over all stages. They come in order of static weight. */
#define ANSWER_MAX_TEXT_MATCHES 2000

struct candidate {
    uint32_t entry; /* id */
    enum tier tier;
    double score;
};

struct answer {
    const struct corpus *corpus;
    struct db *db;
    struct arena *arena;
    const struct query *query;
    const struct docset *docset; /* stay in this one; NULL: all */
    uint64_t *seen;              /* a bit per entry: already in the answer; all zero before and after */
    struct candidate *top;       /* the best `wanted`, in order */
    size_t top_count, wanted;
    uint32_t *found; /* every entry found, in the order of finding */
    size_t found_count;
    bool is_cut;         /* there may be more than were found */
    bool is_interrupted; /* the deadline passed */
};

/* Most entries that can be found for one query. */
#define ANSWER_MAX_FOUND (4 * ANSWER_MAX_PER_TIER + ANSWER_MAX_TEXT_MATCHES)

/* Whether the entry is already part of the answer. */
bool answer_has(const struct answer *answer, uint32_t entry);

/* Adds a candidate behind all better ones: a lower tier first, then the higher score, then the lower id. false when it
 * is not an entry of this artifact, is there already, or the answer is full. */
bool answer_add(struct answer *answer, const struct candidate *candidate);

/* The name tiers: exact, tail and prefix (names.c), then the text tier (text.c). false with ERR_DB. */
bool answer_find_names(struct answer *answer, struct err *err);
bool answer_find_text(struct answer *answer, struct err *err);

/* Appends the smallest string that is greater than all that begin with prefix, for a range [prefix, end). */
void answer_write_prefix_end(struct buf *out, struct str prefix);

/* Frequencies of a term; zero when the vocabulary does not have it. */
bool answer_term_counts(struct answer *answer, struct str term, uint64_t *entries, uint64_t *titles, struct err *err);

#endif
