#include "server/observe/typing.h"

#include <string.h>

#define PAUSE_US ((int64_t)TYPING_PAUSE_MS * 1000)
#define BACK_US ((int64_t)TYPING_BACK_MS * 1000)

/* More than any distance of texts that go on: they come first. */
#define BACK_DISTANCE ((size_t)UNANSWERED_MAX_BYTES)
#define TOO_FAR SIZE_MAX

struct str typing_query(const struct typing *typing) {
    return str_make(typing->query, typing->query_bytes);
}

static struct str where_it_stands(const struct typing *typing) {
    return str_make(typing->query, typing->stand_bytes);
}

static size_t letters(struct str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

/* Letters of the longer one of two texts that begin alike behind the shorter one. */
static size_t letters_between(struct str a, struct str b) {
    return a.len < b.len ? letters(str_from_offset(b, a.len)) : letters(str_from_offset(a, b.len));
}

bool typing_goes_back(const struct typing *typing, const struct typed *typed) {
    bool is_where_it_ends = typed->query.len == typing->query_bytes && typing->stand_bytes == typing->query_bytes;
    return !is_where_it_ends && str_starts(typing_query(typing), typed->query);
}

/* The less, the rather the text belongs to the typing. */
static size_t distance(const struct typing *typing, const struct typed *typed) {
    struct str stand = where_it_stands(typing);
    int64_t waited_us = typed->now_us - typing->last_us;
    size_t count = letters_between(stand, typed->query);
    if (typing->query_bytes == 0 || !str_equal(str_make(typing->docset, typing->docset_bytes), typed->docset))
        return TOO_FAR;
    if (typing_goes_back(typing, typed)) {
        size_t max = typed->query.len < stand.len ? TYPING_MAX_BACK_LETTERS : TYPING_MAX_LETTERS;
        return waited_us <= BACK_US && count <= max ? BACK_DISTANCE + count : TOO_FAR;
    }
    bool goes_on = typed->query.len > stand.len && str_starts(typed->query, stand);
    return goes_on && waited_us <= PAUSE_US && count <= TYPING_MAX_LETTERS ? count : TOO_FAR;
}

struct typing *typing_find(struct typing typings[TYPING_MAX], const struct typed *typed) {
    struct typing *nearest = NULL;
    size_t least = TOO_FAR;
    for (size_t i = 0; i < TYPING_MAX; i++) {
        size_t found = distance(&typings[i], typed);
        if (found < least) {
            nearest = &typings[i];
            least = found;
        }
    }
    return nearest;
}

void typing_go_back(struct typing *typing, const struct typed *typed) {
    if (typed->now_us - typing->last_us > PAUSE_US)
        typing->is_counted = false;
    typing->stand_bytes = typed->query.len;
    typing->last_us = typed->now_us;
}

bool typing_is_replaced(const struct typing *typing) {
    return typing->is_counted && letters_between(where_it_stands(typing), typing_query(typing)) <= TYPING_MAX_LETTERS;
}

struct typing *typing_oldest(struct typing typings[TYPING_MAX]) {
    struct typing *oldest = &typings[0];
    for (size_t i = 1; i < TYPING_MAX && oldest->query_bytes > 0; i++)
        if (typings[i].query_bytes == 0 || typings[i].last_us < oldest->last_us)
            oldest = &typings[i];
    return oldest;
}

void typing_set(struct typing *typing, const struct typed *typed, bool is_counted) {
    typing->last_us = typed->now_us;
    typing->is_counted = is_counted;
    typing->query_bytes = typing->stand_bytes = typed->query.len;
    typing->docset_bytes = typed->docset.len;
    memcpy(typing->query, typed->query.ptr, typed->query.len);
    memcpy(typing->docset, typed->docset.ptr, typed->docset.len);
}
