#include "server/observe/metrics.h"
#include "tests/unit/unit.h"

#include <pthread.h>
#include <stdio.h>

static const struct route routes[] = {{"/", METHOD_GET, NULL, SHARING_NONE},
                                      {"/docs/*", METHOD_GET, NULL, SHARING_NONE}};

/* Whether the page has this line. */
static bool has_line(const struct metrics *metrics, const char *line) {
    struct buf out;
    char whole[200];
    buf_init(&out, 100000);
    metrics_write(metrics, &out);
    snprintf(whole, sizeof whole, "\n%s\n", line);
    assert_false(buf_failed(&out));
    bool has = str_find(buf_str(&out), str_from(whole), 0) < out.len;
    if (!has)
        print_error("no line %s in:\n%s\n", line, out.data);
    buf_free(&out);
    return has;
}

static void answers_are_counted_by_route_and_status(void **state) {
    (void)state;
    struct metrics *metrics = metrics_new(routes, COUNT_OF(routes));
    metrics_count_answer(metrics, 1, 200, 5);
    metrics_count_answer(metrics, 1, 304, 5);
    metrics_count_answer(metrics, 2, 404, 5);
    metrics_count_answer(metrics, 2, 404, 5);
    metrics_count_answer(metrics, 0, 400, -1);
    metrics_count_answer(metrics, 2, 299, 5); /* statuses and routes that are not known */
    metrics_count_answer(metrics, 99, 404, 5);
    assert_true(has_line(metrics, "docfinch_requests_total{route=\"/\",status=\"200\"} 1"));
    assert_true(has_line(metrics, "docfinch_requests_total{route=\"/\",status=\"304\"} 1"));
    assert_true(has_line(metrics, "docfinch_requests_total{route=\"/docs/*\",status=\"404\"} 2"));
    assert_true(has_line(metrics, "docfinch_requests_total{route=\"/docs/*\",status=\"200\"} 0"));
    assert_true(has_line(metrics, "docfinch_requests_total{route=\"/docs/*\",status=\"other\"} 1"));
    assert_true(has_line(metrics, "docfinch_requests_total{route=\"none\",status=\"400\"} 1"));
    assert_true(has_line(metrics, "docfinch_requests_total{route=\"none\",status=\"404\"} 1"));
    metrics_free(metrics);
}

static void times_are_in_the_bucket_they_fit_into(void **state) {
    (void)state;
    struct metrics *metrics = metrics_new(routes, COUNT_OF(routes));
    static const int64_t times_us[] = {0, 100, 101, 1000, 999999, 1000000, 1000001, 5000000, -1};
    for (size_t i = 0; i < COUNT_OF(times_us); i++)
        metrics_count_answer(metrics, 1, 200, times_us[i]);
    assert_true(has_line(metrics, "docfinch_request_duration_seconds_bucket{route=\"/\",le=\"0.0001\"} 2"));
    assert_true(has_line(metrics, "docfinch_request_duration_seconds_bucket{route=\"/\",le=\"0.00025\"} 3"));
    assert_true(has_line(metrics, "docfinch_request_duration_seconds_bucket{route=\"/\",le=\"0.0005\"} 3"));
    assert_true(has_line(metrics, "docfinch_request_duration_seconds_bucket{route=\"/\",le=\"0.001\"} 4"));
    assert_true(has_line(metrics, "docfinch_request_duration_seconds_bucket{route=\"/\",le=\"1\"} 6"));
    assert_true(has_line(metrics, "docfinch_request_duration_seconds_bucket{route=\"/\",le=\"+Inf\"} 8"));
    assert_true(has_line(metrics, "docfinch_request_duration_seconds_count{route=\"/\"} 8"));
    assert_true(has_line(metrics, "docfinch_request_duration_seconds_sum{route=\"/\"} 8.001201"));
    metrics_free(metrics);
}

enum { THREADS = 8, ROUNDS = 20000 };

static void *use(void *context) {
    struct metrics *metrics = context;
    for (int i = 0; i < ROUNDS; i++) {
        metrics_count_request(metrics);
        metrics_count(metrics, METRICS_CACHE_HITS);
        metrics_add(metrics, METRICS_CONNECTIONS_OPEN, i % 2 == 0 ? 1 : -1);
        if (i % 2 == 0)
            metrics_count_answer(metrics, 1, 200, 5);
    }
    return NULL;
}

static void no_count_of_several_threads_is_lost(void **state) {
    (void)state;
    pthread_t threads[THREADS];
    struct metrics *metrics = metrics_new(routes, COUNT_OF(routes));
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, use, metrics), 0);
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_true(has_line(metrics, "docfinch_cache_lookups_total{result=\"hit\"} 160000"));
    assert_true(has_line(metrics, "docfinch_requests_total{route=\"/\",status=\"200\"} 80000"));
    assert_true(has_line(metrics, "docfinch_requests_in_flight 80000"));
    assert_true(has_line(metrics, "docfinch_connections_open 0"));
    metrics_free(metrics);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_counted_by_route_and_status),
        cmocka_unit_test(times_are_in_the_bucket_they_fit_into),
        cmocka_unit_test(no_count_of_several_threads_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
