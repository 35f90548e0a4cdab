/* MAP_ANONYMOUS is newer than POSIX.1-2008. */
#define _DEFAULT_SOURCE

#include "common/index/image.h"

#include "common/index/schema.h"
#include "common/index/sidecar.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Offsets in the header of an SQLite file: https://www.sqlite.org/fileformat2.html#the_database_header */
#define OFFSET_PAGE_BYTES 16
#define OFFSET_RESERVED 20
#define OFFSET_PAGE_COUNT 28
#define OFFSET_USER_VERSION 60
#define OFFSET_APPLICATION_ID 68

/* Where the checksum stands: the reserved bytes at the end of the first page. */
#define OFFSET_DIGEST (SCHEMA_PAGE_BYTES - SCHEMA_RESERVED_BYTES)

_Static_assert(DIGEST_BYTES <= SCHEMA_RESERVED_BYTES, "the checksum must fit into the reserved bytes");

/* A file that is only hashed is read in such pieces; a multiple of the page. */
#define HASH_PIECE_BYTES ((size_t)64 << 10)

/* A larger file is not read into memory. */
#define IMAGE_MAX_BYTES ((off_t)64 << 30)

static bool image_open(const char *path, int *fd, struct stat *status, struct err *err) {
    /* O_NONBLOCK: opening a FIFO must not wait for a writer. */
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (*fd < 0 && errno == ENOENT)
        return err_set(err, ERR_IO, "%s: there is no such file; build it with docfinch-index build", path);
    if (*fd < 0)
        return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    if (fstat(*fd, status) != 0)
        return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    if (!S_ISREG(status->st_mode))
        return err_set(err, ERR_FORMAT, "%s: not a regular file; give an artifact that docfinch-index build made",
                       path);
    if (status->st_size < SCHEMA_PAGE_BYTES)
        return err_set(err, ERR_FORMAT,
                       "%s: too short to be a docfinch artifact (%lld bytes); build one with docfinch-index build",
                       path, (long long)status->st_size);
    if (status->st_size > IMAGE_MAX_BYTES)
        return err_set(err, ERR_LIMIT, "%s: larger than %lld bytes", path, (long long)IMAGE_MAX_BYTES);
    return true;
}

