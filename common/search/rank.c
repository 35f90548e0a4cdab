#include "common/search/rank.h"

#include "common/index/postings.h"

#include <math.h>

/* Field weights, length normalisation and the factors below: `tests/bench/relevance` over the judged queries of the
 * Python documentation; one set of values for all doc sets. Texts of inbound links are few and kept short: they are not
 * normalised. */
static const double field_weight[FIELD_COUNT] = {
    [FIELD_TITLE] = 10,      [FIELD_NAME] = 8, [FIELD_LINKS] = 4,
    [FIELD_BREADCRUMBS] = 2, [FIELD_TEXT] = 1, [FIELD_CODE] = 0.5,
};

static const double field_b[FIELD_COUNT] = {
    [FIELD_TITLE] = 0.5,       [FIELD_NAME] = 0.5,  [FIELD_LINKS] = 0,
    [FIELD_BREADCRUMBS] = 0.5, [FIELD_TEXT] = 0.75, [FIELD_CODE] = 0.75,
};

#define K1 1.2

/* A reference begins with what a thing is for. Of 10 to 30 words and 2 to 5 times; with entries of all kinds or symbols
 * alone: mean of the sets (see below) 0.7069 to 0.7123, git.tips page @1 0.317 to 0.356, git.tldr 0.392 to 0.410,
 * sotitle 0.410 to 0.429. Sections begin with anything: with them it is 0.7095. */
#define LEAD_FACTOR 2.5

/* As much as half a title: python.genindex section @1 0.318 to 0.339, cmake.symbol 0.919 to 0.932, nothing worse. */
#define KIND_OCCURRENCE 5

/* Behind each factor stands the mean over the train sets of six doc sets, those of typing errors and of fewer than 40
 * queries left out, of success @1 and mean reciprocal rank of page and section, when it alone is moved.
 *
 * The score is multiplied by what the entry's page covers, 0.7175; by what the entry itself covers it is 0.7105,
 * halfway between them 0.7137. Questions gain most: conala page @1 0.403 to 0.474.
 *
 * A title that is the query, no word more, counts this many times as much again. 1: 0.7145, 1.5: 0.7175, 2: 0.7155,
 * 3: 0.7114. Link texts want more of it, questions less. */
#define TITLE_FACTOR 1.5

/* Per natural logarithm of the inbound links. 0.2: 0.7113, 0.3: 0.7134, 0.45: 0.7175, 0.6: 0.7108. */
#define LINK_FACTOR 0.45

/* Per natural logarithm of the page's PageRank. 0: 0.7172, 0.04: 0.7174, 0.08: 0.7175, 0.15: 0.7110. Without it the
 * questions about Python lose two points of page success @1. */
#define PAGE_FACTOR 0.08

/* Six doc sets in one artifact, asked without a filter: sotitle page @1 0.358 to 0.379; 2 and 3 are the same but for
 * sqlite.link, whose page @1 they lower by a point. */
#define NAMED_DOCSET_FACTOR 1.5

double rank_occurrence(enum field field, double length, double average) {
    return field_weight[field] / (1 - field_b[field] + field_b[field] * length / average);
}

double rank_lead_factor(void) {
    return LEAD_FACTOR;
}

double rank_kind_occurrence(void) {
    return KIND_OCCURRENCE;
}

uint8_t rank_impact(double tf) {
    double impact = tf / (K1 + tf) * POSTINGS_MAX_IMPACT;
    return (uint8_t)(impact < 1 ? 1 : impact + 0.5);
}

double rank_idf(uint64_t entry_count, uint64_t matching_count) {
    double all = (double)entry_count, matching = (double)(matching_count < entry_count ? matching_count : entry_count);
    return log(1 + (all - matching + 0.5) / (matching + 0.5));
}

/* 1 for a title without any word of the query, 1 + TITLE_FACTOR for one that is the query. */
double rank_title_match(const struct rank_evidence *evidence) {
    if (evidence->title_hits == 0)
        return 1;
    double of_query = evidence->title_hits / evidence->query_words;
    double of_title = evidence->title_hits / evidence->title_words;
    return 1 + TITLE_FACTOR * (of_query < 1 ? of_query : 1) * (of_title < 1 ? of_title : 1);
}

double rank_link_prior(uint32_t links) {
    return 1 + LINK_FACTOR * log1p(links);
}

double rank_page_prior(double page_rank) {
    return 1 + PAGE_FACTOR * log1p(page_rank);
}

double rank_docset_prior(bool is_named) {
    return is_named ? NAMED_DOCSET_FACTOR : 1;
}

double rank_score(const struct rank_evidence *evidence) {
    return evidence->sum * evidence->coverage * rank_title_match(evidence) * evidence->prior;
}
