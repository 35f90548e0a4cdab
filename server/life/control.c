/* signalfd is Linux. */
#define _GNU_SOURCE

#include "server/life/control.h"

#include "common/base/clock.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* A file and its checksum come one after the other: what happens within this time is one change. */
#define SETTLE_MS 200

#define US_PER_MS INT64_C(1000)

bool control_open(struct control *control, const char *watched, struct err *err) {
    sigset_t all;
    *control = (struct control){.signals = -1};
    sigemptyset(&control->stop);
    sigaddset(&control->stop, SIGTERM);
    sigaddset(&control->stop, SIGINT);
    all = control->stop;
    sigaddset(&all, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
    control->signals = signalfd(-1, &all, SFD_CLOEXEC | SFD_NONBLOCK);
    if (control->signals < 0)
        return err_set(err, ERR_INTERNAL, "signalfd: %s", strerror(errno));
    return watched == NULL || watch_open(&control->watch, watched, err);
}

void control_close(struct control *control) {
    watch_close(control->watch);
    if (control->signals >= 0)
        close(control->signals);
}

/* The number of a signal that came; 0: none. */
static int take_signal(const struct control *control) {
    struct signalfd_siginfo info;
    return read(control->signals, &info, sizeof info) == (ssize_t)sizeof info ? (int)info.ssi_signo : 0;
}

/* Milliseconds until the earlier of two moments; -1 when there is none. */
static int wait_ms(int64_t end_us, int64_t settled_us) {
    int64_t first_us = settled_us != 0 && settled_us < end_us ? settled_us : end_us;
    if (first_us == INT64_MAX)
        return -1;
    int64_t left_us = first_us - clock_us();
    return left_us > 0 ? (int)(left_us / US_PER_MS) + 1 : 0;
}

/* Until a signal comes, a while after something happened in the watched folder, or until the time is up. */
static void wait_for_change(struct control *control, int64_t end_us) {
    struct pollfd sources[] = {
        {.fd = control->signals, .events = POLLIN},
        {.fd = control->watch != NULL ? watch_descriptor(control->watch) : -1, .events = POLLIN}};
    while (poll(sources, 2, wait_ms(end_us, control->settled_us)) != 0 && (sources[0].revents & POLLIN) == 0) {
        if ((sources[1].revents & POLLIN) == 0)
            continue;
        watch_drain(control->watch);
        if (control->settled_us == 0)
            control->settled_us = clock_us() + SETTLE_MS * US_PER_MS;
        if (clock_us() >= end_us)
            break;
    }
}

/* Whether it is time to look, and another file is there. */
static bool has_new_file(struct control *control) {
    if (control->settled_us == 0 || clock_us() < control->settled_us)
        return false;
    control->settled_us = 0;
    return watch_has_changed(control->watch);
}

enum control_event control_wait(struct control *control, int tick_ms) {
    int64_t end_us = tick_ms < 0 ? INT64_MAX : clock_us() + tick_ms * US_PER_MS;
    for (;;) {
        wait_for_change(control, end_us);
        int number = take_signal(control);
        if (number == SIGTERM || number == SIGINT) {
            pthread_sigmask(SIG_UNBLOCK, &control->stop, NULL);
            return number == SIGTERM ? CONTROL_TERMINATE : CONTROL_INTERRUPT;
        }
        if (number == SIGHUP || has_new_file(control))
            return CONTROL_RELOAD;
        if (clock_us() >= end_us)
            return CONTROL_TICK;
    }
}