static bool image_read(struct image *image, int fd, const char *path, struct err *err) {
    size_t done = 0;
    while (done < image->size) {
        ssize_t got = read(fd, image->bytes + done, image->size - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
        if (got == 0)
            return err_set(err, ERR_IO, "%s: became shorter while it was read", path);
        done += (size_t)got;
    }
    char more;
    if (read(fd, &more, 1) > 0)
        return err_set(err, ERR_IO, "%s: became longer while it was read", path);
    return true;
}

static uint32_t big_endian(const unsigned char *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* head: the first page of a file of `size` bytes. */
static bool check_header(const unsigned char *head, size_t size, const char *path, struct err *err) {
    if (memcmp(head, "SQLite format 3", 16) != 0)
        return err_set(err, ERR_FORMAT, "%s: not an SQLite file; build one with docfinch-index build", path);
    if (big_endian(head + OFFSET_APPLICATION_ID) != SCHEMA_APPLICATION_ID)
        return err_set(err, ERR_FORMAT, "%s: an SQLite file, but not a docfinch artifact", path);
    uint32_t version = big_endian(head + OFFSET_USER_VERSION);
    if (version != SCHEMA_FORMAT_VERSION)
        return err_set(err, ERR_FORMAT,
                       "%s: format version %u, this program reads version %u; build it again with docfinch-index %s",
                       path, version, SCHEMA_FORMAT_VERSION, DOCFINCH_VERSION);
    uint32_t page_bytes = (uint32_t)head[OFFSET_PAGE_BYTES] << 8 | head[OFFSET_PAGE_BYTES + 1];
    if (page_bytes != SCHEMA_PAGE_BYTES || head[OFFSET_RESERVED] != SCHEMA_RESERVED_BYTES)
        return err_set(err, ERR_FORMAT, "%s: damaged (page size %u)", path, page_bytes);
    uint64_t stated = (uint64_t)big_endian(head + OFFSET_PAGE_COUNT) * SCHEMA_PAGE_BYTES;
    if (stated != size)
        return err_set(err, ERR_FORMAT, "%s: damaged: %zu bytes, should be %llu; copy it again", path, size,
                       (unsigned long long)stated);
    return true;
}

static bool image_digest(const unsigned char *bytes, size_t size, struct digest *digest, struct err *err) {
    static const char zeros[DIGEST_BYTES];
    const char *text = (const char *)bytes;
    const struct str pieces[] = {
        str_make(text, OFFSET_DIGEST),
        str_make(zeros, DIGEST_BYTES),
        str_make(text + OFFSET_DIGEST + DIGEST_BYTES, size - OFFSET_DIGEST - DIGEST_BYTES),
    };
    return digest_pieces(pieces, sizeof pieces / sizeof *pieces, digest, err);
}

static bool check_digest(const struct digest *digest, const unsigned char *head, const char *path, struct err *err) {
    if (memcmp(digest->bytes, head + OFFSET_DIGEST, DIGEST_BYTES) != 0)
        return err_set(err, ERR_FORMAT, "%s: damaged: its checksum does not match; copy or build it again", path);
    return true;
}

static bool image_map(struct image *image, size_t size, struct err *err) {
    void *bytes = mmap(NULL, size + IMAGE_TAIL_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (bytes == MAP_FAILED)
        return err_set(err, ERR_LIMIT, "no memory for an artifact of %zu bytes: %s", size, strerror(errno));
    image->bytes = bytes;
    image->size = size;
    return true;
}

bool image_load(struct image *image, const char *path, struct err *err) {
    *image = (struct image){0};
    int fd = -1;
    struct stat status;
    bool ok = image_open(path, &fd, &status, err) && image_map(image, (size_t)status.st_size, err) &&
              image_read(image, fd, path, err) && check_header(image->bytes, image->size, path, err) &&
              image_digest(image->bytes, image->size, &image->digest, err) &&
              check_digest(&image->digest, image->bytes, path, err) &&
              sidecar_check(path, str_make((const char *)image->bytes, image->size), err);
    if (ok && mprotect(image->bytes, image->size + IMAGE_TAIL_BYTES, PROT_READ) != 0)
        ok = err_set(err, ERR_INTERNAL, "mprotect: %s", strerror(errno));
    if (fd >= 0)
        close(fd);
    if (!ok)
        image_free(image);
    return ok;
}

void image_free(struct image *image) {
    if (image->bytes != NULL)
        munmap(image->bytes, image->size + IMAGE_TAIL_BYTES);
    *image = (struct image){0};
}

/* The hash of a file, the checksum's own place counted as zeros; the first page is left in `head`. */
static bool hash_file(int fd, const char *path, unsigned char head[SCHEMA_PAGE_BYTES], struct digest *digest,
                      struct err *err) {
    unsigned char piece[HASH_PIECE_BYTES];
    struct digest_stream stream;
    digest_begin(&stream);
    bool ok = true;
    for (off_t at = 0;;) {
        ssize_t got = pread(fd, piece, HASH_PIECE_BYTES, at);
        if (got < 0 && errno == EINTR)
            continue;
        ok = got >= 0 && (at > 0 || got >= SCHEMA_PAGE_BYTES);
        if (!ok || got == 0)
            break;
        if (at == 0) {
            memcpy(head, piece, SCHEMA_PAGE_BYTES);
            memset(piece + OFFSET_DIGEST, 0, DIGEST_BYTES);
        }
        digest_add(&stream, str_make((const char *)piece, (size_t)got));
        at += got;
    }
    int code = errno;
    bool hashed = digest_end(&stream, digest, err);
    if (!ok)
        return err_set(err, ERR_IO, "%s: cannot be read: %s", path, strerror(code));
    return hashed;
}

bool image_check(const char *path, struct err *err) {
    unsigned char head[SCHEMA_PAGE_BYTES];
    struct digest digest;
    struct stat status;
    int fd = -1;
    bool ok = image_open(path, &fd, &status, err) && hash_file(fd, path, head, &digest, err) &&
              check_header(head, (size_t)status.st_size, path, err) && check_digest(&digest, head, path, err);
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool seal_write(int fd, const struct digest *digest, const char *path, struct err *err) {
    if (pwrite(fd, digest->bytes, DIGEST_BYTES, OFFSET_DIGEST) != DIGEST_BYTES)
        return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    return true;
}

bool image_seal(const char *path, struct err *err) {
    unsigned char head[SCHEMA_PAGE_BYTES];
    struct digest digest;
    struct stat status;
    int fd = open(path, O_RDWR | O_CLOEXEC);
    bool ok = fd >= 0 && fstat(fd, &status) == 0;
    if (!ok)
        err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    ok = ok && hash_file(fd, path, head, &digest, err) && check_header(head, (size_t)status.st_size, path, err) &&
         seal_write(fd, &digest, path, err);
    if (fd >= 0)
        close(fd);
    return ok;
}

bool image_flush(const char *path, struct err *err) {
    int fd = open(path, O_RDWR | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (!ok)
        err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return ok;
}
