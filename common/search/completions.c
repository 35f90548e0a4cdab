/* Names that begin with the word that is being typed, where that word stands in titles and would hide them: "unittest"
 * is a module, and may become unittest.TestSuite. They keep places of their own among the first hits, so that a name
 * that was in sight stays there while it is typed to its end. */
#include "common/search/answer.h"

#include "common/index/schema.h"

/* Hits that stand before them. Of the first 100 of python.symbol and of python.shortsym, so many were among the first
 * ten and were not one letter later: without completions 37, with 6 hits before them 22, with 5: 17, 4: 11, 3: 9. With
 * 4 success@10 changes on two sets, by 0.02 and 0.006; with 3 it falls on four. */
#define HITS_BEFORE 4

/* With one doc set the lists of all are its own. */
static int64_t list_docset(const struct answer *answer) {
    const struct docset *only = answer->filter.only_docset;
    return only != NULL && answer->corpus->docset_count > 1 ? only->id : 0;
}

void answer_bind_name_list(struct answer *answer) {
    db_bind_int(answer->db, SEARCH_NAME_LIST, 1, list_docset(answer));
    db_bind_text(answer->db, SEARCH_NAME_LIST, 2, answer->query->beginning);
}

void answer_bind_name_range(struct answer *answer, struct buf *end) {
    answer_write_prefix_end(end, answer->query->beginning);
    db_bind_text(answer->db, SEARCH_NAME_RANGE, 1, answer->query->beginning);
    db_bind_text(answer->db, SEARCH_NAME_RANGE, 2, buf_str(end));
}

static bool has_completion(const struct answer *answer, uint32_t entry) {
    for (size_t i = 0; i < answer->completion_count; i++)
        if (answer->completions[i] == entry)
            return true;
    return false;
}

/* Keeps those of the highest weight, which are the lowest ids, in order. */
static void keep_completion(struct answer *answer, uint32_t entry) {
    size_t at = answer->completion_count;
    if (has_completion(answer, entry) || (at == ANSWER_MAX_COMPLETIONS && answer->completions[at - 1] < entry))
        return;
    if (at < ANSWER_MAX_COMPLETIONS)
        answer->completion_count++;
    else
        at--;
    for (; at > 0 && answer->completions[at - 1] > entry; at--)
        answer->completions[at] = answer->completions[at - 1];
    answer->completions[at] = entry;
}

static bool read_rows(struct answer *answer, int stmt, size_t *rows, struct err *err) {
    enum db_step step;
    for (*rows = 0; (step = db_step(answer->db, stmt, err)) == DB_ROW; (*rows)++) {
        uint32_t entry = (uint32_t)db_int(answer->db, stmt, 0);
        if (answer_may_take(answer, entry) && answer_shows(answer, entry))
            keep_completion(answer, entry);
    }
    db_reset(answer->db, stmt);
    answer->is_interrupted = answer->is_interrupted || step == DB_INTERRUPTED;
    return step != DB_FAILED;
}

bool answer_read_completions(struct answer *answer, struct err *err) {
    size_t rows;
    answer->completion_count = 0;
    answer_bind_name_list(answer);
    if (!read_rows(answer, SEARCH_NAME_LIST, &rows, err))
        return false;
    if (rows > 0)
        return true;
    struct buf end;
    buf_init(&end, SCHEMA_KEY_MAX_BYTES + 1);
    answer_bind_name_range(answer, &end);
    bool ok = read_rows(answer, SEARCH_NAME_RANGE, &rows, err);
    buf_free(&end);
    return ok;
}

static size_t find_place(const struct answer *answer, uint32_t entry) {
    size_t place = 0;
    while (place < answer->top_count && answer->top[place].entry != entry)
        place++;
    return place;
}

/* The candidate comes from place `from`, or from beyond the best when that is their number. */
static void put(struct answer *answer, const struct candidate *candidate, size_t from, size_t to) {
    if (from == answer->top_count && from < answer->wanted)
        answer->top_count++;
    for (size_t at = from < answer->wanted ? from : answer->wanted - 1; at > to; at--)
        answer->top[at] = answer->top[at - 1];
    answer->top[to] = *candidate;
}

void answer_place_completions(struct answer *answer) {
    size_t place = HITS_BEFORE;
    for (size_t i = 0; i < answer->completion_count && place < answer->wanted; i++) {
        size_t from = find_place(answer, answer->completions[i]);
        if (from < place)
            continue;
        struct candidate candidate = {.entry = answer->completions[i], .tier = TIER_PREFIX};
        if (from < answer->top_count)
            candidate = answer->top[from];
        else if (answer_take(answer, candidate.entry))
            answer->found_count++;
        place = place < from ? place : from;
        put(answer, &candidate, from, place++);
    }
}
