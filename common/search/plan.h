/* How a query's words are looked for. A plan is a value that can be printed and compared; making it reads nothing. It
 * is the only writer of FTS5 MATCH text, in which every term is quoted.
 *
 * Words are taken the rarest first. A word that stands in a large share of all entries finds nothing by itself while a
 * rarer one does: it only adds to what the rarer ones found. */
#ifndef DOCFINCH_COMMON_SEARCH_PLAN_H
#define DOCFINCH_COMMON_SEARCH_PLAN_H

#include "common/base/buf.h"
#include "common/search/query.h"
#include "common/text/plural.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PLAN_MAX_COMPLETIONS 8
#define PLAN_MAX_GUESSES 5

/* How good a guess two words are that were meant to be one: see plan_add_guess(). Of 0 to 50, 10 helps queries with
 * such words most, and costs no others. */
#define PLAN_JOINED_DISTANCE 10
#define PLAN_MAX_TERMS (1 + PLURAL_MAX_FORMS + PLAN_MAX_COMPLETIONS + PLAN_MAX_GUESSES)

/* A term that is looked for on behalf of a word. */
struct plan_term {
    struct str term;
    uint64_t entry_count; /* document frequency */
    struct str postings;  /* the beginning of its posting list: SCHEMA_TERM_POSTINGS_BYTES or fewer */
    double share;         /* of what the word itself would count, above 0 and at most 1 */
};

struct plan_word {
    struct str text;                        /* as folded from the query */
    struct plan_term terms[PLAN_MAX_TERMS]; /* itself where the vocabulary has it, then its completions */
    size_t completion_count;
    size_t term_count; /* 0: nothing in the vocabulary is or begins with it */
    bool is_known;     /* terms[0] is the word itself */
    bool names_docset; /* it is the name of a doc set */
    bool is_common;
    double idf;
};

/* The words of a query and its exact terms. */
#define PLAN_MAX_WORDS (QUERY_MAX_WORDS + QUERY_MAX_EXACT)

struct plan {
    struct plan_word words[PLAN_MAX_WORDS]; /* given in the order of the query, then sorted: the rarest first */
    size_t word_count;
    double idf_sum; /* of all words, found or not */
};

/* Adds a word, folded, behind the others. entry_count is that of the word itself, 0 when the vocabulary does not have
 * it. */
struct plan_word *plan_add_word(struct plan *plan, struct str text, uint64_t entry_count, struct str postings);

/* Adds a term that begins with the word; one too many is left out. */
void plan_add_completion(struct plan_word *word, struct str term, uint64_t entry_count, struct str postings);

/* Adds the word in the other number, where the vocabulary has it. */
void plan_add_form(struct plan_word *word, struct str term, uint64_t entry_count, struct str postings);

/* Adds another term that may have been meant, where the word itself is a guess; the best first, after the completions.
 * distance: how much worse a guess it is, in units of typo.h. */
void plan_add_guess(struct plan_word *word, struct str term, uint64_t entry_count, struct str postings, int distance);

/* Once all words are there: weighs them for an artifact of entry_count entries and sorts them. */
void plan_finish(struct plan *plan, uint64_t entry_count);

/* Appends MATCH text for entries that have all phrases of the query; nothing when it has none. */
void plan_write_match(const struct query *query, struct buf *out);

/* The same for entries that have any of the phrases that the query excludes. */
void plan_write_excluded_match(const struct query *query, struct buf *out);

#endif
