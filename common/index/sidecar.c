#include "common/index/sidecar.h"

#include "common/base/buf.h"
#include "common/index/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define SIDECAR_MAX_BYTES ((size_t)64 << 10)
#define HEX_BYTES (DIGEST_HEX_BYTES - 1)

/* Appends the sidecar's contents; *exists is false when there is no such file. */
static bool read_sidecar(const char *path, struct buf *text, bool *exists, struct err *err) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    *exists = fd >= 0 || errno != ENOENT;
    if (fd < 0)
        return !*exists || err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    ssize_t got = 0;
    do {
        char *to = buf_reserve(text, 4096);
        got = to != NULL ? read(fd, to, 4096) : 0;
        text->len += got > 0 ? (size_t)got : 0;
    } while (got > 0 || (got < 0 && errno == EINTR));
    bool ok = got == 0 && !text->failed;
    if (got < 0)
        err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    else if (!ok)
        err_set(err, ERR_FORMAT, "%s: too long for a list of checksums", path);
    close(fd);
    return ok;
}

/* A line is the checksum, a space, a space or '*', and the name; names of other files are left out. */
static bool find_checksum(struct str lines, struct str name, struct str *checksum) {
    for (struct str line; str_split(&lines, '\n', &line);) {
        struct str hex = str_head(line, HEX_BYTES), rest = str_trim(str_from_offset(line, HEX_BYTES));
        if (rest.len > 0 && rest.ptr[0] == '*')
            rest = str_from_offset(rest, 1);
        if (!digest_is_hex(hex, HEX_BYTES) || (rest.len > 0 && !str_equal(str_file_name(rest), name)))
            continue;
        *checksum = hex;
        return true;
    }
    return false;
}

static bool compare(const char *path, struct str checksum, struct str bytes, struct err *err) {
    struct digest digest;
    char hex[DIGEST_HEX_BYTES];
    if (!digest_pieces(&bytes, 1, &digest, err))
        return false;
    digest_hex(&digest, hex);
    return str_equal_nocase(checksum, str_from(hex)) ||
           err_set(err, ERR_FORMAT, "%s: has the checksum of another file; send both files again, or remove this one",
                   path);
}

static bool refuse_lines(const char *sidecar, const char *path, struct err *err) {
    struct str name = str_file_name(str_from(path));
    return err_set(err, ERR_FORMAT,
                   "%s: has no checksum of %.*s: a line of 64 hexadecimal digits, two spaces and that name, as "
                   "sha256sum writes it",
                   sidecar, STR_ARG(name));
}

bool sidecar_check(const char *path, struct str bytes, struct err *err) {
    struct buf sidecar, text;
    struct str checksum;
    bool exists;
    buf_init(&sidecar, 8192);
    buf_init(&text, SIDECAR_MAX_BYTES);
    buf_addf(&sidecar, "%s" SIDECAR_SUFFIX, path);
    bool ok = !buf_failed(&sidecar) || err_set(err, ERR_LIMIT, "%s: the name is too long", path);
    ok = ok && read_sidecar(sidecar.data, &text, &exists, err);
    if (ok && exists) {
        ok = find_checksum(buf_str(&text), str_file_name(str_from(path)), &checksum) ||
             refuse_lines(sidecar.data, path, err);
        ok = ok && compare(sidecar.data, checksum, bytes, err);
    }
    buf_free(&sidecar);
    buf_free(&text);
    return ok;
}
