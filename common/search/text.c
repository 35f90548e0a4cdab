/* The text tier: the query's words find entries (lists.h), the rarest word first; then their posting lists are added up
 * for what was found, and it is scored. */
#include "common/search/answer.h"

#include "common/search/frequent.h"
#include "common/search/lists.h"
#include "common/search/plan.h"
#include "common/search/rank.h"

static bool add_completions(struct answer *answer, struct plan_word *word, int stmt, size_t *rows, struct err *err) {
    enum db_step step = DB_DONE;
    *rows = 0;
    while (*rows <= PLAN_MAX_COMPLETIONS && (step = db_step(answer->db, stmt, err)) == DB_ROW) {
        struct str term = db_text(answer->db, stmt, 0);
        (*rows)++;
        if (!str_equal(term, word->text) && word->completion_count < PLAN_MAX_COMPLETIONS)
            plan_add_completion(word, arena_copy(answer->arena, term), (uint64_t)db_int(answer->db, stmt, 1),
                                arena_copy(answer->arena, db_text(answer->db, stmt, 2)));
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

/* Other terms that a corrected word may have been meant to be. */
static bool add_guesses(struct answer *answer, struct plan_word *word, struct err *err) {
    const struct corrected_word *corrected = correction_find(answer->correction, word->text);
    if (corrected == NULL)
        return true;
    for (size_t i = 1; i < corrected->guess_count; i++) {
        const struct typo_guess *guess = &corrected->guesses[i];
        struct answer_term term;
        if (!answer_read_term(answer, guess->term, &term, err))
            return false;
        plan_add_guess(word, guess->term, term.entries, term.postings, guess->score - corrected->guesses[0].score);
    }
    return true;
}

/* "slot" finds "slots" too. */
static bool add_forms(struct answer *answer, struct plan_word *word, struct err *err) {
    struct str forms[PLURAL_MAX_FORMS];
    size_t count = plural_forms(word->text, forms, answer->arena);
    for (size_t i = 0; i < count; i++) {
        struct answer_term term;
        if (vocabulary_find(&answer->corpus->vocabulary, forms[i]) == NULL)
            continue;
        if (!answer_read_term(answer, forms[i], &term, err))
            return false;
        plan_add_form(word, forms[i], term.entries, term.postings);
    }
    return true;
}

static bool plan_word(struct answer *answer, struct plan *plan, struct str text, bool is_open, struct err *err) {
    struct answer_term term;
    if (!answer_read_term(answer, text, &term, err))
        return false;
    struct plan_word *word = plan_add_word(plan, text, term.entries, term.postings);
    word->names_docset = answer_names_docset(answer, text);
    return add_forms(answer, word, err) && (!is_open || complete_word(answer, word, err)) &&
           add_guesses(answer, word, err);
}

/* Two words that are one term without the space between them: "time delta" finds what has "timedelta". */
static bool add_joined(struct answer *answer, struct plan_word *word, struct plan_word *next, struct err *err) {
    struct answer_term term;
    struct str joined;
    if (!answer_join_words(answer, word->text, next->text, &joined))
        return true;
    if (!answer_read_term(answer, joined, &term, err))
        return false;
    plan_add_guess(word, joined, term.entries, term.postings, PLAN_JOINED_DISTANCE);
    plan_add_guess(next, joined, term.entries, term.postings, PLAN_JOINED_DISTANCE);
    return true;
}

/* An exact term says more than the words that it is made of. One that no entry has says nothing: the words remain. */
static bool plan_exact_term(struct answer *answer, struct plan *plan, struct str text, bool is_open, struct err *err) {
    if (!plan_word(answer, plan, text, is_open, err))
        return false;
    plan->word_count -= plan->words[plan->word_count - 1].term_count == 0;
    return true;
}

static bool make_plan(struct answer *answer, struct plan *plan, struct err *err) {
    const struct query *query = answer->query;
    bool ok = true;
    for (size_t i = 0; ok && i < query->word_count; i++)
        ok = plan_word(answer, plan, query->words[i].term, query->last_is_open && i + 1 == query->word_count, err);
    for (size_t i = 1; ok && i < plan->word_count && !query->options.is_literal; i++)
        ok = add_joined(answer, &plan->words[i - 1], &plan->words[i], err);
    for (size_t i = 0; ok && i < query->exact_count; i++)
        ok = plan_exact_term(answer, plan, query->exact[i].term,
                             query->last_exact_is_open && i + 1 == query->exact_count, err);
    plan_finish(plan, answer->corpus->signals.count);
    return ok;
}

/* One term's list on its way into the accumulators. */
struct addition {
    struct workspace *workspace;
    size_t entry_count;
    float factor;   /* of the impact */
    float coverage; /* what the word covers */
    float title;    /* what a hit in the title counts */
    uint8_t word;   /* number from 1 */
};

static void accumulate_page(const struct addition *addition, uint32_t id) {
    struct page_accumulator *page = &addition->workspace->pages[id - 1];
    if (page->word != addition->word) {
        page->word = addition->word;
        page->coverage += addition->coverage;
    }
}

/* The first term of a word that an entry has counts as it is; of the others the best. */
static void accumulate(struct accumulator *to, const struct addition *addition, const struct posting *posting) {
    float value = addition->factor * posting->impact;
    if (to->word != addition->word) {
        to->word = addition->word;
        to->word_value = value;
        to->sum += value;
        to->title_hits += posting->in_title ? addition->title : 0;
        accumulate_page(addition, to->page);
    } else if (value > to->word_value) {
        to->sum += value - to->word_value;
        to->word_value = value;
    }
}

/* The innermost loop of a search: what it changes is held in variables of its own. */
static void add_postings(void *context, struct str postings, struct list_reading *reading) {
    const struct addition of = *(struct addition *)context;
    const struct found_run *found = of.workspace->found;
    struct accumulator *accumulators = of.workspace->accumulators;
    struct posting at = reading->last;
    size_t budget = reading->budget;
    for (; budget > 0 && postings_next(&postings, &at); budget--) {
        if (at.entry == 0 || at.entry > of.entry_count)
            break; /* not a list of this artifact */
        const struct found_run *run = &found[(at.entry - 1) / 64];
        uint64_t bit = UINT64_C(1) << ((at.entry - 1) % 64);
        if ((run->bits & bit) != 0)
            accumulate(&accumulators[run->before + (unsigned)__builtin_popcountll(run->bits & (bit - 1))], &of, &at);
    }
    reading->budget = budget;
    reading->last = at;
}

/* A frequent term is looked up for each entry that was found. */
static void add_to_found(struct addition *addition, const uint8_t *postings) {
    struct accumulator *accumulators = addition->workspace->accumulators;
    for (size_t i = 0; i < addition->workspace->found_count; i++) {
        uint8_t byte = postings[accumulators[i].entry - 1];
        const struct posting posting = {accumulators[i].entry, byte & POSTINGS_MAX_IMPACT,
                                        (byte & POSTINGS_TITLE_BIT) != 0};
        if (byte != 0)
            accumulate(&accumulators[i], addition, &posting);
    }
}

static bool add_word(struct answer *answer, const struct plan_word *word, uint8_t number, struct err *err) {
    struct addition addition = {
        .workspace = answer->workspace, .entry_count = answer->corpus->signals.count, .word = number};
    struct list_reading reading = {add_postings, &addition, .budget = ANSWER_MAX_POSTINGS_PER_WORD};
    for (size_t i = 0; i < word->term_count && !answer->is_interrupted; i++) {
        const struct plan_term *term = &word->terms[i];
        addition.factor = (float)(word->idf * term->share);
        addition.coverage = addition.factor;
        addition.title = (float)term->share;
        const uint8_t *by_entry = frequent_find(&answer->corpus->frequent, term->term);
        if (by_entry != NULL)
            add_to_found(&addition, by_entry);
        else if (!lists_read(answer, term, &reading, err))
            return false;
    }
    return true;
}

/* An entry that cannot come among the best whatever its page and title are is not looked at any further. */
static void score_entry(const struct answer *answer, const struct plan *plan, const struct accumulator *got,
                        struct candidate *candidate) {
    uint32_t entry = candidate->entry;
    const struct signals *signals = &answer->corpus->signals;
    struct rank_evidence evidence = {
        .sum = got->sum,
        .coverage = 1,
        .title_hits = got->title_hits,
        .query_words = (double)plan->word_count,
        .title_words = 1,
        .prior = signals->prior[entry - 1] * answer_docset_prior(answer, entry),
    };
    candidate->score = rank_score(&evidence);
    if (!answer_has_place(answer, candidate))
        return;
    const struct page_accumulator *page = &answer->workspace->pages[got->page - 1];
    evidence.coverage = plan->idf_sum > 0 ? page->coverage / plan->idf_sum : 1;
    evidence.title_words = signals->title_words[entry - 1] > 0 ? signals->title_words[entry - 1] : 1;
    candidate->coverage = evidence.coverage;
    candidate->score = rank_score(&evidence);
}

static void take_found(struct answer *answer, const struct plan *plan) {
    const struct workspace *workspace = answer->workspace;
    for (size_t i = 0; i < workspace->found_count; i++) {
        const struct accumulator *got = &workspace->accumulators[i];
        struct candidate candidate = {.entry = got->entry, .tier = TIER_TEXT};
        if (answer_take(answer, candidate.entry)) {
            score_entry(answer, plan, got, &candidate);
            answer_add(answer, &candidate);
        }
    }
}

bool answer_find_text(struct answer *answer, struct err *err) {
    struct plan *plan = arena_alloc(answer->arena, 1, sizeof *plan);
    answer->plan = plan;
    answer_find_named(answer);
    bool ok = make_plan(answer, plan, err) && lists_find_entries(answer, plan, err);
    for (size_t i = 0; ok && i < plan->word_count; i++)
        ok = add_word(answer, &plan->words[i], (uint8_t)(i + 1), err);
    take_found(answer, plan);
    return ok;
}
