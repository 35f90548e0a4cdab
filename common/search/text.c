/* The text tier: the posting lists of the query's words are added up, the rarest word first; then every entry that has
 * any of them is scored. */
#include "common/search/answer.h"

#include "common/index/postings.h"
#include "common/search/plan.h"
#include "common/search/rank.h"

static bool add_completions(struct answer *answer, struct plan_word *word, int stmt, size_t *rows, struct err *err) {
    enum db_step step = DB_DONE;
    *rows = 0;
    while (*rows <= PLAN_MAX_COMPLETIONS && (step = db_step(answer->db, stmt, err)) == DB_ROW) {
        struct str term = db_text(answer->db, stmt, 0);
        (*rows)++;
        if (!str_equal(term, word->text))
            plan_add_completion(word, arena_copy(answer->arena, term), (uint64_t)db_int(answer->db, stmt, 1));
    }
    db_reset(answer->db, stmt);
    answer->is_interrupted = answer->is_interrupted || step == DB_INTERRUPTED;
    return step != DB_FAILED;
}

/* The most frequent terms that begin with the word: from the stored list where there is one, else from the vocabulary.
 */
static bool complete_word(struct answer *answer, struct plan_word *word, struct err *err) {
    size_t rows = 0;
    db_bind_text(answer->db, SEARCH_TERM_LIST, 1, word->text);
    if (!add_completions(answer, word, SEARCH_TERM_LIST, &rows, err))
        return false;
    if (rows > 0)
        return true;
    struct buf end;
    buf_init(&end, 2 * TOKEN_MAX_BYTES);
    answer_write_prefix_end(&end, word->text);
    db_bind_text(answer->db, SEARCH_TERM_RANGE, 1, word->text);
    db_bind_text(answer->db, SEARCH_TERM_RANGE, 2, buf_str(&end));
    bool ok = add_completions(answer, word, SEARCH_TERM_RANGE, &rows, err);
    buf_free(&end);
    return ok;
}

static bool make_plan(struct answer *answer, struct plan *plan, struct err *err) {
    const struct query *query = answer->query;
    for (size_t i = 0; i < query->word_count; i++) {
        uint64_t entries, titles;
        if (!answer_term_counts(answer, query->words[i].term, &entries, &titles, err))
            return false;
        struct plan_word *word = plan_add_word(plan, query->words[i].term, entries);
        bool is_open = query->last_is_open && i + 1 == query->word_count;
        if (is_open && !complete_word(answer, word, err))
            return false;
    }
    plan_finish(plan, answer->corpus->signals.count);
    return true;
}

/* One term's list on its way into the accumulators. */
struct addition {
    struct workspace *workspace;
    size_t entry_count;
    uint8_t word;        /* number from 1 */
    double factor;       /* of the impact */
    double coverage;     /* what the word covers */
    double title;        /* what a hit in the title counts */
    bool may_find;       /* entries that no earlier word found count too */
    struct posting last; /* where the list is */
    size_t budget;       /* postings that may still be read */
};

static void add_posting(struct addition *addition) {
    struct accumulator *to = &addition->workspace->accumulators[addition->last.entry - 1];
    float value = (float)(addition->factor * addition->last.impact);
    if (to->word != addition->word) {
        if (to->word == 0 && !addition->may_find)
            return;
        if (to->word == 0)
            addition->workspace->touched[addition->workspace->touched_count++] = addition->last.entry;
        to->word = addition->word;
        to->word_value = value;
        to->sum += value;
        to->coverage += (float)addition->coverage;
        to->title_hits += addition->last.in_title ? (float)addition->title : 0;
    } else if (value > to->word_value) {
        to->sum += value - to->word_value;
        to->word_value = value;
    }
}

static void add_postings(struct addition *addition, struct str postings) {
    while (addition->budget > 0 && postings_next(&postings, &addition->last)) {
        if (addition->last.entry == 0 || addition->last.entry > addition->entry_count)
            return; /* not a list of this artifact */
        add_posting(addition);
        addition->budget--;
    }
}

/* The list begins in the term's row and goes on in chunks. */
static bool add_list(struct answer *answer, struct addition *addition, const struct plan_term *term, struct err *err) {
    struct db *db = answer->db;
    db_bind_text(db, SEARCH_TERM, 1, term->term);
    enum db_step step = db_step(db, SEARCH_TERM, err);
    size_t before = addition->budget;
    if (step == DB_ROW)
        add_postings(addition, db_text(db, SEARCH_TERM, 2));
    db_reset(db, SEARCH_TERM);
    if (step != DB_ROW || before - addition->budget >= term->entry_count)
        return step != DB_FAILED;
    db_bind_text(db, SEARCH_POSTINGS, 1, term->term);
    while (addition->budget > 0 && (step = db_step(db, SEARCH_POSTINGS, err)) == DB_ROW)
        add_postings(addition, db_text(db, SEARCH_POSTINGS, 0));
    db_reset(db, SEARCH_POSTINGS);
    answer->is_cut = answer->is_cut || addition->budget == 0;
    answer->is_interrupted = answer->is_interrupted || step == DB_INTERRUPTED;
    return step != DB_FAILED;
}

static bool add_word(struct answer *answer, const struct plan_word *word, uint8_t number, struct err *err) {
    struct addition addition = {
        .workspace = answer->workspace,
        .entry_count = answer->corpus->signals.count,
        .word = number,
        .may_find = !word->is_common || answer->workspace->touched_count == 0,
        .budget = ANSWER_MAX_POSTINGS_PER_WORD,
    };
    for (size_t i = 0; i < word->term_count && !answer->is_interrupted; i++) {
        const struct plan_term *term = &word->terms[i];
        addition.factor = word->idf * term->share;
        addition.coverage = word->idf * term->share;
        addition.title = term->share;
        addition.last = (struct posting){0};
        if (!add_list(answer, &addition, term, err))
            return false;
    }
    return true;
}

static double score_entry(const struct answer *answer, const struct plan *plan, uint32_t entry) {
    const struct accumulator *got = &answer->workspace->accumulators[entry - 1];
    const struct signals *signals = &answer->corpus->signals;
    const struct rank_evidence evidence = {
        .sum = got->sum,
        .coverage = plan->idf_sum > 0 ? got->coverage / plan->idf_sum : 1,
        .title_hits = got->title_hits,
        .query_words = (double)plan->word_count,
        .title_words = signals->title_words[entry - 1] > 0 ? signals->title_words[entry - 1] : 1,
        .prior = signals->prior[entry - 1],
    };
    return rank_score(&evidence);
}

/* Scores what was found and leaves the accumulators as they were before. */
static void add_found(struct answer *answer, const struct plan *plan) {
    struct workspace *workspace = answer->workspace;
    for (size_t i = 0; i < workspace->touched_count; i++) {
        struct candidate candidate = {.entry = workspace->touched[i], .tier = TIER_TEXT};
        if (answer_wants(answer, candidate.entry)) {
            candidate.score = score_entry(answer, plan, candidate.entry);
            answer_add(answer, &candidate);
        }
        workspace->accumulators[candidate.entry - 1] = (struct accumulator){0};
    }
    workspace->touched_count = 0;
}

bool answer_find_text(struct answer *answer, struct err *err) {
    struct plan *plan = arena_alloc(answer->arena, 1, sizeof *plan);
    bool ok = make_plan(answer, plan, err);
    for (size_t i = 0; ok && i < plan->word_count; i++)
        ok = add_word(answer, &plan->words[i], (uint8_t)(i + 1), err);
    add_found(answer, plan);
    return ok;
}
