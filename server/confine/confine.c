/* prctl() is Linux, and realpath() needs more than POSIX.1-2008's base. */
#define _GNU_SOURCE

#include "server/confine/confine.h"

#include "common/base/log.h"
#include "server/confine/landlock.h"
#include "server/confine/syscalls.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define IS_SANITIZED true
#elif defined __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define IS_SANITIZED true
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED false
#endif

/* The kernel's figures about this process: memory, descriptors, threads. */
#define OWN_FIGURES "/proc/self"

/* A thread that is there already would stay free. Where /proc is not mounted nobody knows. */
static bool check_single_thread(struct err *err) {
    DIR *threads = opendir(OWN_FIGURES "/task");
    if (threads == NULL)
        return true;
    unsigned count = 0;
    for (const struct dirent *entry; (entry = readdir(threads)) != NULL;)
        count += entry->d_name[0] != '.';
    closedir(threads);
    return count <= 1 || err_set(err, ERR_INTERNAL, "%u threads run before the server is confined", count);
}

static bool allow_folder_of(const struct landlock *landlock, char *path, struct err *err) {
    char *slash = strrchr(path, '/');
    if (slash == NULL)
        return landlock_allow_read(landlock, ".", err);
    slash[slash == path] = '\0';
    return landlock_allow_read(landlock, path, err);
}

/* The folder of its name, where another file or link may take its place, and the folder of the file that a link leads
 * to: releases are often switched so. */
static bool allow_artifact(const struct landlock *landlock, const char *path, struct err *err) {
    char *name = strdup(path), *target = realpath(path, NULL);
    bool ok = name != NULL && target != NULL;
    if (ok)
        ok = allow_folder_of(landlock, name, err) && allow_folder_of(landlock, target, err);
    else
        err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    free(name);
    free(target);
    return ok;
}

static bool allow_paths(const struct landlock *landlock, const struct confine_options *options, struct err *err) {
    bool ok = allow_artifact(landlock, options->artifact, err);
    for (size_t i = 0; ok && i < options->readable_count; i++)
        ok = landlock_allow_read(landlock, options->readable[i], err);
    for (size_t i = 0; ok && i < options->writable_count; i++)
        ok = landlock_allow_write(landlock, options->writable[i], err);
    if (ok && access(OWN_FIGURES, F_OK) == 0)
        ok = landlock_allow_read(landlock, OWN_FIGURES, err);
    return ok && landlock_allow_bind(landlock, options->port, err);
}

static bool restrict_files(const struct confine_options *options, struct err *err) {
    struct landlock landlock;
    tzset(); /* libc reads the time zone's file when it first needs it */
    bool ok = check_single_thread(err) && landlock_open(&landlock, err);
    if (!ok)
        return false;
    if (landlock.abi == 0)
        log_info("this kernel has no Landlock: the server runs without its limits on files");
    ok = allow_paths(&landlock, options, err) && landlock_restrict(&landlock, err);
    landlock_close(&landlock);
    return ok;
}

static bool restrict_calls(struct err *err) {
    bool is_supported;
    if (!syscalls_restrict(&is_supported, err))
        return false;
    if (!is_supported)
        log_info("this kernel has no seccomp filters: the server runs without limits on system calls");
    return true;
}

/* Without the powers of root a file that could be read at the start may be out of reach. */
static void check_readable(const char *artifact) {
    int fd = open(artifact, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd >= 0)
        close(fd);
    else
        log_warning("%s: served, but cannot be read a second time: %s", artifact, strerror(errno));
}

/* access() asks the file's permissions, open() Landlock too. */
const char *confine_hint(const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd >= 0)
        close(fd);
    else if (errno == EACCES && access(path, R_OK) == 0)
        return " (a link leads out of the folders that the server may read; start it with --readable and the folder "
               "that the file is in)";
    return "";
}

bool confine_begin(struct confine *confine, const struct confine_options *options, struct err *err) {
    confine->options = *options;
    confine->options.readable = confine->options.writable = NULL;
    if (options->user != NULL && !privileges_look_up(&confine->privileges, options->user, err))
        return false;
    if (options->is_off)
        return true;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return err_set(err, ERR_IO, "cannot forbid new privileges: %s", strerror(errno));
    return (IS_SANITIZED || restrict_files(options, err)) &&
           privileges_reduce(options->port, options->user != NULL, err);
}

bool confine_finish(const struct confine *confine, struct err *err) {
    const struct confine_options *options = &confine->options;
    if (options->user != NULL && !privileges_become(&confine->privileges, err))
        return false;
    check_readable(options->artifact);
    /* Another user makes a process that cannot be traced, on which the leak detector depends. */
    if (prctl(PR_SET_DUMPABLE, IS_SANITIZED || options->is_off, 0, 0, 0) != 0)
        return err_set(err, ERR_IO, "cannot set who may read the memory: %s", strerror(errno));
    return options->is_off || IS_SANITIZED || restrict_calls(err);
}
