/* An artifact in memory: read once, verified before SQLite sees a byte, then read-only.
 *
 * Thread rule: after image_load() any number of threads may read it. */
#ifndef DOCFINCH_COMMON_INDEX_IMAGE_H
#define DOCFINCH_COMMON_INDEX_IMAGE_H

#include "common/base/err.h"
#include "common/index/digest.h"

#include <stdbool.h>
#include <stddef.h>

/* SQLite reads pages where they are, and past the end of one that a mistake left damaged: not past the last one's. */
#define IMAGE_TAIL_BYTES 4096

struct image {
    unsigned char *bytes; /* owned, page-aligned, PROT_READ; IMAGE_TAIL_BYTES of zeros follow */
    size_t size;          /* bytes, without the tail */
    struct digest digest; /* what the file says of itself, and what was found */
};

/* Reads and verifies the file: a regular file, an SQLite header, our application id, our format version, the
 * checksum over all of it, and the one beside it (sidecar.h), if there is one. Errors: ERR_IO when it cannot be read
 * (or changes while it is), ERR_FORMAT with what is wrong and what to do about it. */
bool image_load(struct image *image, const char *path, struct err *err);

/* Safe on a zeroed image. No connection may be open on it. */
void image_free(struct image *image);

/* Verifies the file as image_load() does, but for a checksum beside it, without keeping it in memory. Same errors. */
bool image_check(const char *path, struct err *err);

/* Writes the checksum into a finished artifact. */
bool image_seal(const char *path, struct err *err);

/* Waits until the file is on the disk. */
bool image_flush(const char *path, struct err *err);

#endif
