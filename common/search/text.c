/* The text tier: BM25F over what the plan's stages find, the strictest first, until there is enough. */
#include "common/search/answer.h"

#include "common/index/match.h"
#include "common/index/schema.h"
#include "common/search/plan.h"
#include "common/search/rank.h"

_Static_assert(RANK_MAX_WORDS >= QUERY_MAX_WORDS, "every word of a query has its place in the ranking");

/* What a term that only begins with the typed word counts, against the word itself: little when the word exists as it
 * is, nearly as much when it does not and is probably unfinished. */
#define COMPLETION_OF_WORD 0.1
#define COMPLETION_OF_UNKNOWN 0.6

/* No further stage is asked once this many entries are found. */
#define ENOUGH 30

struct scoring {
    const struct signals *signals;
    const struct plan *plan;
    const struct plan_stage *stage;
    struct rank_query query;
    struct rank_candidate candidate;
};

static double phrase_share(const struct scoring *scoring, size_t phrase) {
    if (!scoring->stage->is_completion[phrase])
        return 1;
    const struct plan_word *word = &scoring->plan->words[scoring->stage->word[phrase]];
    return word->entry_count > 0 ? COMPLETION_OF_WORD : COMPLETION_OF_UNKNOWN;
}

static double score_match(void *context, const struct match *match) {
    struct scoring *scoring = context;
    struct rank_candidate *candidate = &scoring->candidate;
    const struct signals *signals = scoring->signals;
    if (match->entry < 1 || match->entry > (int64_t)signals->count)
        return 0;
    memset(candidate->count, 0, scoring->query.word_count * sizeof candidate->count[0]);
    for (size_t phrase = 0; phrase < match->phrase_count && phrase < scoring->stage->phrase_count; phrase++) {
        uint8_t word = scoring->stage->word[phrase];
        if (word == PLAN_NO_WORD)
            continue;
        double share = phrase_share(scoring, phrase);
        for (int field = 0; field < FIELD_SCORED_COUNT; field++)
            candidate->count[word][field] += share * match->count[phrase][field];
    }
    for (int field = 0; field < FIELD_SCORED_COUNT; field++)
        candidate->length[field] = signals->length[field][match->entry - 1];
    candidate->links = signals->links[match->entry - 1];
    return rank_score(&scoring->query, candidate);
}

static bool read_completions(struct answer *answer, struct plan_word *word, int stmt, struct err *err) {
    enum db_step step = DB_DONE;
    while (word->completion_count < PLAN_MAX_COMPLETIONS && (step = db_step(answer->db, stmt, err)) == DB_ROW) {
        struct str term = db_text(answer->db, stmt, 0);
        if (!str_equal(term, word->term))
            word->completions[word->completion_count++] = arena_copy(answer->arena, term);
    }
    db_reset(answer->db, stmt);
    answer->is_interrupted = answer->is_interrupted || step == DB_INTERRUPTED;
    return step != DB_FAILED;
}

/* The most frequent terms that begin with the word: from the stored list where there is one, else from the vocabulary.
 */
static bool complete_word(struct answer *answer, struct plan_word *word, struct err *err) {
    db_bind_text(answer->db, SEARCH_TERM_LIST, 1, word->term);
    if (!read_completions(answer, word, SEARCH_TERM_LIST, err))
        return false;
    if (word->completion_count > 0)
        return true;
    struct buf end;
    buf_init(&end, 2 * TOKEN_MAX_BYTES);
    answer_write_prefix_end(&end, word->term);
    db_bind_text(answer->db, SEARCH_TERM_RANGE, 1, word->term);
    db_bind_text(answer->db, SEARCH_TERM_RANGE, 2, buf_str(&end));
    bool ok = read_completions(answer, word, SEARCH_TERM_RANGE, err);
    buf_free(&end);
    return ok;
}

