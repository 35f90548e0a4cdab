/* The name tiers: entries whose name, or its last parts, are or begin with what was typed. */
#include "common/search/answer.h"

#include "common/base/ascii.h"
#include "common/index/schema.h"
#include "common/text/name.h"
#include "common/text/plural.h"

/* Scores inside a name tier only order it: the same spelling before another case, both before the other number; then
 * answer_add() takes the lower id, which is the higher weight. */
#define SCORE_OTHER_NUMBER (-1e6)

/* A word in more than one of so many entries was meant as that word when no name ends with it as it was typed: "for" is
 * no way of typing For. */
#define COMMON_ONE_IN 50
#define COMMON_MIN_ENTRIES 200

/* More than all that a tier's scores differ by. */
#define SCORE_TIER 1e7

/* Who types a single word with capitals means a name that is spelled so. */
static bool is_cased_name(struct str typed) {
    bool has_capitals = false;
    for (size_t i = 0; i < typed.len; i++) {
        if (typed.ptr[i] == ' ' || typed.ptr[i] == '.')
            return false;
        has_capitals = has_capitals || ascii_is_upper(typed.ptr[i]);
    }
    return has_capitals;
}

/* "Awaitable" is collections.abc.Awaitable, whatever is called "awaitable": what is a whole name but for its case
 * counts as a tail, behind those that are spelled so. Symbols that end with it count as whole names, before prose of
 * that title; of several the most linked is meant. One that differs in more than case is left alone: "Sail()" is the
 * name Sail. */
static void score_cased(const struct answer *answer, struct candidate *candidate, struct str name, struct str title) {
    struct str typed = answer->query->sought;
    if (str_ends(name, typed)) {
        candidate->tier = TIER_EXACT;
        candidate->score = ANSWER_SAME_CASE + answer->corpus->signals.prior[candidate->entry - 1];
    } else if (candidate->tier == TIER_EXACT && !str_equal(title, typed) &&
               (str_equal_nocase(name, typed) || str_equal_nocase(title, typed))) {
        candidate->tier = TIER_TAIL;
        candidate->score += ANSWER_SAME_CASE / 4;
    }
}

static void score_case(const struct answer *answer, struct candidate *candidate, struct str name, struct str title) {
    struct str typed = answer->query->sought;
    if (str_ends(name, typed) || str_ends(title, typed))
        candidate->score += ANSWER_SAME_CASE;
    if (is_cased_name(typed))
        score_cased(answer, candidate, name, title);
}

/* Whole names and tails are few: their spelling is looked at. */
static bool score_spelling(struct answer *answer, struct candidate *candidate, struct err *err) {
    if (candidate->tier == TIER_PREFIX)
        return true;
    answer->spelling_count++;
    db_bind_int(answer->db, SEARCH_SPELLING, 1, candidate->entry);
    enum db_step step = db_step(answer->db, SEARCH_SPELLING, err);
    if (step == DB_ROW)
        score_case(answer, candidate, db_text(answer->db, SEARCH_SPELLING, 0), db_text(answer->db, SEARCH_SPELLING, 1));
    db_reset(answer->db, SEARCH_SPELLING);
    return step != DB_FAILED;
}

/* Many symbols end alike, and readers mean the one that the documentation leads to most: "join" is str.join. Ordered by
 * prior instead of static weight, python.linksym section @1 0.806 to 0.826; whole names are better off with the weight.
 */
static double tail_score(const struct answer *answer, const struct candidate *candidate) {
    return candidate->tier == TIER_TAIL ? answer->corpus->signals.prior[candidate->entry - 1] : 0;
}

/* Rows of entries, and what is known of them. */
struct name_rows {
    int stmt;
    enum tier tier;
    double score; /* of an entry with another spelling */
};

/* A corrected name is a tier of its own; within it the tiers of names are steps. */
static void mark_corrected(const struct answer *answer, struct candidate *candidate) {
    if (answer->correction == NULL)
        return;
    candidate->score += SCORE_TIER * (TIER_CORRECTED - candidate->tier);
    candidate->tier = TIER_CORRECTED;
}

