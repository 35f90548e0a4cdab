#include "server/supervise/notify.h"

#include "common/base/clock.h"
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* More than a socket holds. */
#define MAX_QUEUED 100000

static int manager = -1;

/* The messages as the server sends them are in tests/http/test_notify.py; here is how each is put together. */
static int listen_as_manager(void **state) {
    if (unit_make_folder(state) != 0)
        return -1;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", unit_path("notify"));
    manager = socket(AF_UNIX, SOCK_DGRAM, 0);
    return setenv("NOTIFY_SOCKET", address.sun_path, 1) == 0 &&
                   bind(manager, (const struct sockaddr *)&address, sizeof address) == 0
               ? 0
               : -1;
}

static int stop_listening(void **state) {
    close(manager);
    unsetenv("NOTIFY_SOCKET");
    return unit_remove_folder(state);
}

static const char *heard(void) {
    static char text[1024];
    ssize_t got = recv(manager, text, sizeof text - 1, MSG_DONTWAIT);
    text[got < 0 ? 0 : got] = '\0';
    return text;
}

static void each_message_is_one_datagram(void **state) {
    (void)state;
    struct notify notify;
    notify_open(&notify);
    notify_reloading(&notify);
    const char reloading[] = "RELOADING=1\nMONOTONIC_USEC=";
    const char *text = heard();
    assert_memory_equal(text, reloading, strlen(reloading));
    size_t digits = strspn(text + strlen(reloading), "0123456789");
    assert_true(digits > 0 && text[strlen(reloading) + digits] == '\0');
    notify_ready(&notify);
    assert_string_equal(heard(), "READY=1");
    notify_watchdog(&notify);
    assert_string_equal(heard(), "WATCHDOG=1");
    notify_stopping(&notify);
    assert_string_equal(heard(), "STOPPING=1");
    notify_close(&notify);
    assert_string_equal(heard(), "");
}

static void a_status_is_one_line_of_bounded_length(void **state) {
    (void)state;
    struct notify notify;
    notify_open(&notify);
    notify_status(&notify, "%s", "refused\nREADY=1");
    assert_string_equal(heard(), "STATUS=refused");
    notify_status(&notify, "%s", "no \xFF UTF-8 \x1B");
    assert_string_equal(heard(), "STATUS=no ? UTF-8 ?");
    struct str text = unit_repeat("0123456789", 100);
    notify_status(&notify, "%.*s", STR_ARG(text));
    assert_int_equal(strlen(heard()), strlen("STATUS=") + NOTIFY_MAX_BYTES);
    unit_free(text);
    notify_close(&notify);
}

static void the_watchdog_is_for_this_process_only(void **state) {
    (void)state;
    char own[32];
    snprintf(own, sizeof own, "%ld", (long)getpid());
    const struct {
        const char *period_us, *process;
        unsigned ms;
    } cases[] = {
        {"3000000", NULL, 3000}, {"3000000", own, 3000}, {"3000000", "1", 0}, {"3000000", "x", 0}, {"", own, 0},
        {"-1", own, 0},          {"5s", own, 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct notify notify;
        assert_int_equal(setenv("WATCHDOG_USEC", cases[i].period_us, 1), 0);
        assert_int_equal(cases[i].process ? setenv("WATCHDOG_PID", cases[i].process, 1) : unsetenv("WATCHDOG_PID"), 0);
        notify_open(&notify);
        unit_expect_number(notify.watchdog_ms, cases[i].ms, cases[i].period_us);
        notify_close(&notify);
    }
    unsetenv("WATCHDOG_USEC");
    unsetenv("WATCHDOG_PID");
}

static void without_a_manager_nothing_is_sent(void **state) {
    (void)state;
    struct notify notify;
    assert_int_equal(setenv("NOTIFY_SOCKET", "", 1), 0);
    notify_open(&notify);
    assert_int_equal(notify.socket, -1);
    notify_ready(&notify);
    notify_status(&notify, "nobody hears it");
    notify_close(&notify);
    assert_string_equal(heard(), "");
}

/* Its queue is full after some messages, net.unix.max_dgram_qlen(7). The last of them does not come, and nobody waits
 * for it for long. */
static void a_manager_that_does_not_read_holds_nothing_up(void **state) {
    (void)state;
    struct notify notify;
    notify_open(&notify);
    for (int i = 0; i < MAX_QUEUED && send(notify.socket, "x", 1, MSG_DONTWAIT) == 1; i++)
        continue;
    int64_t start_us = clock_us();
    notify_watchdog(&notify);
    int64_t waited_ms = (clock_us() - start_us) / 1000;
    assert_in_range(waited_ms, NOTIFY_WAIT_MS - 10, 10 * NOTIFY_WAIT_MS);
    while (heard()[0] == 'x')
        continue;
    notify_watchdog(&notify);
    assert_string_equal(heard(), "WATCHDOG=1");
    notify_close(&notify);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_message_is_one_datagram),
        cmocka_unit_test(a_status_is_one_line_of_bounded_length),
        cmocka_unit_test(the_watchdog_is_for_this_process_only),
        cmocka_unit_test(a_manager_that_does_not_read_holds_nothing_up),
        cmocka_unit_test(without_a_manager_nothing_is_sent),
    };
    return cmocka_run_group_tests(tests, listen_as_manager, stop_listening);
}
