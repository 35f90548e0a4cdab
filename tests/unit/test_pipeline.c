#include "indexer/pipeline.h"
#include "tests/unit/unit.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct run {
    pthread_mutex_t lock;
    size_t made, taken, dropped; /* results */
    size_t most_waiting;
    size_t fail_at;  /* take() says no here */
    size_t begun[4]; /* the first tasks that work() was given */
};

static struct run run;

static void *work(void *context, size_t task) {
    struct run *shared = context;
    uint32_t seed = (uint32_t)task * 2654435761u;
    nanosleep(&(struct timespec){.tv_nsec = (long)(unit_random(&seed) % 300000)}, NULL);
    size_t *result = malloc(sizeof *result);
    *result = task;
    pthread_mutex_lock(&shared->lock);
    if (shared->made < COUNT_OF(shared->begun))
        shared->begun[shared->made] = task;
    shared->made++;
    size_t waiting = shared->made - shared->taken;
    shared->most_waiting = waiting > shared->most_waiting ? waiting : shared->most_waiting;
    pthread_mutex_unlock(&shared->lock);
    return result;
}

static bool take(void *context, size_t task, void *result, struct err *err) {
    struct run *shared = context;
    pthread_mutex_lock(&shared->lock);
    bool is_next = *(size_t *)result == task && shared->taken == task;
    shared->taken++;
    pthread_mutex_unlock(&shared->lock);
    free(result);
    assert_true(is_next);
    return task != shared->fail_at || err_set(err, ERR_IO, "no");
}

static void drop(void *result) {
    run.dropped++;
    free(result);
}

static bool run_with_early(size_t count, unsigned workers, const size_t *early, size_t early_count, struct err *err) {
    run = (struct run){.fail_at = run.fail_at};
    pthread_mutex_init(&run.lock, NULL);
    const struct pipeline pipeline = {
        .task_count = count,
        .early = early,
        .early_count = early_count,
        .workers = workers,
        .context = &run,
        .work = work,
        .take = take,
        .drop = drop,
    };
    bool ok = pipeline_run(&pipeline, err);
    pthread_mutex_destroy(&run.lock);
    return ok;
}

static bool run_tasks(size_t count, unsigned workers, size_t fail_at, struct err *err) {
    run.fail_at = fail_at;
    return run_with_early(count, workers, NULL, 0, err);
}

static void results_are_taken_in_order(void **state) {
    (void)state;
    static const unsigned workers[] = {1, 2, 7, PIPELINE_MAX_WORKERS};
    for (size_t i = 0; i < COUNT_OF(workers); i++) {
        struct err err = {0};
        assert_true(run_tasks(500, workers[i], SIZE_MAX, &err));
        assert_int_equal(run.made, 500);
        assert_int_equal(run.taken, 500);
        assert_int_equal(run.dropped, 0);
        assert_true(run.most_waiting <= workers[i] * PIPELINE_WINDOW_PER_WORKER + 1);
    }
}

static void early_tasks_are_begun_first_and_taken_in_order(void **state) {
    (void)state;
    static const size_t early[] = {499, 0, 250, 251};
    static const unsigned workers[] = {1, 3, PIPELINE_MAX_WORKERS};
    for (size_t i = 0; i < COUNT_OF(workers); i++) {
        struct err err = {0};
        run.fail_at = SIZE_MAX;
        assert_true(run_with_early(500, workers[i], early, COUNT_OF(early), &err));
        assert_int_equal(run.made, 500);
        assert_int_equal(run.taken, 500);
        assert_true(run.most_waiting <= workers[i] * PIPELINE_WINDOW_PER_WORKER + 1 + COUNT_OF(early));
        if (workers[i] == 1)
            assert_memory_equal(run.begun, early, sizeof early);
    }
}

static void all_tasks_may_be_early(void **state) {
    (void)state;
    static const size_t early[] = {2, 1, 0};
    struct err err = {0};
    run.fail_at = SIZE_MAX;
    assert_true(run_with_early(3, 2, early, COUNT_OF(early), &err));
    assert_int_equal(run.taken, 3);
}

static void an_early_end_drops_what_is_not_taken(void **state) {
    (void)state;
    static const size_t places[] = {0, 1, 50, 499};
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        struct err err = {0};
        assert_false(run_tasks(500, 4, places[i], &err));
        unit_expect_err(&err, ERR_IO, "no");
        assert_int_equal(run.taken, places[i] + 1);
        assert_int_equal(run.taken + run.dropped, run.made);
    }
}

static void no_tasks_are_no_work(void **state) {
    (void)state;
    struct err err = {0};
    assert_true(run_tasks(0, 3, SIZE_MAX, &err));
    assert_int_equal(run.made, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_are_taken_in_order), cmocka_unit_test(early_tasks_are_begun_first_and_taken_in_order),
        cmocka_unit_test(all_tasks_may_be_early),     cmocka_unit_test(an_early_end_drops_what_is_not_taken),
        cmocka_unit_test(no_tasks_are_no_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
