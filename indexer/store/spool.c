#include "indexer/store/spool.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#define FLUSH_BYTES ((size_t)1 << 20)
#define SPOOL_RECORD_MAX_BYTES ((size_t)1 << 30)

static bool spool_fail(const struct spool *spool, struct err *err) {
    return err_set(err, ERR_IO, "temporary file beside %s: %s", spool->near, strerror(errno));
}

bool spool_open(struct spool *spool, const char *near, struct err *err) {
    *spool = (struct spool){.fd = -1, .near = near};
    buf_init(&spool->waiting, FLUSH_BYTES + SPOOL_RECORD_MAX_BYTES);
    struct buf path;
    buf_init(&path, 8192);
    buf_addf(&path, "%s.spool.XXXXXX", near);
    spool->fd = mkstemp(path.data);
    bool ok = spool->fd >= 0 ? unlink(path.data) == 0 : false;
    if (!ok)
        err_set(err, ERR_IO, "%s: %s", path.data, strerror(errno));
    buf_free(&path);
    return ok;
}

void spool_close(struct spool *spool) {
    if (spool->fd >= 0)
        close(spool->fd);
    spool->fd = -1;
    buf_free(&spool->waiting);
}

bool spool_flush(struct spool *spool, struct err *err) {
    for (size_t done = 0; done < spool->waiting.len;) {
        ssize_t wrote = write(spool->fd, spool->waiting.data + done, spool->waiting.len - done);
        if (wrote < 0 && errno != EINTR)
            return spool_fail(spool, err);
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    buf_reset(&spool->waiting);
    return true;
}

bool spool_append(struct spool *spool, struct str bytes, struct spool_record *record, struct err *err) {
    if (bytes.len > SPOOL_RECORD_MAX_BYTES)
        return err_set(err, ERR_LIMIT, "a record of %zu bytes", bytes.len);
    *record = (struct spool_record){spool->size_bytes, (uint32_t)bytes.len};
    buf_add(&spool->waiting, bytes);
    spool->size_bytes += bytes.len;
    return spool->waiting.len < FLUSH_BYTES || spool_flush(spool, err);
}

bool spool_read(const struct spool *spool, struct spool_record record, struct buf *out, struct err *err) {
    buf_reset(out);
    if (buf_reserve(out, record.length) == NULL)
        return err_set(err, ERR_LIMIT, "a record of %u bytes", record.length);
    while (out->len < record.length) {
        ssize_t got =
            pread(spool->fd, out->data + out->len, record.length - out->len, (off_t)(record.offset + out->len));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0 ? err_set(err, ERR_INTERNAL, "the temporary file is too short") : spool_fail(spool, err);
        out->len += (size_t)got;
    }
    out->data[out->len] = '\0';
    return true;
}
