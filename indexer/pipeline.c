#include "indexer/pipeline.h"

#include "common/base/mem.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct slot {
    void *result;
    bool is_ready, is_early;
};

struct run {
    const struct pipeline *pipeline;
    pthread_mutex_t lock;
    pthread_cond_t ready; /* a result became ready */
    pthread_cond_t room;  /* a result was taken */
    struct slot *slots;   /* one per task */
    size_t window;
    size_t next_early, next_task, next_take;
    bool is_ending;
};

static void skip_early(struct run *run) {
    while (run->next_task < run->pipeline->task_count && run->slots[run->next_task].is_early)
        run->next_task++;
}

/* The next task in order that has room for its result; false when there is none left. */
static bool claim_in_order(struct run *run, size_t *task) {
    skip_early(run);
    while (!run->is_ending && run->next_task < run->pipeline->task_count &&
           run->next_task >= run->next_take + run->window) {
        pthread_cond_wait(&run->room, &run->lock);
        skip_early(run);
    }
    bool claimed = !run->is_ending && run->next_task < run->pipeline->task_count;
    if (claimed)
        *task = run->next_task++;
    return claimed;
}

static bool claim_task(struct run *run, size_t *task) {
    bool claimed = true;
    pthread_mutex_lock(&run->lock);
    if (!run->is_ending && run->next_early < run->pipeline->early_count)
        *task = run->pipeline->early[run->next_early++];
    else
        claimed = claim_in_order(run, task);
    pthread_mutex_unlock(&run->lock);
    return claimed;
}

static void deliver(struct run *run, size_t task, void *result) {
    pthread_mutex_lock(&run->lock);
    run->slots[task].result = result;
    run->slots[task].is_ready = true;
    pthread_cond_signal(&run->ready);
    pthread_mutex_unlock(&run->lock);
}

static void *worker_main(void *context) {
    struct run *run = context;
    size_t task;
    while (claim_task(run, &task))
        deliver(run, task, run->pipeline->work(run->pipeline->context, task));
    return NULL;
}

static void *await_result(struct run *run) {
    struct slot *slot = &run->slots[run->next_take];
    pthread_mutex_lock(&run->lock);
    while (!slot->is_ready)
        pthread_cond_wait(&run->ready, &run->lock);
    slot->is_ready = false;
    run->next_take++;
    pthread_cond_broadcast(&run->room);
    pthread_mutex_unlock(&run->lock);
    return slot->result;
}

static bool take_all(struct run *run, struct err *err) {
    const struct pipeline *pipeline = run->pipeline;
    for (size_t task = 0; task < pipeline->task_count; task++)
        if (!pipeline->take(pipeline->context, task, await_result(run), err))
            return false;
    return true;
}

static void end_workers(struct run *run, pthread_t threads[], unsigned count) {
    pthread_mutex_lock(&run->lock);
    run->is_ending = true;
    pthread_cond_broadcast(&run->room);
    pthread_mutex_unlock(&run->lock);
    for (unsigned i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
    for (size_t i = 0; i < run->pipeline->task_count; i++)
        if (run->slots[i].is_ready)
            run->pipeline->drop(run->slots[i].result);
}

bool pipeline_run(const struct pipeline *pipeline, struct err *err) {
    struct run run = {.pipeline = pipeline, .window = (size_t)pipeline->workers * PIPELINE_WINDOW_PER_WORKER};
    run.slots = mem_new(pipeline->task_count, sizeof *run.slots);
    for (size_t i = 0; i < pipeline->early_count; i++)
        run.slots[pipeline->early[i]].is_early = true;
    pthread_mutex_init(&run.lock, NULL);
    pthread_cond_init(&run.ready, NULL);
    pthread_cond_init(&run.room, NULL);
    pthread_t threads[PIPELINE_MAX_WORKERS];
    unsigned started = 0;
    while (started < pipeline->workers && pthread_create(&threads[started], NULL, worker_main, &run) == 0)
        started++;
    bool ok = started > 0 || err_set(err, ERR_LIMIT, "no thread can be started");
    ok = ok && take_all(&run, err);
    end_workers(&run, threads, started);
    pthread_cond_destroy(&run.room);
    pthread_cond_destroy(&run.ready);
    pthread_mutex_destroy(&run.lock);
    free(run.slots);
    return ok;
}
