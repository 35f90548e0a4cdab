#include "server/supervise/pulse.h"
#include "tests/unit/unit.h"

#define SECOND INT64_C(1000000)
#define PATIENCE_S (PULSE_PATIENCE_MS / 1000)

struct step {
    int at_s;
    struct http_load load;
    bool is_alive;
};

static const struct step idle[] = {
    {0, {0, 0, 0, 0, false}, true},
    {100, {0, 0, 0, 0, false}, true},
    {200, {7, 9, 9, 0, false}, true},
    {90000, {7, 9, 9, 0, false}, true},
    {-1, {0}, false},
};

/* A connection waits in the kernel and nobody takes it; then somebody does. */
static const struct step not_accepting[] = {
    {10, {3, 3, 3, 0, false}, true},
    {12, {3, 3, 3, 0, true}, true},
    {10 + PATIENCE_S, {3, 3, 3, 0, true}, true},
    {11 + PATIENCE_S, {3, 3, 3, 0, true}, false},
    {90, {3, 3, 3, 0, true}, false},
    {91, {4, 3, 3, 0, true}, true},
    {-1, {0}, false},
};

/* A request is in a handler and does not come out. */
static const struct step stuck[] = {
    {0, {1, 1, 0, 0, false}, true},
    {PATIENCE_S, {1, 1, 0, 0, false}, true},
    {PATIENCE_S + 1, {1, 1, 0, 0, false}, false},
    {PATIENCE_S + 2, {1, 1, 1, 0, false}, true},
    {-1, {0}, false},
};

/* More than the server can do: something always waits, but answers leave. */
static const struct step busy[] = {
    {0, {1024, 2000, 1000, 0, true}, true},
    {10, {1024, 3000, 2000, 0, true}, true},
    {20, {1024, 4000, 3000, 0, true}, true},
    {30, {1025, 4000, 3000, 0, true}, true},
    {-1, {0}, false},
};

/* Every thread sends a large answer to a slow client, and others wait; then one of the threads is stuck in it. */
static const struct step sending[] = {
    {0, {64, 64, 64, 10, true}, true},
    {4, {64, 64, 64, 11, true}, true},
    {8, {64, 64, 64, 12, true}, true},
    {8 + PATIENCE_S, {64, 64, 64, 12, true}, true},
    {9 + PATIENCE_S, {64, 64, 64, 12, true}, false},
    {-1, {0}, false},
};

static void play(const struct step steps[]) {
    struct pulse pulse;
    pulse_init(&pulse, steps[0].at_s * SECOND);
    for (size_t i = 0; steps[i].at_s >= 0; i++)
        if (pulse_judge(&pulse, &steps[i].load, steps[i].at_s * SECOND) != steps[i].is_alive)
            fail_msg("step %zu, at %d s", i, steps[i].at_s);
}

static void an_idle_server_lives(void **state) {
    (void)state;
    play(idle);
}

static void a_server_that_accepts_nothing_is_dead(void **state) {
    (void)state;
    play(not_accepting);
}

static void a_server_that_answers_nothing_is_dead(void **state) {
    (void)state;
    play(stuck);
}

static void an_overloaded_server_lives(void **state) {
    (void)state;
    play(busy);
}

static void a_server_that_sends_to_slow_clients_lives(void **state) {
    (void)state;
    play(sending);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_idle_server_lives),
        cmocka_unit_test(a_server_that_accepts_nothing_is_dead),
        cmocka_unit_test(a_server_that_answers_nothing_is_dead),
        cmocka_unit_test(a_server_that_sends_to_slow_clients_lives),
        cmocka_unit_test(an_overloaded_server_lives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
