/* The score of a text match. Pure: numbers in, a number out.
 *
 * BM25F (Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, section 3.6): the counts
 * of a word in each field are divided by the field's own length norm and weighted before they saturate together:
 *
 *     tf(w)  = sum over fields f of  weight[f] * count(w, f) / (1 - b[f] + b[f] * length(f) / average_length(f))
 *     score  = sum over words w of   idf(w) * (k1 + 1) * tf(w) / (k1 + tf(w))
 *
 * and the score is multiplied by the share of the query's idf that matched, by how much of the title the query says,
 * and by a prior for inbound links. The constants are in rank.c with where they come from. */
#ifndef DOCFINCH_COMMON_SEARCH_RANK_H
#define DOCFINCH_COMMON_SEARCH_RANK_H

#include "common/index/schema.h"

#include <stddef.h>
#include <stdint.h>

#define RANK_MAX_WORDS 16

/* What is the same for all candidates of a query. */
struct rank_query {
    size_t word_count;
    double idf[RANK_MAX_WORDS]; /* of the words that can be counted; see rank_idf() */
    double idf_sum;             /* of all words of the query */
    double average_length[FIELD_SCORED_COUNT];
};

struct rank_candidate {
    /* How often word w stands in each field; a fraction when only something like it does (a completion). */
    double count[RANK_MAX_WORDS][FIELD_SCORED_COUNT];
    uint16_t length[FIELD_SCORED_COUNT]; /* terms in the field */
    uint16_t links;                      /* pages that link to it */
};

/* ln(1 + (N - n + 0.5) / (n + 0.5)) for a word in n of N entries: never negative. */
double rank_idf(uint64_t entry_count, uint64_t matching_count);

double rank_score(const struct rank_query *query, const struct rank_candidate *candidate);

#endif
