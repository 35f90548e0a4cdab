/* Loaded into a program with LD_PRELOAD, it makes the system fail as the environment says:
 *
 *   DOCFINCH_FAIL_ALLOCATION=K  the Kth allocation gives NULL, counted from 1 over all threads and libraries
 *   DOCFINCH_READ=short         read() of a regular file gives at most half of what was asked for, and 512 bytes
 *   DOCFINCH_READ=error         read() of more than 64 kB from a regular file fails with EIO
 *
 * When the program ends by itself, the number of its allocations is printed on standard error. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SHORT_READ_BYTES 512
#define FAILING_READ_BYTES 65536

/* The C library has names of its own for these functions and for what they are given. */
/* NOLINTBEGIN(readability-inconsistent-declaration-parameter-name, bugprone-reserved-identifier) */

/* What GNU's C library calls its own. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static atomic_long allocations;
static long failing;
static enum { READ_WHOLE, READ_SHORT, READ_ERROR } reading;
static ssize_t (*real_read)(int fd, void *bytes, size_t size);

__attribute__((constructor)) static void begin(void) {
    const char *allocation = getenv("DOCFINCH_FAIL_ALLOCATION"), *how = getenv("DOCFINCH_READ");
    void *found = dlsym(RTLD_NEXT, "read");
    memcpy(&real_read, &found, sizeof found);
    if (how != NULL)
        reading = strcmp(how, "short") == 0 ? READ_SHORT : READ_ERROR;
    atomic_store(&allocations, 0);
    if (allocation != NULL)
        failing = strtol(allocation, NULL, 10);
}

__attribute__((destructor)) static void end(void) {
    fprintf(stderr, "%ld allocations\n", atomic_load(&allocations));
}

static bool fails(void) {
    bool is_failing = atomic_fetch_add(&allocations, 1) + 1 == failing;
    if (is_failing)
        errno = ENOMEM;
    return is_failing;
}

void *malloc(size_t size) {
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
    return fails() ? NULL : __libc_realloc(old, size);
}

static bool is_regular(int fd) {
    struct stat status;
    return fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

ssize_t read(int fd, void *bytes, size_t size) {
    if (reading == READ_WHOLE || !is_regular(fd))
        return real_read(fd, bytes, size);
    if (reading == READ_SHORT && size > 1)
        return real_read(fd, bytes, size / 2 < SHORT_READ_BYTES ? size / 2 : SHORT_READ_BYTES);
    if (reading == READ_ERROR && size > FAILING_READ_BYTES) {
        errno = EIO;
        return -1;
    }
    return real_read(fd, bytes, size);
}

/* NOLINTEND(readability-inconsistent-declaration-parameter-name, bugprone-reserved-identifier) */
