/* Whether the server does its work: what the service manager's watchdog wants to know.
 *
 * Two things are looked at. An engine is borrowed and searches, as for a request. And no work may lie untouched: while
 * a connection waits to be accepted or a request is in a handler, something must have moved within PULSE_PATIENCE_MS: a
 * connection, an answer, or a piece of one that slow clients are taking. A server that is merely busy, or held by slow
 * clients, moves all the time; one whose threads all wait for one another does not. It asks no
 * question over the network, because a confined server can connect to nothing, and because an overloaded one would
 * answer late and be restarted when that helps least.
 *
 * Thread rule: one thread at a time. */
#ifndef DOCFINCH_SERVER_SUPERVISE_PULSE_H
#define DOCFINCH_SERVER_SUPERVISE_PULSE_H

#include "server/http/http.h"
#include "server/index/generation.h"

#include <stdbool.h>
#include <stdint.h>

/* All threads may be held by connections that say or take nothing for HTTP_TIMEOUT_MS and a little, so that nothing is
 * accepted. */
#define PULSE_PATIENCE_MS 5000

struct pulse {
    unsigned long accepted, answered, taken; /* as they were when something moved last */
    int64_t moved_us;                        /* clock_us() at that moment */
};

/* As if something had just moved. */
void pulse_init(struct pulse *pulse, int64_t now_us);

/* Whether work moves, or there is none. Pure. */
bool pulse_judge(struct pulse *pulse, const struct http_load *load, int64_t now_us);

/* Both looks, at the running server; takes a search's time. When it is false the log says why. */
bool pulse_check(struct pulse *pulse, const struct http *http, const struct generation *generation);

#endif
