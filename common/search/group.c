/* Hits of one page together: for those who show results by page. */
#include "common/search/answer.h"

static uint32_t page_of(const struct answer *answer, const struct candidate *candidate) {
    return answer->corpus->signals.page[candidate->entry - 1];
}

/* Moves the candidate at `from` to `to`, which is before it. */
static void move_up(struct candidate *candidates, size_t from, size_t to) {
    struct candidate moved = candidates[from];
    for (; from > to; from--)
        candidates[from] = candidates[from - 1];
    candidates[to] = moved;
}

void answer_group(struct answer *answer, size_t first) {
    for (size_t place = first + 1; place < answer->top_count; place++) {
        uint32_t page = page_of(answer, &answer->top[place - 1]);
        size_t next = place;
        while (next < answer->top_count && page_of(answer, &answer->top[next]) != page)
            next++;
        if (next < answer->top_count)
            move_up(answer->top, next, place);
    }
}
