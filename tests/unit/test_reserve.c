#include "server/http/reserve.h"
#include "tests/unit/unit.h"

#include <stdatomic.h>
#include <time.h>

#define THREADS (RESERVE_HIGH + 20)
#define WAIT_STEPS 5000

struct crowd {
    struct reserve reserve;
    atomic_uint arrived, back;
    pthread_t threads[THREADS];
};

static void *come(void *context) {
    struct crowd *crowd = context;
    bool stays = reserve_join(&crowd->reserve);
    atomic_fetch_add(&crowd->arrived, 1);
    if (stays)
        reserve_wait(&crowd->reserve);
    atomic_fetch_add(&crowd->back, 1);
    return NULL;
}

/* Whether it becomes that number within five seconds, and is it a little later too. */
static bool becomes(atomic_uint *number, unsigned wanted) {
    const struct timespec step = {.tv_nsec = 1000000}, later = {.tv_nsec = 20000000};
    for (int i = 0; i < WAIT_STEPS && atomic_load(number) != wanted; i++)
        nanosleep(&step, NULL);
    nanosleep(&later, NULL);
    return atomic_load(number) == wanted;
}

static void start(struct crowd *crowd, bool is_open) {
    *crowd = (struct crowd){.back = 0};
    assert_int_equal(reserve_init(&crowd->reserve, is_open), 0);
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&crowd->threads[i], NULL, come, crowd), 0);
    assert_true(becomes(&crowd->arrived, THREADS));
}

static void end(struct crowd *crowd) {
    reserve_open(&crowd->reserve);
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(crowd->threads[i], NULL);
    reserve_free(&crowd->reserve);
}

static void only_so_many_are_left_to_wait_for_connections(void **state) {
    (void)state;
    struct crowd crowd;
    start(&crowd, false);
    assert_true(becomes(&crowd.back, RESERVE_HIGH));
    end(&crowd);
}

/* Each connection that is taken calls one thread, once there are fewer ready than the lower number. */
static void threads_are_called_when_few_are_ready(void **state) {
    (void)state;
    struct crowd crowd;
    start(&crowd, false);
    for (unsigned i = 0; i < RESERVE_HIGH - RESERVE_LOW; i++)
        reserve_leave(&crowd.reserve);
    assert_true(becomes(&crowd.back, RESERVE_HIGH));
    for (unsigned i = 0; i < 5; i++)
        reserve_leave(&crowd.reserve);
    assert_true(becomes(&crowd.back, RESERVE_HIGH + 5));
    assert_int_equal(crowd.reserve.ready, RESERVE_LOW);
    end(&crowd);
}

/* Clients who come and go call nobody, and send nobody away. */
static void there_is_room_between_the_two_numbers(void **state) {
    (void)state;
    struct crowd crowd;
    start(&crowd, false);
    for (unsigned i = 0; i < RESERVE_HIGH - RESERVE_LOW; i++)
        reserve_leave(&crowd.reserve);
    for (unsigned i = 0; i < RESERVE_HIGH - RESERVE_LOW; i++)
        assert_false(reserve_join(&crowd.reserve));
    assert_true(becomes(&crowd.back, RESERVE_HIGH));
    end(&crowd);
}

static void nobody_stays_when_it_is_open(void **state) {
    (void)state;
    struct crowd crowd;
    start(&crowd, true);
    assert_true(becomes(&crowd.back, THREADS));
    end(&crowd);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_so_many_are_left_to_wait_for_connections),
        cmocka_unit_test(threads_are_called_when_few_are_ready),
        cmocka_unit_test(there_is_room_between_the_two_numbers),
        cmocka_unit_test(nobody_stays_when_it_is_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
