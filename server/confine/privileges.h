/* Who the process is, and what root's powers it keeps.
 *
 * Thread rule: look up and reduce while there is one thread; become from any thread, it changes all of them. */
#ifndef DOCFINCH_SERVER_CONFINE_PRIVILEGES_H
#define DOCFINCH_SERVER_CONFINE_PRIVILEGES_H

#include "common/base/err.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define PRIVILEGES_MAX_GROUPS 64

struct privileges {
    const char *name; /* of the user; borrowed from the caller */
    uid_t user;
    gid_t group;
    gid_t groups[PRIVILEGES_MAX_GROUPS]; /* all of the user's */
    int group_count;
};

/* Finds the user, by name or number, while the files that say so may be read. Errors: ERR_USAGE when there is no such
 * user, when it is root, or when this process is not root and cannot become anybody. */
bool privileges_look_up(struct privileges *privileges, const char *name, struct err *err);

/* Gives up all capabilities but those still needed: to listen on a port below 1024, and when becomes_user, to become
 * another user and, until then, to read a TLS key that only that user may read. What is given up cannot come back. */
bool privileges_reduce(uint16_t port, bool becomes_user, struct err *err);

/* Becomes the user in all threads, for good, and proves it. This ends every capability. */
bool privileges_become(const struct privileges *privileges, struct err *err);

#endif