static bool look_up_words(struct answer *answer, struct plan *plan, struct err *err) {
    const struct query *query = answer->query;
    plan->word_count = query->word_count;
    for (size_t i = 0; i < query->word_count; i++) {
        struct plan_word *word = &plan->words[i];
        uint64_t titles;
        *word = (struct plan_word){.term = query->words[i].term};
        if (!answer_term_counts(answer, word->term, &word->entry_count, &titles, err))
            return false;
        bool is_open = query->last_is_open && i + 1 == query->word_count;
        if (is_open && !complete_word(answer, word, err))
            return false;
    }
    return true;
}

/* Filters as terms of the facets column. */
static struct str facets_of(const struct answer *answer) {
    struct buf facets;
    buf_init(&facets, 256);
    if (answer->docset != NULL && answer->corpus->docset_count > 1)
        buf_addf(&facets, SCHEMA_FACET_MARK "%lld ", (long long)answer->docset->id);
    if (answer->query->options.kind.len > 0)
        buf_addf(&facets, SCHEMA_FACET_MARK "%.*s", STR_ARG(answer->query->options.kind));
    struct str copy = arena_copy(answer->arena, buf_str(&facets));
    buf_free(&facets);
    return copy;
}

/* Scores what the stage finds; *budget is how many more matches may be looked at. */
static bool run_stage(struct answer *answer, struct match_scorer *scorer, size_t *budget, struct err *err) {
    struct scoring *scoring = scorer->context;
    db_bind_pointer(answer->db, SEARCH_MATCH, 1, scorer, MATCH_POINTER_TYPE);
    db_bind_text(answer->db, SEARCH_MATCH, 2, scoring->stage->match);
    enum db_step step = DB_DONE;
    while (*budget > 0 && (step = db_step(answer->db, SEARCH_MATCH, err)) == DB_ROW) {
        const struct candidate candidate = {
            .entry = (uint32_t)db_int(answer->db, SEARCH_MATCH, 0),
            .tier = TIER_TEXT,
            .score = db_double(answer->db, SEARCH_MATCH, 1),
        };
        answer_add(answer, &candidate);
        (*budget)--;
    }
    db_reset(answer->db, SEARCH_MATCH);
    answer->is_cut = answer->is_cut || *budget == 0;
    answer->is_interrupted = answer->is_interrupted || step == DB_INTERRUPTED;
    return step != DB_FAILED;
}

static void prepare_scoring(struct scoring *scoring, const struct answer *answer, const struct plan *plan) {
    const struct signals *signals = &answer->corpus->signals;
    scoring->signals = signals;
    scoring->plan = plan;
    scoring->query.word_count = plan->word_count;
    scoring->query.idf_sum = plan->idf_sum;
    for (size_t i = 0; i < plan->word_count; i++)
        scoring->query.idf[i] = plan->words[i].idf;
    memcpy(scoring->query.average_length, signals->average_length, sizeof signals->average_length);
}

bool answer_find_text(struct answer *answer, struct err *err) {
    struct plan *plan = arena_alloc(answer->arena, 1, sizeof *plan);
    struct scoring *scoring = arena_alloc(answer->arena, 1, sizeof *scoring);
    struct match_scorer *scorer = arena_alloc(answer->arena, 1, sizeof *scorer);
    if (!look_up_words(answer, plan, err))
        return false;
    plan_build(plan, answer->corpus->signals.count, facets_of(answer), answer->arena);
    prepare_scoring(scoring, answer, plan);
    scorer->score = score_match;
    scorer->context = scoring;
    size_t budget = ANSWER_MAX_TEXT_MATCHES;
    size_t enough = answer->wanted > ENOUGH ? answer->wanted : ENOUGH;
    for (size_t i = 0; i < plan->stage_count && budget > 0 && !answer->is_interrupted; i++) {
        if (answer->found_count >= enough) {
            answer->is_cut = true;
            break;
        }
        scoring->stage = &plan->stages[i];
        if (!run_stage(answer, scorer, &budget, err))
            return false;
    }
    return true;
}
