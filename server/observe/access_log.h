/* A line of JSON for every request, written by one thread.
 *
 * Threads that answer requests put records into a ring and go on: they never wait for a disk. A record that finds the
 * ring full is dropped and counted, and so is one that cannot be written; a line in the server's log says which, and
 * why, at most one a minute for each. The ring is some 5 MB.
 *
 * Thread rule: access_log_put() from any thread, without waiting; open and close from one thread, when no other one
 * uses it. access_log_reopen() from any thread. */
#ifndef DOCFINCH_SERVER_OBSERVE_ACCESS_LOG_H
#define DOCFINCH_SERVER_OBSERVE_ACCESS_LOG_H

#include "common/base/err.h"
#include "server/observe/access_record.h"
#include "server/observe/metrics.h"

#include <stdbool.h>

/* Records that wait to be written; a power of two. */
#define ACCESS_LOG_RING_RECORDS 8192

/* How long a stop waits for a pipe that nobody reads, and how long records are gathered to be written together. */
#define ACCESS_LOG_STALL_MS 2000
#define ACCESS_LOG_GATHER_MS 10

struct access_log;

/* Appends to the file, which is made when it is not there, readable for owner and group; "-" is standard error. path is
 * borrowed until access_log_close(), metrics too: they count what is dropped. *log is owned: access_log_close().
 * Errors: ERR_IO. */
bool access_log_open(struct access_log **log, const char *path, struct metrics *metrics, struct err *err);

/* Starts the thread that writes, before the first access_log_put(). Errors: ERR_INTERNAL. NULL is fine. */
bool access_log_start(struct access_log *log, struct err *err);

/* Writes what is in the ring and ends the thread. A pipe that takes nothing for ACCESS_LOG_STALL_MS is given up. NULL
 * is fine. */
void access_log_close(struct access_log *log);

/* A copy of the record, but for its sequence number, which it gets here. */
void access_log_put(struct access_log *log, const struct access_record *record);

/* Has the file opened anew, within some ACCESS_LOG_GATHER_MS, for what renames log files. When that fails, a warning
 * says why and the log goes on in the file it has. Does nothing for standard error. NULL is fine. */
void access_log_reopen(struct access_log *log);

#endif
