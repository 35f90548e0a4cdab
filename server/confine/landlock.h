/* Landlock: which files this process may still open, and which ports it may use. What is open stays usable.
 * https://www.kernel.org/doc/html/latest/userspace-api/landlock.html
 *
 * A kernel without it (before 5.13, or where it is not among the enabled security modules) is told apart from a
 * failure. The kernel's version of the interface decides what is covered: truncation from 6.2 on, TCP ports from 6.7
 * on, signals and abstract UNIX sockets of other processes from 6.12 on.
 *
 * Thread rule: the restriction holds for the calling thread and those it starts afterwards. Call it while there is
 * one thread. */
#ifndef DOCFINCH_SERVER_CONFINE_LANDLOCK_H
#define DOCFINCH_SERVER_CONFINE_LANDLOCK_H

#include "common/base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct landlock {
    int ruleset; /* descriptor; -1 when the kernel has no Landlock, and then every call does nothing */
    int abi;     /* the kernel's version of the interface, from 1; 0 when there is none */
};

/* *landlock is owned: landlock_close(). Nothing is allowed yet, and nothing restricted. */
bool landlock_open(struct landlock *landlock, struct err *err);
void landlock_close(struct landlock *landlock);

/* Files may be read: this one, or all below this folder. Links are followed when this is called. */
bool landlock_allow_read(const struct landlock *landlock, const char *path, struct err *err);

/* Files below this folder may be made and written, or this one file. Nothing may be read, cut short, removed or
 * renamed. */
bool landlock_allow_write(const struct landlock *landlock, const char *path, struct err *err);

/* This process may listen on this TCP port (0: a free one of the system's choice), and on no other. */
bool landlock_allow_bind(const struct landlock *landlock, uint16_t port, struct err *err);

/* Restricts the thread for good. Needs PR_SET_NO_NEW_PRIVS. */
bool landlock_restrict(const struct landlock *landlock, struct err *err);

#endif
