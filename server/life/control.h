/* What the process is told while it serves: by signals, and by a change of the artifact's file.
 *
 * Thread rule: one thread. */
#ifndef DOCFINCH_SERVER_LIFE_CONTROL_H
#define DOCFINCH_SERVER_LIFE_CONTROL_H

#include "common/base/err.h"
#include "server/life/watch.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

enum control_event {
    CONTROL_TERMINATE, /* SIGTERM: a manager's wish to stop */
    CONTROL_INTERRUPT, /* SIGINT: somebody's at the terminal */
    CONTROL_RELOAD,    /* SIGHUP, or the watched file has changed */
    CONTROL_TICK,      /* none of them for the time that was given */
};

struct control {
    sigset_t stop;       /* signals */
    int signals;         /* signalfd(2) */
    struct watch *watch; /* NULL: nothing is watched */
    int64_t settled_us;  /* clock_us() when what happened in the folder is looked at; 0: nothing happened */
};

/* Blocks the signals for this thread and those it starts: to be called before the first of them. watched is the path of
 * the artifact, borrowed, or NULL. Errors: ERR_IO. */
bool control_open(struct control *control, const char *watched, struct err *err);

/* Safe after control_open() has failed. */
void control_close(struct control *control);

/* Waits for the next event, at most tick_ms; -1: as long as it takes. After one that stops another stop signal ends the
 * process at once. */
enum control_event control_wait(struct control *control, int tick_ms);

#endif
