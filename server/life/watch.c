/* inotify is Linux. */
#define _GNU_SOURCE

#include "server/life/watch.h"

#include "common/base/buf.h"
#include "common/base/mem.h"
#include "common/index/sidecar.h"

#include <errno.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

/* A writer that keeps the file open says nothing until it closes it. */
#define EVENTS (IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_ATTRIB)

/* Room for a few events with the longest names. */
#define EVENT_BYTES 4096

/* What tells a file from the one before at its path. */
struct identity {
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec modified;
};

struct watch {
    const char *path;
    char *sidecar;
    int fd;
    struct identity file, checksum;
};

static struct identity identify(const char *path) {
    struct stat status;
    if (stat(path, &status) != 0)
        return (struct identity){0};
    return (struct identity){status.st_dev, status.st_ino, status.st_size, status.st_mtim};
}

static bool is_same(const struct identity *a, const struct identity *b) {
    return a->device == b->device && a->inode == b->inode && a->size == b->size &&
           a->modified.tv_sec == b->modified.tv_sec && a->modified.tv_nsec == b->modified.tv_nsec;
}

static char *sidecar_of(const char *path) {
    struct buf name;
    buf_init(&name, strlen(path) + sizeof SIDECAR_SUFFIX);
    buf_addf(&name, "%s" SIDECAR_SUFFIX, path);
    return name.data;
}

static bool watch_folder(struct watch *watch, struct err *err) {
    char *copy = mem_strdup(watch->path);
    const char *folder = dirname(copy);
    watch->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    bool ok = watch->fd >= 0 && inotify_add_watch(watch->fd, folder, EVENTS) >= 0;
    if (!ok)
        err_set(err, ERR_IO, "cannot watch the folder %s: %s", folder, strerror(errno));
    free(copy);
    return ok;
}

bool watch_open(struct watch **watch, const char *path, struct err *err) {
    struct watch *new = mem_new(1, sizeof *new);
    *new = (struct watch){.path = path, .sidecar = sidecar_of(path), .fd = -1};
    bool ok = watch_folder(new, err);
    new->file = identify(path);
    new->checksum = identify(new->sidecar);
    if (!ok) {
        watch_close(new);
        new = NULL;
    }
    *watch = new;
    return ok;
}

void watch_close(struct watch *watch) {
    if (watch == NULL)
        return;
    if (watch->fd >= 0)
        close(watch->fd);
    free(watch->sidecar);
    free(watch);
}

int watch_descriptor(const struct watch *watch) {
    return watch->fd;
}

void watch_drain(struct watch *watch) {
    char events[EVENT_BYTES];
    while (read(watch->fd, events, sizeof events) > 0)
        continue;
}

/* What lies beside a file that is gone does not matter. */
bool watch_has_changed(struct watch *watch) {
    struct identity file = identify(watch->path), checksum = identify(watch->sidecar);
    bool is_there = file.inode != 0;
    bool changed = !is_same(&file, &watch->file) || (is_there && !is_same(&checksum, &watch->checksum));
    watch->file = file;
    watch->checksum = checksum;
    return changed;
}
