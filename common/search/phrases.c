/* "Words in quotes": FTS5 knows the order of words, and says which entries have them in that order. */
#include "common/search/answer.h"

#include "common/search/plan.h"

#define MATCH_MAX_BYTES ((size_t)64 << 10)

static bool allow_entries(struct answer *answer, struct err *err) {
    enum db_step step = DB_DONE;
    size_t rows = 0;
    while (rows < ANSWER_MAX_PHRASE_ENTRIES && (step = db_step(answer->db, SEARCH_PHRASE, err)) == DB_ROW) {
        int64_t entry = db_int(answer->db, SEARCH_PHRASE, 0);
        if (entry < 1 || entry > (int64_t)answer->corpus->signals.count)
            continue;
        answer->workspace->allowed[(entry - 1) / 64] |= UINT64_C(1) << ((entry - 1) % 64);
        rows++;
    }
    db_reset(answer->db, SEARCH_PHRASE);
    answer->is_cut = answer->is_cut || rows == ANSWER_MAX_PHRASE_ENTRIES;
    answer->is_interrupted = answer->is_interrupted || step == DB_INTERRUPTED;
    return step != DB_FAILED;
}

bool answer_find_phrases(struct answer *answer, struct err *err) {
    if (answer->query->phrase_count == 0)
        return true;
    size_t words = answer->corpus->signals.count / 64 + 1;
    memset(answer->workspace->allowed, 0, words * sizeof *answer->workspace->allowed);
    answer->has_phrases = true;
    struct buf match;
    buf_init(&match, MATCH_MAX_BYTES);
    plan_write_match(answer->query, &match);
    db_bind_text(answer->db, SEARCH_PHRASE, 1, buf_str(&match));
    bool ok = match.failed || allow_entries(answer, err);
    buf_free(&match);
    return ok;
}
