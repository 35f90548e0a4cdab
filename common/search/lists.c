#include "common/search/lists.h"

bool lists_read(struct answer *answer, const struct plan_term *term, struct list_reading *reading, struct err *err) {
    struct db *db = answer->db;
    size_t before = reading->budget;
    reading->last = (struct posting){0};
    reading->read(reading->context, term->postings, reading);
    if (before - reading->budget >= term->entry_count)
        return true;
    enum db_step step = DB_DONE;
    db_bind_text(db, SEARCH_POSTINGS, 1, term->term);
    while (reading->budget > 0 && (step = db_step(db, SEARCH_POSTINGS, err)) == DB_ROW)
        reading->read(reading->context, db_text(db, SEARCH_POSTINGS, 0), reading);
    db_reset(db, SEARCH_POSTINGS);
    answer->is_cut = answer->is_cut || reading->budget == 0;
    answer->is_interrupted = answer->is_interrupted || step == DB_INTERRUPTED;
    return step != DB_FAILED;
}

struct finding {
    struct answer *answer;
    size_t per_word;
    bool has_shown; /* an entry that the query shows was found */
    size_t left[2]; /* how many entries the word may still find: of those the query does not show, of those it does */
};

/* Whether an entry is one of the first that have the word. */
static bool is_among_first(struct finding *finding, uint32_t entry) {
    const struct answer *answer = finding->answer;
    bool is_shown = answer_may_take(answer, entry) && answer_shows(answer, entry);
    size_t *left = &finding->left[is_shown];
    bool is = *left > 0;
    *left -= is;
    finding->has_shown = finding->has_shown || answer_shows(answer, entry);
    return is;
}

static void set_found(struct workspace *workspace, uint32_t entry) {
    uint64_t bit = UINT64_C(1) << ((entry - 1) % 64), *bits = &workspace->found[(entry - 1) / 64].bits;
    workspace->found_count += (*bits & bit) == 0;
    *bits |= bit;
}

/* Takes the rest of the budget away once the word has found all that it may. */
static void find_in_list(void *context, struct str postings, struct list_reading *reading) {
    struct finding *finding = context;
    struct answer *answer = finding->answer;
    for (; reading->budget > 0 && postings_next(&postings, &reading->last); reading->budget--) {
        uint32_t entry = reading->last.entry;
        if (entry == 0 || entry > answer->corpus->signals.count)
            return; /* not a list of this artifact */
        if (is_among_first(finding, entry)) {
            set_found(answer->workspace, entry);
            continue;
        }
        answer->is_cut = true;
        if (finding->left[1] == 0)
            reading->budget = 1;
    }
}

static bool find_by_word(struct finding *finding, const struct plan_word *word, struct err *err) {
    struct list_reading reading = {find_in_list, finding, .budget = ANSWER_MAX_POSTINGS_PER_WORD};
    finding->left[0] = finding->left[1] = finding->per_word;
    for (size_t i = 0; i < word->term_count && !finding->answer->is_interrupted; i++)
        if (!lists_read(finding->answer, &word->terms[i], &reading, err))
            return false;
    return true;
}

/* Gives each entry that was found its accumulator; the page accumulators of all start at zero. */
static void lay_out_accumulators(const struct answer *answer) {
    struct workspace *workspace = answer->workspace;
    uint32_t count = 0;
    for (size_t i = 0; i <= answer->corpus->signals.count / 64; i++) {
        workspace->found[i].before = count;
        for (uint64_t bits = workspace->found[i].bits; bits != 0; bits &= bits - 1) {
            size_t at = i * 64 + (size_t)__builtin_ctzll(bits);
            workspace->accumulators[count++] =
                (struct accumulator){.entry = (uint32_t)at + 1, .page = answer->corpus->signals.page[at]};
        }
    }
    memset(workspace->pages, 0, answer->corpus->page_count * sizeof *workspace->pages);
}

/* A common word finds nothing when a rarer one has found something to show. */
bool lists_find_entries(struct answer *answer, const struct plan *plan, struct err *err) {
    struct workspace *workspace = answer->workspace;
    size_t share = ANSWER_ENOUGH_FOUND / (plan->word_count > 0 ? plan->word_count : 1);
    struct finding finding = {.answer = answer, .per_word = share};
    if (share < ANSWER_MIN_FOUND_PER_WORD)
        finding.per_word = ANSWER_MIN_FOUND_PER_WORD;
    memset(workspace->found, 0, (answer->corpus->signals.count / 64 + 1) * sizeof *workspace->found);
    workspace->found_count = 0;
    bool ok = true;
    for (size_t i = 0; ok && i < plan->word_count; i++)
        if (!plan->words[i].is_common || !finding.has_shown)
            ok = find_by_word(&finding, &plan->words[i], err);
    lay_out_accumulators(answer);
    return ok;
}
