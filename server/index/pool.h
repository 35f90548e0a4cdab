/* A few engines that many threads take turns with. An engine costs about 1 MB, a thread far less; and as many
 * searches at once as there are cores is what the machine can do anyway. Who cannot get one within a short time, or
 * finds too many waiting, is sent away: that is the overload control.
 *
 * Thread rule: take and give from any thread. */
#ifndef DOCFINCH_SERVER_INDEX_POOL_H
#define DOCFINCH_SERVER_INDEX_POOL_H

#include "common/base/err.h"
#include "common/search/engine.h"

#include <stdbool.h>
#include <stddef.h>

/* The time between two keys: later the answer would be to a question that is asked no more. Shorter, and a machine that
 * stands still for a moment would turn all away that came meanwhile. */
#define POOL_WAIT_MS 150

struct pool;

/* Opens `count` engines, at least 1, for which at most max_waiting threads wait at a time: those are lost to other
 * requests meanwhile. *pool is owned: pool_close(). The corpus must outlive it. */
bool pool_open(struct pool **pool, const struct corpus *corpus, size_t count, size_t max_waiting, struct err *err);

/* Every engine must be back. NULL is fine. */
void pool_close(struct pool *pool);

/* NULL when none became free within POOL_WAIT_MS, or max_waiting threads wait already. Borrowed: pool_give(). */
struct engine *pool_take(struct pool *pool);

/* The same without waiting. */
struct engine *pool_try(struct pool *pool);

void pool_give(struct pool *pool, struct engine *engine);

#endif
