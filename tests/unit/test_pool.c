#include "common/base/clock.h"
#include "indexer/build.h"
#include "server/index/pool.h"
#include "tests/unit/unit.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>

#define WAIT_US (POOL_WAIT_MS * INT64_C(1000))
#define TAKES 10 /* a test tries that often */

struct lending {
    struct corpus *corpus;
    struct pool *pool;
    struct engine *engine; /* the only one, taken */
};

static void make_artifact(void) {
    struct err err;
    char name[] = "docs", path[512], artifact[512];
    unit_write_folder("docs");
    unit_write_file("docs/index.html", STR("<!DOCTYPE html><title>Lamp</title><main><h1>Lamp</h1><p>Light.</main>"));
    snprintf(path, sizeof path, "%s", unit_path("docs"));
    snprintf(artifact, sizeof artifact, "%s", unit_path("docs.db"));
    struct docset_input docset = {.name = name, .path = path};
    const struct options options = {
        .docsets = &docset, .docset_count = 1, .output = artifact, .jobs = 1, .quiet = true};
    assert_true(build_run(&options, &err));
}

static struct lending lend_all(size_t max_waiting) {
    struct lending lending;
    struct err err;
    assert_true(corpus_open(&lending.corpus, unit_path("docs.db"), &err));
    assert_true(pool_open(&lending.pool, lending.corpus, 1, max_waiting, &err));
    lending.engine = pool_try(lending.pool);
    assert_non_null(lending.engine);
    return lending;
}

static void end(struct lending *lending) {
    pool_give(lending->pool, lending->engine);
    pool_close(lending->pool);
    corpus_close(lending->corpus);
}

/* Later than a machine that stands still for a moment would. */
static void *give_late(void *argument) {
    struct lending *lending = argument;
    nanosleep(&(struct timespec){.tv_nsec = 70000000}, NULL);
    pool_give(lending->pool, lending->engine);
    return NULL;
}

static bool gets_what_is_given_late(struct lending *lending) {
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, give_late, lending), 0);
    bool is_got = pool_take(lending->pool) == lending->engine;
    pthread_join(thread, NULL);
    if (!is_got) /* it is back by now */
        assert_ptr_equal(pool_try(lending->pool), lending->engine);
    return is_got;
}

/* One of several times, since a thread can be held up. */
static void who_waits_gets_what_comes_back(void **state) {
    (void)state;
    struct lending lending = lend_all(1);
    int tries = 1;
    while (tries < TAKES && !gets_what_is_given_late(&lending))
        tries++;
    assert_true(tries < TAKES);
    end(&lending);
}

static void waiting_has_an_end(void **state) {
    (void)state;
    struct lending lending = lend_all(1);
    int64_t start_us = clock_us();
    assert_null(pool_take(lending.pool));
    assert_true(clock_us() - start_us >= WAIT_US);
    end(&lending);
}

static void nobody_waits_when_enough_do(void **state) {
    (void)state;
    struct lending lending = lend_all(0);
    int64_t start_us = clock_us();
    for (int i = 0; i < TAKES; i++)
        assert_null(pool_take(lending.pool));
    assert_true(clock_us() - start_us < TAKES * WAIT_US);
    end(&lending);
}

static int setup(void **state) {
    int status = unit_make_folder(state);
    make_artifact();
    return status;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_waits_gets_what_comes_back),
        cmocka_unit_test(waiting_has_an_end),
        cmocka_unit_test(nobody_waits_when_enough_do),
    };
    return cmocka_run_group_tests(tests, setup, unit_remove_folder);
}
