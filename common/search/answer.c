#include "common/search/answer.h"

bool answer_has(const struct answer *answer, uint32_t entry) {
    size_t bit = entry - 1;
    return answer->seen[bit / 64] >> (bit % 64) & 1;
}

static bool comes_before(const struct candidate *a, const struct candidate *b) {
    if (a->tier != b->tier)
        return a->tier < b->tier;
    if (a->score != b->score)
        return a->score > b->score;
    return a->entry < b->entry;
}

bool answer_add(struct answer *answer, const struct candidate *candidate) {
    if (candidate->entry == 0 || candidate->entry > answer->corpus->signals.count ||
        answer_has(answer, candidate->entry) || answer->found_count == ANSWER_MAX_FOUND)
        return false;
    size_t bit = candidate->entry - 1;
    answer->seen[bit / 64] |= UINT64_C(1) << (bit % 64);
    answer->found[answer->found_count++] = candidate->entry;
    size_t at = answer->top_count;
    while (at > 0 && comes_before(candidate, &answer->top[at - 1]))
        at--;
    if (at == answer->wanted)
        return true;
    size_t kept = answer->top_count < answer->wanted ? answer->top_count : answer->wanted - 1;
    memmove(answer->top + at + 1, answer->top + at, (kept - at) * sizeof *answer->top);
    answer->top[at] = *candidate;
    answer->top_count = kept + 1;
    return true;
}

void answer_write_prefix_end(struct buf *out, struct str prefix) {
    buf_add(out, prefix);
    /* UTF-8 has no byte 0xFF: the last byte can always grow by one. */
    if (!out->failed && prefix.len > 0)
        out->data[out->len - 1] = (char)((unsigned char)out->data[out->len - 1] + 1);
}

bool answer_term_counts(struct answer *answer, struct str term, uint64_t *entries, uint64_t *titles, struct err *err) {
    *entries = *titles = 0;
    db_bind_text(answer->db, SEARCH_TERM, 1, term);
    enum db_step step = db_step(answer->db, SEARCH_TERM, err);
    if (step == DB_ROW) {
        *entries = (uint64_t)db_int(answer->db, SEARCH_TERM, 0);
        *titles = (uint64_t)db_int(answer->db, SEARCH_TERM, 1);
    }
    db_reset(answer->db, SEARCH_TERM);
    return step != DB_FAILED;
}