/* Takes an entry where its spelling is good enough, which is looked at for those that are shown. */
static bool add_row(struct answer *answer, struct candidate *candidate, bool must_be_same_case, struct err *err) {
    bool is_judged = must_be_same_case && answer_shows(answer, candidate->entry);
    if (is_judged && !score_spelling(answer, candidate, err))
        return false;
    if ((is_judged && candidate->score < ANSWER_SAME_CASE / 2) || !answer_take(answer, candidate->entry))
        return true;
    if (!is_judged && !score_spelling(answer, candidate, err))
        return false;
    mark_corrected(answer, candidate);
    answer_add(answer, candidate);
    return true;
}

/* Adds wanted entries from the rows of a statement, as many as a tier may have; *rows says how many were read. */
static bool add_rows(struct answer *answer, struct name_rows from, size_t *rows, struct err *err) {
    enum db_step step = DB_DONE;
    bool ok = true, must_be_same_case = from.tier == TIER_TAIL && answer->is_common_word;
    size_t before = answer->found_count;
    *rows = 0;
    while (ok && *rows < ANSWER_MAX_ROWS_PER_TIER && answer->found_count - before < ANSWER_MAX_PER_TIER &&
           answer->spelling_count < ANSWER_MAX_SPELLINGS && (step = db_step(answer->db, from.stmt, err)) == DB_ROW) {
        struct candidate candidate = {.entry = (uint32_t)db_int(answer->db, from.stmt, 0), .tier = from.tier};
        (*rows)++;
        if (!answer_may_take(answer, candidate.entry))
            continue;
        candidate.score = from.score + tail_score(answer, &candidate);
        ok = add_row(answer, &candidate, must_be_same_case, err);
    }
    db_reset(answer->db, from.stmt);
    answer->is_cut = answer->is_cut || step == DB_ROW;
    answer->is_interrupted = answer->is_interrupted || (ok && step == DB_INTERRUPTED);
    return ok && step != DB_FAILED;
}

static bool find_key(struct answer *answer, struct str key, enum name_tier stored, struct name_rows rows,
                     struct err *err) {
    size_t count = 0;
    db_bind_text(answer->db, SEARCH_NAME, 1, key);
    db_bind_int(answer->db, SEARCH_NAME, 2, stored);
    return add_rows(answer, rows, &count, err);
}

/* With a space it is a title: no tail of a name has one. */
static bool is_title(struct str key) {
    return str_find_char(key, ' ', 0) < key.len;
}

static bool find_whole_and_tail(struct answer *answer, struct str key, enum tier tier, double score, struct err *err) {
    return find_key(answer, key, NAME_WHOLE, (struct name_rows){SEARCH_NAME, tier, score}, err) &&
           (is_title(key) || find_key(answer, key, NAME_TAIL, (struct name_rows){SEARCH_NAME, TIER_TAIL, score}, err));
}

/* "replication slot" names the section "Replication Slots". A single word may be the tail of a symbol, which then was
 * typed as it is and stands first. */
static bool find_other_number(struct answer *answer, struct err *err) {
    struct str key = answer->query->key, forms[PLURAL_MAX_FORMS];
    size_t count = plural_forms(key, forms, answer->arena);
    enum tier tier = is_title(key) ? TIER_EXACT : TIER_TAIL;
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++)
        ok = find_whole_and_tail(answer, forms[i], tier, SCORE_OTHER_NUMBER, err);
    return ok;
}

/* An entry that was found by its name, and is shown: an index, or links with just these words, lead to a place of their
 * own in it. Words that were corrected are not just these. */
static void note_anchor(struct answer *answer, uint32_t entry) {
    for (size_t i = 0; i < answer->top_count && answer->correction == NULL; i++)
        if (answer->top[i].entry == entry && answer->top[i].anchor.len == 0)
            answer->top[i].anchor = arena_copy(answer->arena, db_text(answer->db, SEARCH_KEYWORD, 1));
}

