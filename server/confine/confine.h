/* What the server can still do once it serves: nothing but that. Whoever takes it over through a mistake of ours or of
 * a library finds no files, no programs to run, no network to reach and no powers of root.
 *
 *   confine_begin()   after the artifact is loaded and the log file is open, before the first thread:
 *                     no new privileges; capabilities; which files can be opened (landlock.h)
 *   confine_finish()  when the server listens, in all threads:
 *                     another user (privileges.h); which system calls can be made (syscalls.h); no core dumps, and
 *                     no reading of its memory by other processes
 *
 * Files are restricted first because that holds for a thread and its children only; the rest second because to listen
 * takes more than to serve. Requests that arrive between the two are answered in between.
 *
 * Where the kernel has no Landlock or no seccomp, a line of the log says so and the server runs without. Everything
 * else that fails is an error: the operator asked for it.
 *
 * Builds with a sanitizer leave out Landlock, seccomp and the ban on core dumps. Their leak detector stops the process
 * with ptrace() when it ends, and reports run a symbolizer that reads the program's file.
 *
 * Thread rule: one thread. */
#ifndef DOCFINCH_SERVER_CONFINE_CONFINE_H
#define DOCFINCH_SERVER_CONFINE_CONFINE_H

#include "common/base/err.h"
#include "server/confine/privileges.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Borrowed until confine_finish() returns; the two lists only until confine_begin() does. */
struct confine_options {
    bool is_off;          /* only the user is changed */
    const char *user;     /* to become; NULL: stay who we are */
    const char *artifact; /* its folder can be read, so that a newer file can be found there, and where it leads */
    uint16_t port;        /* to listen on; 0: one that the system chooses */
    const char *const *readable; /* further files and folders, such as a TLS key that is read after confine_begin() */
    size_t readable_count;
    const char *const *writable; /* folders in which log files are made anew */
    size_t writable_count;
};

struct confine {
    struct confine_options options;
    struct privileges privileges; /* of the user to become */
};

/* Errors: ERR_USAGE for a user that cannot be; ERR_IO when a path is not there or the kernel refuses; ERR_INTERNAL when
 * there are several threads. */
bool confine_begin(struct confine *confine, const struct confine_options *options, struct err *err);
bool confine_finish(const struct confine *confine, struct err *err);

/* What to add to a message about a file that could not be read: what to do about it when it is out of reach only
 * because of the confinement, and nothing otherwise. Static. Any thread. */
const char *confine_hint(const char *path);

#endif
