/* Work on all cores, results in order: task 0, 1, 2, ... whatever finishes first. A bounded number of results waits to
 * be taken, so that memory does not grow with the number of tasks.
 *
 * A long task holds the others up: those behind it wait to be taken, and at the end the other workers have nothing left
 * to do. So the longest ones can be begun before all others. */
#ifndef DOCFINCH_INDEXER_PIPELINE_H
#define DOCFINCH_INDEXER_PIPELINE_H

#include "common/base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define PIPELINE_MAX_WORKERS 64

/* Results that may wait, per worker. */
#define PIPELINE_WINDOW_PER_WORKER 8

struct pipeline {
    size_t task_count;
    const size_t *early; /* tasks to begin with, in this order, each once; their results wait for their turn ... */
    size_t early_count;  /* ... and come on top of the number that is bounded; 0: none */
    unsigned workers;    /* 1 to PIPELINE_MAX_WORKERS */
    void *context;

    /* Runs in a worker thread; returns the task's result. */
    void *(*work)(void *context, size_t task);

    /* Runs in the calling thread, once per task, in order; takes the result over. false ends the pipeline. */
    bool (*take)(void *context, size_t task, void *result, struct err *err);

    /* Frees a result that is not taken because the pipeline ended. */
    void (*drop)(void *result);
};

/* true when every result was taken. */
bool pipeline_run(const struct pipeline *pipeline, struct err *err);

#endif