/* What indexes call entries, whatever the order of the words: behind the names that entries have themselves. */
static bool find_keyword(struct answer *answer, struct err *err) {
    struct buf key;
    enum db_step step = DB_DONE;
    buf_init(&key, SCHEMA_KEY_MAX_BYTES);
    name_write_phrase_key(&key, answer->query->key);
    db_bind_text(answer->db, SEARCH_KEYWORD, 1, buf_failed(&key) ? STR("") : buf_str(&key));
    for (size_t rows = 0;
         rows < ANSWER_MAX_ROWS_PER_TIER && (step = db_step(answer->db, SEARCH_KEYWORD, err)) == DB_ROW; rows++) {
        struct candidate candidate = {.entry = (uint32_t)db_int(answer->db, SEARCH_KEYWORD, 0), .tier = TIER_KEYWORD};
        if (!answer_take(answer, candidate.entry)) {
            note_anchor(answer, candidate.entry);
            continue;
        }
        candidate.anchor = arena_copy(answer->arena, db_text(answer->db, SEARCH_KEYWORD, 1));
        mark_corrected(answer, &candidate);
        answer_add(answer, &candidate);
    }
    db_reset(answer->db, SEARCH_KEYWORD);
    buf_free(&key);
    answer->is_interrupted = answer->is_interrupted || step == DB_INTERRUPTED;
    return step != DB_FAILED;
}

static bool find_in_list(struct answer *answer, size_t *rows, struct err *err) {
    answer_bind_name_list(answer);
    if (!add_rows(answer, (struct name_rows){SEARCH_NAME_LIST, TIER_PREFIX, 0}, rows, err))
        return false;
    answer->is_cut = answer->is_cut || *rows > 0;
    return true;
}

static bool find_in_range(struct answer *answer, struct err *err) {
    size_t rows = 0;
    struct buf end;
    buf_init(&end, SCHEMA_KEY_MAX_BYTES + 1);
    answer_bind_name_range(answer, &end);
    bool ok = add_rows(answer, (struct name_rows){SEARCH_NAME_RANGE, TIER_PREFIX, 0}, &rows, err);
    buf_free(&end);
    return ok;
}

/* Without a space it may be a name that is still being typed. */
static bool may_be_prefix(const struct answer *answer) {
    struct str beginning = answer->query->beginning;
    return beginning.len > 0 && beginning.len <= SCHEMA_KEY_MAX_BYTES && !is_title(beginning);
}

/* A single word that stands in titles as it is was probably meant as that word: names that go on only get a few places
 * then. With a separator behind it, as in "cmath.", it does go on. */
static bool is_probably_whole(const struct answer *answer) {
    return answer->is_title_word && str_equal(answer->query->beginning, answer->query->key);
}

/* What is known about a query of a single word. */
static bool read_word(struct answer *answer, struct err *err) {
    const struct query *query = answer->query;
    struct answer_term term;
    if (query->word_count != 1 || !str_equal(query->words[0].term, query->key))
        return true;
    if (!answer_read_term(answer, query->key, &term, err))
        return false;
    answer->is_title_word = term.titles > 0;
    answer->is_common_word =
        term.entries > COMMON_MIN_ENTRIES && term.entries > answer->corpus->signals.count / COMMON_ONE_IN;
    return true;
}

bool answer_find_names(struct answer *answer, struct err *err) {
    struct str key = answer->query->key;
    size_t rows = 0;
    if (key.len == 0 || key.len > SCHEMA_KEY_MAX_BYTES)
        return true;
    if (!read_word(answer, err) || !find_whole_and_tail(answer, key, TIER_EXACT, 0, err) ||
        !find_other_number(answer, err) || !find_keyword(answer, err))
        return false;
    if (!may_be_prefix(answer))
        return true;
    if (is_probably_whole(answer))
        return answer_read_completions(answer, err);
    /* A prefix without a list of this doc set begins few names in all, or none here: the range is short enough either
     * way. */
    return find_in_list(answer, &rows, err) && (rows > 0 || find_in_range(answer, err));
}
