/* What the service manager is told: the protocol of sd_notify(3), one datagram for each message. Without a manager
 * (no NOTIFY_SOCKET in the environment) nothing is sent, and every call is fine.
 *
 * It is spoken here and not through libsystemd: the protocol is stable and documented for that ("Notes" in
 * sd_notify(3)), takes one sendmsg(), and the library would load compression and cryptography into a process that is
 * meant to have little in it. The socket is connected when it is opened, because a confined server can reach no other.
 *
 * Thread rule: open and close while there is one thread; messages from any. */
#ifndef DOCFINCH_SERVER_SUPERVISE_NOTIFY_H
#define DOCFINCH_SERVER_SUPERVISE_NOTIFY_H

#include "common/base/str.h"

#include <stdint.h>

struct notify {
    int socket;           /* -1: no manager */
    unsigned watchdog_ms; /* the manager ends the process when it hears no notify_watchdog() for so long; 0: never */
};

/* A message that the manager has no room for is lost after so long. */
#define NOTIFY_WAIT_MS 500

/* How often notify_watchdog() is to be called, in milliseconds; -1: never. The manager should hear it more than twice
 * in its period. */
int notify_tick_ms(const struct notify *notify);

/* Reads NOTIFY_SOCKET (a path, or @ and an abstract name), WATCHDOG_USEC and WATCHDOG_PID. A socket that cannot be used
 * is a warning. *notify is owned: notify_close(). */
void notify_open(struct notify *notify);
void notify_close(struct notify *notify);

/* Requests are answered from now on; also after notify_reloading(), whether the reload worked or not. */
void notify_ready(const struct notify *notify);

/* A reload has begun. notify_ready() ends it. */
void notify_reloading(const struct notify *notify);

/* The server is about to end. */
void notify_stopping(const struct notify *notify);

/* What `systemctl status` shows: one line, cut after NOTIFY_MAX_BYTES. */
#define NOTIFY_MAX_BYTES 256
void notify_status(const struct notify *notify, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The status while everything is well. */
void notify_serving(const struct notify *notify, int64_t entry_count, struct str artifact_id);

/* The server does its work. To be sent only when that was seen (pulse.h), several times in watchdog_ms. */
void notify_watchdog(const struct notify *notify);

#endif
