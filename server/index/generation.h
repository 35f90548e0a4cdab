/* One artifact as the server serves it: verified, with its engines and everything that is built from it once. A newer
 * artifact is another generation beside it; nothing outside holds state that belongs to one.
 *
 * Thread rule: read-only after generation_open(), but for the pool and the cache, which do their own locking. */
#ifndef DOCFINCH_SERVER_INDEX_GENERATION_H
#define DOCFINCH_SERVER_INDEX_GENERATION_H

#include "common/base/err.h"
#include "common/search/engine.h"
#include "server/api/catalog.h"
#include "server/index/cache.h"
#include "server/index/pool.h"
#include "server/site/site.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct generation {
    struct corpus *corpus;
    struct pool *pool;
    struct site *site;
    struct catalog catalog;
    struct cache *cache;   /* of answers to searches */
    int64_t loaded_unix_s; /* when it was opened, in seconds since 1970 */
};

/* Which artifact is served, and how. */
struct generation_rules {
    const char *path;
    const char *expected_id;          /* no other is served; NULL: any is */
    size_t engine_count, max_waiting; /* as in pool_open() */
    /* Borrowed as long as generations live: */
    const char *base_path; /* in front of every address of this server */
    const struct assets *assets;
};

/* *generation is owned: generation_close(). It is NULL when the file is the artifact of the id `served`, which is ""
 * when there is none: that is looked at once the file is found to be whole, and before anything is made of it. Errors:
 * those of corpus_open() and canary_run(), ERR_FORMAT for another id than the expected one, and those of building the
 * pages. */
bool generation_open(struct generation **generation, const struct generation_rules *rules, struct str served,
                     struct err *err);

/* No request may be using it. NULL is fine. */
void generation_close(struct generation *generation);

/* Entries of all doc sets. */
int64_t generation_entry_count(const struct generation *generation);

#endif
