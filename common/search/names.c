/* The name tiers: entries whose name, or its last parts, are or begin with what was typed. */
#include "common/search/answer.h"

#include "common/index/schema.h"

/* Scores inside a name tier only order it: the same spelling before another case; then answer_add() takes the lower id,
 * which is the higher weight. */
#define SCORE_SAME_CASE 1.0
#define SCORE_TIER 2.0

/* Whether the name or title, or its end, is spelled as typed. */
static bool is_same_case(struct str spelling, struct str typed, enum tier tier) {
    return tier == TIER_EXACT ? str_equal(spelling, typed) : str_ends(spelling, typed);
}

/* Whole names and tails are few: their spelling is looked at. */
static bool score_spelling(struct answer *answer, struct candidate *candidate, struct err *err) {
    if (candidate->tier == TIER_PREFIX)
        return true;
    db_bind_int(answer->db, SEARCH_SPELLING, 1, candidate->entry);
    enum db_step step = db_step(answer->db, SEARCH_SPELLING, err);
    if (step == DB_ROW) {
        struct str typed = answer->query->text;
        bool same = is_same_case(db_text(answer->db, SEARCH_SPELLING, 0), typed, candidate->tier) ||
                    is_same_case(db_text(answer->db, SEARCH_SPELLING, 1), typed, candidate->tier);
        candidate->score = same ? SCORE_SAME_CASE : 0;
    }
    db_reset(answer->db, SEARCH_SPELLING);
    return step != DB_FAILED;
}

/* A corrected name is a tier of its own; within it the tiers of names are steps. */
static void mark_corrected(struct candidate *candidate) {
    candidate->score += SCORE_TIER * (TIER_CORRECTED - candidate->tier);
    candidate->tier = TIER_CORRECTED;
}

/* Adds wanted entries from the rows of a statement, as many as a tier may have; *rows says how many were read. */
static bool add_rows(struct answer *answer, int stmt, enum tier tier, size_t *rows, struct err *err) {
    enum db_step step = DB_DONE;
    bool ok = true;
    size_t before = answer->found_count;
    *rows = 0;
    while (ok && *rows < ANSWER_MAX_ROWS_PER_TIER && answer->found_count - before < ANSWER_MAX_PER_TIER &&
           (step = db_step(answer->db, stmt, err)) == DB_ROW) {
        struct candidate candidate = {.entry = (uint32_t)db_int(answer->db, stmt, 0), .tier = tier};
        (*rows)++;
        if (!answer_wants(answer, candidate.entry))
            continue;
        ok = score_spelling(answer, &candidate, err);
        if (answer->correction != NULL)
            mark_corrected(&candidate);
        if (ok)
            answer_add(answer, &candidate);
    }
    db_reset(answer->db, stmt);
    answer->is_cut = answer->is_cut || step == DB_ROW;
    answer->is_interrupted = answer->is_interrupted || (ok && step == DB_INTERRUPTED);
    return ok && step != DB_FAILED;
}

static bool find_whole_and_tail(struct answer *answer, struct err *err) {
    static const struct {
        enum name_tier stored;
        enum tier tier;
    } tiers[] = {{NAME_WHOLE, TIER_EXACT}, {NAME_TAIL, TIER_TAIL}};
    for (size_t i = 0; i < sizeof tiers / sizeof *tiers; i++) {
        size_t rows = 0;
        db_bind_text(answer->db, SEARCH_NAME, 1, answer->query->key);
        db_bind_int(answer->db, SEARCH_NAME, 2, tiers[i].stored);
        if (!add_rows(answer, SEARCH_NAME, tiers[i].tier, &rows, err))
            return false;
    }
    return true;
}

/* With one doc set the lists of all are its own. */
static int64_t list_docset(const struct answer *answer) {
    return answer->docset != NULL && answer->corpus->docset_count > 1 ? answer->docset->id : 0;
}

static bool find_in_list(struct answer *answer, size_t *rows, struct err *err) {
    db_bind_int(answer->db, SEARCH_NAME_LIST, 1, list_docset(answer));
    db_bind_text(answer->db, SEARCH_NAME_LIST, 2, answer->query->key);
    if (!add_rows(answer, SEARCH_NAME_LIST, TIER_PREFIX, rows, err))
        return false;
    answer->is_cut = answer->is_cut || *rows > 0;
    return true;
}

static bool find_in_range(struct answer *answer, struct err *err) {
    size_t rows = 0;
    struct buf end;
    buf_init(&end, SCHEMA_KEY_MAX_BYTES + 1);
    answer_write_prefix_end(&end, answer->query->key);
    db_bind_text(answer->db, SEARCH_NAME_RANGE, 1, answer->query->key);
    db_bind_text(answer->db, SEARCH_NAME_RANGE, 2, buf_str(&end));
    bool ok = add_rows(answer, SEARCH_NAME_RANGE, TIER_PREFIX, &rows, err);
    buf_free(&end);
    return ok;
}

/* A single word that stands in titles as it is was probably meant as that word; a name that goes on is found by the
 * text tier too. Anything else without a space may be a name that is still being typed. */
static bool may_be_prefix(struct answer *answer, bool *may, struct err *err) {
    const struct query *query = answer->query;
    struct answer_term term;
    *may = query->last_is_open && str_find_char(query->key, ' ', 0) == query->key.len;
    if (!*may || query->word_count != 1 || !str_equal(query->words[0].term, query->key))
        return true;
    if (!answer_read_term(answer, query->key, &term, err))
        return false;
    *may = term.titles == 0;
    return true;
}

bool answer_find_names(struct answer *answer, struct err *err) {
    struct str key = answer->query->key;
    bool may = false;
    size_t rows = 0;
    if (key.len == 0 || key.len > SCHEMA_KEY_MAX_BYTES)
        return true;
    if (!find_whole_and_tail(answer, err) || !may_be_prefix(answer, &may, err))
        return false;
    if (!may)
        return true;
    /* A prefix without a list of this doc set begins few names in all, or none here: the range is short enough either
     * way. */
    return find_in_list(answer, &rows, err) && (rows > 0 || find_in_range(answer, err));
}
