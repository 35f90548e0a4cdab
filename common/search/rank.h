/* The ranking formula. Pure: numbers in, a number out.
 *
 * BM25F (Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, section 3.6): the counts
 * of a term in each field are divided by the field's own length norm and weighted before they saturate together:
 *
 *     tf      = sum over fields f of  weight[f] * count(f) / (1 - b[f] + b[f] * length(f) / average_length(f))
 *     impact  = tf / (k1 + tf)                                     between 0 and 1; stored with each posting
 *     score   = sum over words w of  idf(w) * impact(w)
 *
 * The impact does not depend on the query: the indexer computes it. The score of an entry is then multiplied by the
 * share of the query's idf that its page has, by how much of its title the query says, and by a prior for inbound
 * links. The constants are in rank.c with where they come from. */
#ifndef DOCFINCH_COMMON_SEARCH_RANK_H
#define DOCFINCH_COMMON_SEARCH_RANK_H

#include "common/index/schema.h"

#include <stdbool.h>
#include <stdint.h>

/* What a term in field f counts, once, in an entry whose field has `length` terms; average over the entries that have
 * the field, at least 1. */
double rank_occurrence(enum field field, double length, double average);

/* The first words of a symbol's text, which say what it is for ... */
#define RANK_LEAD_WORDS 15

/* ... and how many times they count what others do. */
double rank_lead_factor(void);

/* What the word for a symbol's kind counts in its entry: "module", "function". */
double rank_kind_occurrence(void);

/* tf, the sum of the occurrences, as 1 to POSTINGS_MAX_IMPACT; tf must be above 0. */
uint8_t rank_impact(double tf);

/* ln(1 + (N - n + 0.5) / (n + 0.5)) for a term in n of N entries: never negative. */
double rank_idf(uint64_t entry_count, uint64_t matching_count);

/* What an entry is judged by at the end. */
struct rank_evidence {
    double sum;         /* of idf * impact over the words that match; impact from 0 to POSTINGS_MAX_IMPACT */
    double coverage;    /* share of the query's idf that its page has, all its entries together, 0 to 1 */
    double title_hits;  /* words of the query that stand in the title */
    double query_words; /* at least 1 */
    double title_words; /* at least 1 */
    double prior;       /* of the entry: links, page, doc set, and what it keeps of them */
};

/* What an entry's score is multiplied by for the pages that link to it, and for its page; at least 1. page_rank:
 * PageRank, 1 being the mean of a doc set's pages. */
double rank_link_prior(uint32_t links);
double rank_page_prior(double page_rank);

/* What an entry's score is multiplied by when the query names its doc set, of several. */
double rank_docset_prior(bool is_named);

/* What an entry's score is multiplied by for its title: 1 for one without any word of the query. */
double rank_title_match(const struct rank_evidence *evidence);

double rank_score(const struct rank_evidence *evidence);

#endif
