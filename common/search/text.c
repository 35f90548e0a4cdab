/* The text tier: the posting lists of the query's words are added up, the rarest word first; then every entry that has
 * any of them is scored. */
#include "common/search/answer.h"

#include "common/index/postings.h"
#include "common/search/frequent.h"
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
    const struct signals *signals;
    float factor;        /* of the impact */
    float coverage;      /* what the word covers */
    float title;         /* what a hit in the title counts */
    uint8_t word;        /* number from 1 */
    bool may_find;       /* entries that no earlier word found count too */
    struct posting last; /* where the list is */
    size_t budget;       /* postings that may still be read */
};

static void accumulate_page(const struct addition *addition, uint32_t entry) {
    struct page_accumulator *page = &addition->workspace->pages[addition->signals->page[entry - 1] - 1];
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
        accumulate_page(addition, posting->entry);
    } else if (value > to->word_value) {
        to->sum += value - to->word_value;
        to->word_value = value;
    }
}

/* The innermost loop of a search: what it changes is held in variables of its own. */
static void add_postings(struct addition *addition, struct str postings) {
    const struct addition of = *addition;
    struct accumulator *accumulators = of.workspace->accumulators;
    uint32_t *touched = of.workspace->touched;
    size_t touched_count = of.workspace->touched_count, budget = of.budget;
    struct posting at = of.last;
    for (; budget > 0 && postings_next(&postings, &at); budget--) {
        if (at.entry == 0 || at.entry > of.signals->count)
            break; /* not a list of this artifact */
        struct accumulator *to = &accumulators[at.entry - 1];
        if (to->word == 0 && !of.may_find)
            continue;
        touched[touched_count] = at.entry;
        touched_count += to->word == 0;
        accumulate(to, &of, &at);
    }
    of.workspace->touched_count = touched_count;
    addition->budget = budget;
    addition->last = at;
}

/* A frequent term is looked up for each entry that there is already. */
static void add_to_found(struct addition *addition, const uint8_t *postings) {
    for (size_t i = 0; i < addition->workspace->touched_count; i++) {
        uint32_t entry = addition->workspace->touched[i];
        uint8_t byte = postings[entry - 1];
        const struct posting posting = {entry, byte & POSTINGS_MAX_IMPACT, (byte & POSTINGS_TITLE_BIT) != 0};
        if (byte != 0)
            accumulate(&addition->workspace->accumulators[entry - 1], addition, &posting);
    }
}

/* The list begins in the term's row and goes on in chunks. */
static bool add_list(struct answer *answer, struct addition *addition, const struct plan_term *term, struct err *err) {
    struct db *db = answer->db;
    size_t before = addition->budget;
    add_postings(addition, term->postings);
    if (before - addition->budget >= term->entry_count)
        return true;
    enum db_step step = DB_DONE;
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
        .signals = &answer->corpus->signals,
        .word = number,
        .may_find = !word->is_common || answer->workspace->touched_count == 0,
        .budget = ANSWER_MAX_POSTINGS_PER_WORD,
    };
    for (size_t i = 0; i < word->term_count && !answer->is_interrupted; i++) {
        const struct plan_term *term = &word->terms[i];
        addition.factor = (float)(word->idf * term->share);
        addition.coverage = addition.factor;
        addition.title = (float)term->share;
        addition.last = (struct posting){0};
        const uint8_t *by_entry = addition.may_find ? NULL : frequent_find(&answer->corpus->frequent, term->term);
        if (by_entry != NULL)
            add_to_found(&addition, by_entry);
        else if (!add_list(answer, &addition, term, err))
            return false;
    }
    return true;
}

static void score_entry(const struct answer *answer, const struct plan *plan, struct candidate *candidate) {
    uint32_t entry = candidate->entry;
    const struct accumulator *got = &answer->workspace->accumulators[entry - 1];
    const struct signals *signals = &answer->corpus->signals;
    const struct page_accumulator *page = &answer->workspace->pages[signals->page[entry - 1] - 1];
    const struct rank_evidence evidence = {
        .sum = got->sum,
        .coverage = plan->idf_sum > 0 ? page->coverage / plan->idf_sum : 1,
        .title_hits = got->title_hits,
        .query_words = (double)plan->word_count,
        .title_words = signals->title_words[entry - 1] > 0 ? signals->title_words[entry - 1] : 1,
        .prior = signals->prior[entry - 1] * answer_docset_prior(answer, entry),
    };
    candidate->coverage = evidence.coverage;
    candidate->score = rank_score(&evidence);
}

/* Leaves the accumulators as they were before. */
static void clear(struct workspace *workspace, const struct signals *signals) {
    for (size_t i = 0; i < workspace->touched_count; i++) {
        uint32_t entry = workspace->touched[i];
        workspace->accumulators[entry - 1] = (struct accumulator){0};
        workspace->pages[signals->page[entry - 1] - 1] = (struct page_accumulator){0};
    }
    workspace->touched_count = 0;
}

/* Whether any entry is shown that was not before. */
static bool add_found(struct answer *answer, const struct plan *plan) {
    struct workspace *workspace = answer->workspace;
    size_t shown = 0;
    for (size_t i = 0; i < workspace->touched_count; i++) {
        struct candidate candidate = {.entry = workspace->touched[i], .tier = TIER_TEXT};
        if (answer_take(answer, candidate.entry)) {
            score_entry(answer, plan, &candidate);
            answer_add(answer, &candidate);
            shown++;
        }
    }
    clear(workspace, &answer->corpus->signals);
    return shown > 0;
}

static bool add_words(struct answer *answer, const struct plan *plan, struct err *err) {
    bool ok = true;
    for (size_t i = 0; ok && i < plan->word_count; i++)
        ok = add_word(answer, &plan->words[i], (uint8_t)(i + 1), err);
    return ok;
}

/* The rare words may have found nothing but what the filters leave out: then the common ones find, too. false when no
 * word is common. */
static bool let_all_find(struct plan *plan) {
    bool has_common = false;
    for (size_t i = 0; i < plan->word_count; i++) {
        has_common = has_common || plan->words[i].is_common;
        plan->words[i].is_common = false;
    }
    return has_common;
}

bool answer_find_text(struct answer *answer, struct err *err) {
    struct plan *plan = arena_alloc(answer->arena, 1, sizeof *plan);
    answer->plan = plan;
    answer_find_named(answer);
    bool ok = make_plan(answer, plan, err) && add_words(answer, plan, err);
    if (!add_found(answer, plan) && ok && let_all_find(plan)) {
        ok = add_words(answer, plan, err);
        add_found(answer, plan);
    }
    return ok;
}
