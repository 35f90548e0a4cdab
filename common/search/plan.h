/* How a query's words are looked for: a list of FTS5 MATCH texts, the strictest first. The only writer of MATCH text;
 * every term in it is quoted. A plan is a value that can be printed and compared.
 *
 * A stage asks for entries that have certain of the words; the others are counted where they occur. Words that stand in
 * a large share of all entries never lead a stage. */
#ifndef DOCFINCH_COMMON_SEARCH_PLAN_H
#define DOCFINCH_COMMON_SEARCH_PLAN_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/index/match.h"
#include "common/search/query.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PLAN_MAX_STAGES 6
#define PLAN_MAX_COMPLETIONS 8

/* A phrase that is counted for no word. */
#define PLAN_NO_WORD UINT8_MAX

/* What the vocabulary says of a word. */
struct plan_word {
    struct str term;
    uint64_t entry_count;                         /* document frequency; 0: not in the vocabulary */
    struct str completions[PLAN_MAX_COMPLETIONS]; /* terms that begin with it, for a word still being typed */
    size_t completion_count;
    double idf;
};

struct plan_stage {
    struct str match;
    size_t phrase_count;
    uint8_t word[MATCH_MAX_PHRASES]; /* which word phrase i is counted for, or PLAN_NO_WORD */
    bool is_completion[MATCH_MAX_PHRASES];
};

struct plan {
    struct plan_word words[QUERY_MAX_WORDS];
    size_t word_count;
    double idf_sum;
    struct plan_stage stages[PLAN_MAX_STAGES];
    size_t stage_count;
};

/* plan->words (term, entry_count, completions) and word_count are filled in; weighs the words and writes the stages.
 * facets: terms that every entry must have, separated by spaces. A plan without a stage finds nothing. */
void plan_build(struct plan *plan, uint64_t entry_count, struct str facets, struct arena *arena);

#endif
