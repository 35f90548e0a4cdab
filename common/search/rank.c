#include "common/search/rank.h"

#include <math.h>

/* Field weights, length normalisation and the factors below: tests/bench/relevance on the judged queries of five doc
 * sets, one set of values for all of them. */
static const double field_weight[FIELD_SCORED_COUNT] = {
    [FIELD_TITLE] = 10,      [FIELD_NAME] = 8, [FIELD_LINKS] = 4,
    [FIELD_BREADCRUMBS] = 2, [FIELD_TEXT] = 1, [FIELD_CODE] = 0.5,
};

static const double field_b[FIELD_SCORED_COUNT] = {
    [FIELD_TITLE] = 0.5,       [FIELD_NAME] = 0.5,  [FIELD_LINKS] = 0.5,
    [FIELD_BREADCRUMBS] = 0.5, [FIELD_TEXT] = 0.75, [FIELD_CODE] = 0.75,
};

#define K1 1.2

/* A title that is the query, no word more, counts this many times as much again. */
#define TITLE_FACTOR 2.0

/* Per natural logarithm of the inbound links. */
#define LINK_FACTOR 0.2

double rank_idf(uint64_t entry_count, uint64_t matching_count) {
    double all = (double)entry_count, matching = (double)(matching_count < entry_count ? matching_count : entry_count);
    return log(1 + (all - matching + 0.5) / (matching + 0.5));
}

static double weighted_count(const struct rank_query *query, const struct rank_candidate *candidate, size_t word) {
    double sum = 0;
    for (int field = 0; field < FIELD_SCORED_COUNT; field++) {
        double count = candidate->count[word][field];
        if (count <= 0)
            continue;
        double norm = 1 - field_b[field] + field_b[field] * candidate->length[field] / query->average_length[field];
        sum += field_weight[field] * count / norm;
    }
    return sum;
}

/* 1 for a title without any word of the query, 1 + TITLE_FACTOR for one that is the query. */
static double title_match(const struct rank_query *query, const struct rank_candidate *candidate) {
    double shared = 0;
    for (size_t word = 0; word < query->word_count; word++) {
        double count = candidate->count[word][FIELD_TITLE];
        shared += count < 1 ? count : 1;
    }
    if (shared <= 0 || candidate->length[FIELD_TITLE] == 0)
        return 1;
    double of_title = shared / candidate->length[FIELD_TITLE];
    return 1 + TITLE_FACTOR * (shared / (double)query->word_count) * (of_title < 1 ? of_title : 1);
}

double rank_score(const struct rank_query *query, const struct rank_candidate *candidate) {
    double score = 0, matched = 0;
    for (size_t word = 0; word < query->word_count; word++) {
        double count = weighted_count(query, candidate, word);
        if (count <= 0)
            continue;
        score += query->idf[word] * (K1 + 1) * count / (K1 + count);
        matched += query->idf[word];
    }
    double coverage = query->idf_sum > 0 ? matched / query->idf_sum : 1;
    return score * coverage * title_match(query, candidate) * (1 + LINK_FACTOR * log1p(candidate->links));
}
