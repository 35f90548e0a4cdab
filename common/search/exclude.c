/* -word and -"some words": entries that have them are marked before anything is looked for. */
#include "common/search/answer.h"

#include "common/index/postings.h"
#include "common/search/frequent.h"
#include "common/search/plan.h"

#define MATCH_MAX_BYTES ((size_t)64 << 10)

static void exclude_entry(struct answer *answer, int64_t entry) {
    if (entry >= 1 && entry <= (int64_t)answer->corpus->signals.count)
        answer->workspace->seen[(entry - 1) / 64] |= UINT64_C(1) << ((entry - 1) % 64);
}

static void exclude_list(struct answer *answer, struct str list, struct posting *at) {
    while (postings_next(&list, at) && at->entry >= 1 && at->entry <= answer->corpus->signals.count)
        exclude_entry(answer, at->entry);
}

static void exclude_frequent(struct answer *answer, const uint8_t *postings) {
    for (size_t i = 0; i < answer->corpus->signals.count; i++)
        if (postings[i] != 0)
            exclude_entry(answer, (int64_t)i + 1);
}

/* All of the list is read: an entry that slipped through would be wrong, and no list is longer than there are entries.
 */
static bool exclude_word(struct answer *answer, struct str term, struct err *err) {
    const uint8_t *by_entry = frequent_find(&answer->corpus->frequent, term);
    if (by_entry != NULL) {
        exclude_frequent(answer, by_entry);
        return true;
    }
    struct answer_term row;
    struct posting at = {0};
    enum db_step step;
    if (!answer_read_term(answer, term, &row, err))
        return false;
    exclude_list(answer, row.postings, &at);
    db_bind_text(answer->db, SEARCH_POSTINGS, 1, term);
    while ((step = db_step(answer->db, SEARCH_POSTINGS, err)) == DB_ROW)
        exclude_list(answer, db_text(answer->db, SEARCH_POSTINGS, 0), &at);
    db_reset(answer->db, SEARCH_POSTINGS);
    answer->is_interrupted = answer->is_interrupted || step == DB_INTERRUPTED;
    return step != DB_FAILED;
}

static bool exclude_phrases(struct answer *answer, struct err *err) {
    struct buf match;
    enum db_step step = DB_DONE;
    size_t rows = 0;
    buf_init(&match, MATCH_MAX_BYTES);
    plan_write_excluded_match(answer->query, &match);
    db_bind_text(answer->db, SEARCH_PHRASE, 1, buf_str(&match));
    while (!match.failed && rows++ < ANSWER_MAX_PHRASE_ENTRIES &&
           (step = db_step(answer->db, SEARCH_PHRASE, err)) == DB_ROW)
        exclude_entry(answer, db_int(answer->db, SEARCH_PHRASE, 0));
    db_reset(answer->db, SEARCH_PHRASE);
    buf_free(&match);
    answer->is_interrupted = answer->is_interrupted || step == DB_INTERRUPTED;
    return step != DB_FAILED;
}

bool answer_exclude(struct answer *answer, struct err *err) {
    const struct query *query = answer->query;
    bool ok = true;
    for (size_t i = 0; ok && i < query->excluded_word_count; i++)
        ok = exclude_word(answer, query->excluded_words[i], err);
    return ok && (query->excluded_phrase_count == 0 || exclude_phrases(answer, err));
}
