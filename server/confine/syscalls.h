/* The system calls that a running server makes, and no others (seccomp(2), by libseccomp).
 *
 * A call that is not on the list fails with EPERM. Those that only an intruder would make end the process with SIGSYS:
 * running programs, tracing, mounting, loading code into the kernel. New sockets cannot be made, and memory cannot
 * become executable.
 *
 * Who adds a feature that needs another call adds it to the list in syscalls.c; tests/http run against a confined
 * server and show what is missing.
 *
 * Thread rule: any thread; the filter holds for all threads at once, and for later ones. */
#ifndef DOCFINCH_SERVER_CONFINE_SYSCALLS_H
#define DOCFINCH_SERVER_CONFINE_SYSCALLS_H

#include "common/base/err.h"

#include <stdbool.h>

/* *is_supported is false, and nothing happened, when the kernel has no such filters. Needs PR_SET_NO_NEW_PRIVS. */
bool syscalls_restrict(bool *is_supported, struct err *err);

#endif
