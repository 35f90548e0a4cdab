/* The listening socket, which the HTTP library opens, waits on in a thread of its own, and does not give out.
 *
 * Thread rule: one thread at a time; the library's own threads aside. */
#ifndef DOCFINCH_SERVER_HTTP_LISTENER_H
#define DOCFINCH_SERVER_HTTP_LISTENER_H

#include "common/base/err.h"

#include <stdbool.h>

struct listener {
    int socket; /* the library's descriptor; borrowed */
    int port;
    int retired;  /* the listening socket after listener_retire(), under a descriptor of ours; -1 before */
    int quiet[2]; /* a pipe: the accepting thread waits for its first end once the socket is retired */
};

/* Finds the socket that accepts connections on this port. *listener is owned: listener_close(). */
bool listener_open(struct listener *listener, int port, struct err *err);

/* Safe on a listener whose opening failed, not on one that is zeroed. The library must have stopped. */
void listener_close(struct listener *listener);

/* Whether the kernel holds a connection that nobody has accepted yet. */
bool listener_is_waiting(const struct listener *listener);

/* Refuses new connections from now on. Those whose handshake has begun, and those that the kernel holds for the
 * accepting thread, are left to it first: that takes a tenth of a second, and at most a second on a machine that has
 * far too much to do. Afterwards that thread sleeps. */
bool listener_retire(struct listener *listener, struct err *err);

/* Wakes the accepting thread of a retired listener, so that it sees at once that the library stops. Does nothing before
 * listener_retire(). */
void listener_wake(struct listener *listener);

/* Descriptors below it may be connections. */
#define LISTENER_MAX_CONNECTION 65536

/* What is done with each open connection. */
typedef void listener_visit(void *context, int connection);

/* Visits all open connections, those that no thread of the library has taken yet included; how many there are. Takes
 * milliseconds. visit may be NULL. */
unsigned listener_visit_connections(const struct listener *listener, listener_visit *visit, void *context);

/* Connections that are open, those that no thread of the library has taken yet included. Takes milliseconds. */
unsigned listener_count_connections(const struct listener *listener);

/* shutdown(2) for all open connections. With SHUT_RD threads that wait for a request see the end of the connection,
 * and those that have one answer it; with SHUT_RDWR answers that are being sent end too. */
void listener_shut_connections(const struct listener *listener, int how);

#endif
