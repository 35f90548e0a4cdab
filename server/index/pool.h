/* A few engines that many threads take turns with. An engine costs about 1 MB, a thread far less; and as many
 * searches at once as there are cores is what the machine can do anyway. Who cannot get one within a short time is sent
 * away: that is the overload control.
 *
 * Thread rule: take and give from any thread. */
#ifndef DOCFINCH_SERVER_INDEX_POOL_H
#define DOCFINCH_SERVER_INDEX_POOL_H

#include "common/base/err.h"
#include "common/search/engine.h"

#include <stdbool.h>
#include <stddef.h>

/* About 50 ms of waiting is not felt; after that the answer would come too late for the keystroke. */
#define POOL_WAIT_MS 50

struct pool;

/* Opens `count` engines, at least 1. *pool is owned: pool_close(). The corpus must outlive it. */
bool pool_open(struct pool **pool, const struct corpus *corpus, size_t count, struct err *err);

/* Every engine must be back. NULL is fine. */
void pool_close(struct pool *pool);

/* NULL when none became free within POOL_WAIT_MS. Borrowed: pool_give(). */
struct engine *pool_take(struct pool *pool);

/* The same without waiting. */
struct engine *pool_try(struct pool *pool);

void pool_give(struct pool *pool, struct engine *engine);

#endif
