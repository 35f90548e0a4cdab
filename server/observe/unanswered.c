#include "server/observe/unanswered.h"

#include "common/base/ascii.h"
#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "common/text/fold.h"
#include "server/observe/typing.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Folding makes a text longer, at most by this factor (U+FDFA becomes 18 characters of 33 bytes from 3). */
#define FOLD_MAX_FACTOR 11

struct asked {
    uint64_t count, error;
    size_t docset_bytes, query_bytes;
    char docset[UNANSWERED_MAX_DOCSET_BYTES];
    char query[UNANSWERED_MAX_BYTES];
};

struct unanswered {
    pthread_mutex_t lock;
    uint64_t threshold;
    size_t used;
    unsigned long long hashes[UNANSWERED_MAX_QUERIES]; /* beside one another: all are looked at */
    struct asked asked[UNANSWERED_MAX_QUERIES];
    struct typing typings[TYPING_MAX];
};

struct unanswered *unanswered_new(uint64_t threshold) {
    struct unanswered *unanswered = mem_new(1, sizeof *unanswered);
    unanswered->threshold = threshold;
    if (pthread_mutex_init(&unanswered->lock, NULL) == 0)
        return unanswered;
    free(unanswered);
    return NULL;
}

void unanswered_free(struct unanswered *unanswered) {
    if (unanswered == NULL)
        return;
    pthread_mutex_destroy(&unanswered->lock);
    free(unanswered);
}

/* Folded, with one space where there is white space, and none in front. */
static struct str normalise(struct buf *folded, struct str query) {
    fold_text(folded, utf8_head(query, UNANSWERED_MAX_BYTES));
    if (buf_failed(folded) || folded->len == 0)
        return STR("");
    size_t len = 0;
    for (size_t i = 0; i < folded->len; i++) {
        bool is_space = ascii_is_space(folded->data[i]);
        if (!is_space || (len > 0 && folded->data[len - 1] != ' '))
            folded->data[len++] = is_space ? ' ' : folded->data[i];
    }
    return utf8_head(str_make(folded->data, len), UNANSWERED_MAX_BYTES);
}

static bool is_same(const struct asked *asked, struct str query, struct str docset) {
    return str_equal(str_make(asked->query, asked->query_bytes), query) &&
           str_equal(str_make(asked->docset, asked->docset_bytes), docset);
}

static size_t find(const struct unanswered *unanswered, unsigned long long hash, struct str query, struct str docset) {
    size_t i = 0;
    while (i < unanswered->used && (unanswered->hashes[i] != hash || !is_same(&unanswered->asked[i], query, docset)))
        i++;
    return i;
}

static size_t find_rarest(const struct unanswered *unanswered) {
    size_t rarest = 0;
    for (size_t i = 1; i < unanswered->used; i++)
        if (unanswered->asked[i].count < unanswered->asked[rarest].count)
            rarest = i;
    return rarest;
}

/* A place for a new query: a free one, or that of the rarest. */
static size_t place(struct unanswered *unanswered, unsigned long long hash, struct str query, struct str docset) {
    bool is_full = unanswered->used == UNANSWERED_MAX_QUERIES;
    size_t at = is_full ? find_rarest(unanswered) : unanswered->used++;
    struct asked *asked = &unanswered->asked[at];
    unanswered->hashes[at] = hash;
    asked->error = asked->count;
    asked->query_bytes = query.len;
    asked->docset_bytes = docset.len;
    memcpy(asked->query, query.ptr, query.len);
    memcpy(asked->docset, docset.ptr, docset.len);
    return at;
}

static unsigned long long hash_of(struct str query, struct str docset) {
    return str_hash(docset, str_hash(query, 0));
}

static void count(struct unanswered *unanswered, struct str query, struct str docset) {
    unsigned long long hash = hash_of(query, docset);
    size_t at = find(unanswered, hash, query, docset);
    if (at == unanswered->used)
        at = place(unanswered, hash, query, docset);
    unanswered->asked[at].count++;
}

