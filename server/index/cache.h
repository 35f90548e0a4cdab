/* Answers of one artifact that were made a short time ago, kept to be given again. Whoever types sends the same
 * beginnings as everybody else.
 *
 * The whole key is compared, not only its hash: nobody gets the answer to another question. What came first is
 * dropped first, but what is asked for while more than half of the rest is newer counts as new. All memory together,
 * keys included, is CACHE_MAX_BYTES and 128 KB of lists.
 *
 * Thread rule: get and put from any thread; keys are spread over parts with a lock each. */
#ifndef DOCFINCH_SERVER_INDEX_CACHE_H
#define DOCFINCH_SERVER_INDEX_CACHE_H

#include "common/base/buf.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Some 8,000 answers of ten hits, which are packed (pack.h). */
#define CACHE_MAX_BYTES ((size_t)18 << 20)

/* A larger answer is not kept: it is asked for less often, and would drop many others. */
#define CACHE_MAX_ANSWER_BYTES ((size_t)32 << 10)

/* What is kept beside an answer's bytes. */
struct cache_note {
    char etag[32];     /* NUL-terminated */
    int64_t search_us; /* what the search took */
    bool is_empty;     /* it found nothing */
};

struct cache;

/* Empty; max_bytes is CACHE_MAX_BYTES but for tests. The sample is text as answers have it, which makes them smaller
 * (pack.h); it may be empty. NULL when there are no locks: the functions below take that as a
 * cache that keeps nothing. Owned: cache_free(). */
struct cache *cache_new(size_t max_bytes, struct str sample);
void cache_free(struct cache *cache);

/* Whether the cache has an answer to the key; then it is appended to body. */
bool cache_get(struct cache *cache, struct str key, struct cache_note *note, struct buf *body);

/* Keeps a copy of an answer. One that is there already stays. */
void cache_put(struct cache *cache, struct str key, const struct cache_note *note, struct str body);

#endif
