/* signalfd is Linux. */
#define _GNU_SOURCE

#include "server/life/control.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* A file and its checksum come one after the other: what happens within this time is one change. */
#define SETTLE_MS 200

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

/* Until a signal comes, or what happened to the watched folder has been over for a while. */
static void wait_for_change(struct control *control) {
    struct pollfd sources[] = {
        {.fd = control->signals, .events = POLLIN},
        {.fd = control->watch != NULL ? watch_descriptor(control->watch) : -1, .events = POLLIN}};
    int timeout_ms = -1;
    while (poll(sources, 2, timeout_ms) != 0 && (sources[0].revents & POLLIN) == 0) {
        if ((sources[1].revents & POLLIN) == 0)
            continue;
        watch_drain(control->watch);
        timeout_ms = SETTLE_MS;
    }
}

enum control_event control_wait(struct control *control) {
    for (;;) {
        wait_for_change(control);
        int number = take_signal(control);
        if (number == SIGHUP || (number == 0 && control->watch != NULL && watch_has_changed(control->watch)))
            return CONTROL_RELOAD;
        if (number == SIGTERM || number == SIGINT)
            break;
    }
    pthread_sigmask(SIG_UNBLOCK, &control->stop, NULL);
    return CONTROL_STOP;
}