/* As if it had not been counted, if it is still there. Its place is free when it was never asked otherwise. */
static void take_back(struct unanswered *unanswered, struct str query, struct str docset) {
    size_t at = find(unanswered, hash_of(query, docset), query, docset);
    if (at == unanswered->used)
        return;
    struct asked *asked = &unanswered->asked[at];
    asked->count -= asked->count > asked->error;
    if (asked->count > 0)
        return;
    size_t last = --unanswered->used;
    *asked = unanswered->asked[last];
    unanswered->hashes[at] = unanswered->hashes[last];
    unanswered->asked[last].count = 0;
}

/* What was found is no search to count, but others may have been on the way to it. */
static void follow(struct unanswered *unanswered, const struct typed *typed, bool is_found) {
    struct typing *typing = typing_find(unanswered->typings, typed);
    if (typing != NULL && typing_goes_back(typing, typed)) {
        typing_go_back(typing, typed);
        return;
    }
    if (typing != NULL && typing_is_replaced(typing))
        take_back(unanswered, str_trim(typing_query(typing)), typed->docset);
    if (!is_found)
        count(unanswered, str_trim(typed->query), typed->docset);
    if (typing == NULL && !is_found)
        typing = typing_oldest(unanswered->typings);
    if (typing != NULL)
        typing_set(typing, typed, !is_found);
}

void unanswered_note(struct unanswered *unanswered, const struct unanswered_search *search) {
    struct buf folded;
    buf_init(&folded, FOLD_MAX_FACTOR * UNANSWERED_MAX_BYTES + 1);
    const struct typed typed = {normalise(&folded, search->query), search->docset, search->now_us};
    if (typed.query.len > 0 && typed.docset.len <= UNANSWERED_MAX_DOCSET_BYTES) {
        pthread_mutex_lock(&unanswered->lock);
        follow(unanswered, &typed, search->is_found);
        pthread_mutex_unlock(&unanswered->lock);
    }
    buf_free(&folded);
}

static int compare_asked(const void *a, const void *b) {
    const struct asked *left = a, *right = b;
    uint64_t left_sure = left->count - left->error, right_sure = right->count - right->error;
    if (left_sure != right_sure)
        return left_sure < right_sure ? 1 : -1;
    return str_compare(str_make(left->query, left->query_bytes), str_make(right->query, right->query_bytes));
}

/* A copy, so that nobody waits while it is sorted and written. */
static struct asked *copy_frequent(struct unanswered *unanswered, size_t *found) {
    struct asked *copy = mem_new(UNANSWERED_MAX_QUERIES, sizeof *copy);
    *found = 0;
    pthread_mutex_lock(&unanswered->lock);
    for (size_t i = 0; i < unanswered->used; i++)
        if (unanswered->asked[i].count - unanswered->asked[i].error >= unanswered->threshold)
            copy[(*found)++] = unanswered->asked[i];
    pthread_mutex_unlock(&unanswered->lock);
    return copy;
}

void unanswered_write(struct unanswered *unanswered, struct json *json) {
    size_t found;
    struct asked *frequent = copy_frequent(unanswered, &found);
    qsort(frequent, found, sizeof *frequent, compare_asked);
    json_object(json);
    json_member_number(json, "threshold", (int64_t)unanswered->threshold);
    json_key(json, "queries");
    json_array(json);
    for (size_t i = 0; i < found; i++) {
        json_object(json);
        json_member_string(json, "query", str_make(frequent[i].query, frequent[i].query_bytes));
        json_member_string(json, "docset", str_make(frequent[i].docset, frequent[i].docset_bytes));
        json_member_number(json, "count", (int64_t)(frequent[i].count - frequent[i].error));
        json_end(json);
    }
    json_end(json);
    json_end(json);
    free(frequent);
}
