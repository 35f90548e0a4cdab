#include "common/search/answer.h"

static bool has_bit(const uint64_t *bits, uint32_t entry) {
    size_t bit = entry - 1;
    return bits[bit / 64] >> (bit % 64) & 1;
}

bool answer_may_take(const struct answer *answer, uint32_t entry) {
    return entry > 0 && entry <= answer->corpus->signals.count && !has_bit(answer->workspace->seen, entry) &&
           (!answer->has_phrases || has_bit(answer->workspace->allowed, entry));
}

bool answer_shows(const struct answer *answer, uint32_t entry) {
    const struct signals *signals = &answer->corpus->signals;
    return filter_allows_docset(&answer->filter, signals->docset[entry - 1]) &&
           filter_allows_kind(&answer->filter, signals->kind[entry - 1]);
}

bool answer_take(struct answer *answer, uint32_t entry) {
    if (!answer_may_take(answer, entry))
        return false;
    answer->workspace->seen[(entry - 1) / 64] |= UINT64_C(1) << ((entry - 1) % 64);
    const struct signals *signals = &answer->corpus->signals;
    uint16_t docset = signals->docset[entry - 1], kind = signals->kind[entry - 1];
    facets_count(&answer->workspace->facets, &answer->filter, docset, kind);
    return answer_shows(answer, entry);
}

static bool comes_before(const struct candidate *a, const struct candidate *b) {
    if (a->tier != b->tier)
        return a->tier < b->tier;
    if (a->score != b->score)
        return a->score > b->score;
    return a->entry < b->entry;
}

bool answer_has_place(const struct answer *answer, const struct candidate *candidate) {
    return answer->top_count < answer->wanted || comes_before(candidate, &answer->top[answer->wanted - 1]);
}

void answer_add(struct answer *answer, const struct candidate *candidate) {
    answer->found_count++;
    if (!answer_has_place(answer, candidate))
        return;
    size_t at = answer->top_count;
    for (; at > 0 && comes_before(candidate, &answer->top[at - 1]); at--)
        answer->top[at] = answer->top[at - 1];
    answer->top[at] = *candidate;
    if (answer->top_count < answer->wanted)
        answer->top_count++;
}

/* Entries are in order of their weight: the first are the best. */
void answer_list(struct answer *answer) {
    for (uint32_t entry = 1; entry <= answer->corpus->signals.count; entry++) {
        const struct candidate candidate = {.entry = entry, .tier = TIER_TEXT};
        if (answer_take(answer, entry))
            answer_add(answer, &candidate);
    }
}

void answer_write_prefix_end(struct buf *out, struct str prefix) {
    buf_add(out, prefix);
    /* UTF-8 has no byte 0xFF: the last byte can always grow by one. */
    if (!out->failed && prefix.len > 0)
        out->data[out->len - 1] = (char)((unsigned char)out->data[out->len - 1] + 1);
}

bool answer_join_words(struct answer *answer, struct str word, struct str next, struct str *joined) {
    char *bytes = arena_bytes(answer->arena, word.len + next.len);
    memcpy(bytes, word.ptr, word.len);
    memcpy(bytes + word.len, next.ptr, next.len);
    *joined = str_make(bytes, word.len + next.len);
    const struct vocabulary_node *node = vocabulary_find(&answer->corpus->vocabulary, *joined);
    return node != NULL && node->weight > 0;
}

bool answer_read_term(struct answer *answer, struct str term, struct answer_term *row, struct err *err) {
    *row = (struct answer_term){.postings = STR("")};
    db_bind_text(answer->db, SEARCH_TERM, 1, term);
    enum db_step step = db_step(answer->db, SEARCH_TERM, err);
    if (step == DB_ROW) {
        row->entries = (uint64_t)db_int(answer->db, SEARCH_TERM, 0);
        row->titles = (uint64_t)db_int(answer->db, SEARCH_TERM, 1);
        row->postings = arena_copy(answer->arena, db_text(answer->db, SEARCH_TERM, 2));
    }
    db_reset(answer->db, SEARCH_TERM);
    return step != DB_FAILED;
}
