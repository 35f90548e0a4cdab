#include "indexer/store/artifact.h"

#include "common/index/image.h"
#include "common/search/engine.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static bool artifact_fail(const char *path, struct err *err) {
    return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
}

static bool lock_whole_file(int fd) {
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return fcntl(fd, F_SETLK, &lock) == 0;
}

/* Whether the file that is locked is still the one that others would open: the holder before may have removed it. */
static bool is_current(int fd, const char *path) {
    struct stat held, named;
    return fstat(fd, &held) == 0 && stat(path, &named) == 0 && held.st_ino == named.st_ino &&
           held.st_dev == named.st_dev;
}

/* The lock is on a file of its own: closing any descriptor of a file drops a process's locks on it, and SQLite opens
 * and closes the temporary file itself. */
static bool take_lock(struct artifact *artifact, struct err *err) {
    struct buf path;
    buf_init(&path, 8192);
    buf_addf(&path, "%s.lock", artifact->target);
    bool ok = true, is_locked = false;
    while (ok && !is_locked) {
        int fd = open(path.data, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (fd < 0)
            ok = err_set(err, ERR_IO, "%s: cannot be written here: %s", artifact->target, strerror(errno));
        else if (!lock_whole_file(fd))
            ok = err_set(err, ERR_IO, "%s: another docfinch-index is writing it; wait for it to end", artifact->target);
        else if (is_current(fd, path.data))
            is_locked = true;
        if (is_locked)
            artifact->lock_fd = fd;
        else if (fd >= 0)
            close(fd);
    }
    buf_free(&path);
    return ok;
}

bool artifact_open(struct artifact *artifact, const char *target, struct err *err) {
    *artifact = (struct artifact){.target = target, .lock_fd = -1};
    buf_init(&artifact->path, 8192);
    buf_addf(&artifact->path, "%s.tmp", target);
    struct stat status;
    if (stat(target, &status) == 0 && !S_ISREG(status.st_mode))
        return err_set(err, ERR_IO, "%s: not a regular file; choose another --output", target);
    if (!take_lock(artifact, err))
        return false;
    if (unlink(artifact->path.data) != 0 && errno != ENOENT)
        return artifact_fail(artifact->path.data, err);
    return true;
}

static bool sync_folder(const char *path, struct err *err) {
    struct buf copy;
    buf_init(&copy, 8192);
    buf_puts(&copy, path);
    int fd = open(dirname(copy.data), O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (!ok)
        artifact_fail(path, err);
    if (fd >= 0)
        close(fd);
    buf_free(&copy);
    return ok;
}

/* The file on its way to the disk. */
struct flush {
    const char *path;
    pthread_t thread;
    bool is_running, ok;
    struct err err;
};

static void *flush_main(void *context) {
    struct flush *flush = context;
    flush->ok = image_flush(flush->path, &flush->err);
    return NULL;
}

static void flush_begin(struct flush *flush, const char *path) {
    *flush = (struct flush){.path = path};
    flush->is_running = pthread_create(&flush->thread, NULL, flush_main, flush) == 0;
    if (!flush->is_running) /* no thread to be had: now instead of beside */
        flush_main(flush);
}

static bool flush_end(struct flush *flush, struct err *err) {
    if (flush->is_running)
        pthread_join(flush->thread, NULL);
    if (!flush->ok && err->code == ERR_NONE)
        *err = flush->err;
    return flush->ok;
}

/* The disk takes as long as the check. */
static bool check_and_flush(const char *path, struct err *err) {
    struct flush flush;
    flush_begin(&flush, path);
    bool is_whole = corpus_check(path, err);
    return flush_end(&flush, err) && is_whole;
}

bool artifact_publish(struct artifact *artifact, struct err *err) {
    if (!image_seal(artifact->path.data, err) || !check_and_flush(artifact->path.data, err))
        return false;
    if (rename(artifact->path.data, artifact->target) != 0)
        return artifact_fail(artifact->target, err);
    return sync_folder(artifact->target, err);
}

void artifact_close(struct artifact *artifact) {
    if (artifact->lock_fd >= 0) {
        unlink(artifact->path.data);
        struct buf lock;
        buf_init(&lock, 8192);
        buf_addf(&lock, "%s.lock", artifact->target);
        unlink(lock.data);
        buf_free(&lock);
        close(artifact->lock_fd);
    }
    buf_free(&artifact->path);
    artifact->lock_fd = -1;
}
