#include "server/index/pool.h"

#include "common/base/mem.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t returned;
    struct engine **idle; /* a stack: the one used last has its memory in the caches */
    size_t idle_count;
    size_t waiting_count, max_waiting;
};

/* Waits are measured on the clock that does not jump. */
static bool pool_init_lock(struct pool *pool) {
    pthread_condattr_t attributes;
    if (pthread_condattr_init(&attributes) != 0)
        return false;
    bool ok = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0 &&
              pthread_cond_init(&pool->returned, &attributes) == 0;
    pthread_condattr_destroy(&attributes);
    if (ok && pthread_mutex_init(&pool->lock, NULL) != 0) {
        pthread_cond_destroy(&pool->returned);
        ok = false;
    }
    return ok;
}

bool pool_open(struct pool **pool, const struct corpus *corpus, size_t count, size_t max_waiting, struct err *err) {
    struct pool *new = mem_new(1, sizeof *new);
    *pool = NULL;
    if (!pool_init_lock(new)) {
        free(new);
        return err_set(err, ERR_INTERNAL, "cannot make a lock");
    }
    new->max_waiting = max_waiting;
    new->idle = mem_new(count, sizeof *new->idle);
    while (new->idle_count < count && engine_open(&new->idle[new->idle_count], corpus, err))
        new->idle_count++;
    if (new->idle_count == count)
        *pool = new;
    else
        pool_close(new);
    return *pool != NULL;
}

void pool_close(struct pool *pool) {
    if (pool == NULL)
        return;
    for (size_t i = 0; i < pool->idle_count; i++)
        engine_close(pool->idle[i]);
    free(pool->idle);
    pthread_cond_destroy(&pool->returned);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}

static struct timespec deadline_after_ms(long ms) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    time.tv_nsec += ms * 1000000;
    time.tv_sec += time.tv_nsec / 1000000000;
    time.tv_nsec %= 1000000000;
    return time;
}

static void wait_for_idle(struct pool *pool) {
    struct timespec deadline = deadline_after_ms(POOL_WAIT_MS);
    pool->waiting_count++;
    while (pool->idle_count == 0 && pthread_cond_timedwait(&pool->returned, &pool->lock, &deadline) == 0)
        ;
    pool->waiting_count--;
}

struct engine *pool_take(struct pool *pool) {
    struct engine *engine = NULL;
    pthread_mutex_lock(&pool->lock);
    if (pool->idle_count == 0 && pool->waiting_count < pool->max_waiting)
        wait_for_idle(pool);
    if (pool->idle_count > 0)
        engine = pool->idle[--pool->idle_count];
    pthread_mutex_unlock(&pool->lock);
    return engine;
}

struct engine *pool_try(struct pool *pool) {
    struct engine *engine = NULL;
    pthread_mutex_lock(&pool->lock);
    if (pool->idle_count > 0)
        engine = pool->idle[--pool->idle_count];
    pthread_mutex_unlock(&pool->lock);
    return engine;
}

void pool_give(struct pool *pool, struct engine *engine) {
    pthread_mutex_lock(&pool->lock);
    pool->idle[pool->idle_count++] = engine;
    pthread_cond_signal(&pool->returned);
    pthread_mutex_unlock(&pool->lock);
}
