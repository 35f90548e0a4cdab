#include "common/search/answer.h"

static bool has_bit(const uint64_t *bits, uint32_t entry) {
    size_t bit = entry - 1;
    return bits[bit / 64] >> (bit % 64) & 1;
}

bool answer_wants(const struct answer *answer, uint32_t entry) {
    const struct signals *signals = &answer->corpus->signals;
    if (entry == 0 || entry > signals->count || has_bit(answer->workspace->seen, entry))
        return false;
    if (answer->has_phrases && !has_bit(answer->workspace->allowed, entry))
        return false;
    if (answer->kind != 0 && signals->kind[entry - 1] != answer->kind)
        return false;
    return answer->docset == NULL || corpus_docset_of_page(answer->corpus, signals->page[entry - 1]) == answer->docset;
}

static bool comes_before(const struct candidate *a, const struct candidate *b) {
    if (a->tier != b->tier)
        return a->tier < b->tier;
    if (a->score != b->score)
        return a->score > b->score;
    return a->entry < b->entry;
}

void answer_add(struct answer *answer, const struct candidate *candidate) {
    size_t bit = candidate->entry - 1;
    answer->workspace->seen[bit / 64] |= UINT64_C(1) << (bit % 64);
    answer->found_count++;
    if (answer->top_count == answer->wanted && !comes_before(candidate, &answer->top[answer->wanted - 1]))
        return;
    size_t at = answer->top_count;
    for (; at > 0 && comes_before(candidate, &answer->top[at - 1]); at--)
        answer->top[at] = answer->top[at - 1];
    answer->top[at] = *candidate;
    if (answer->top_count < answer->wanted)
        answer->top_count++;
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
