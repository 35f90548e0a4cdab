/* SHA-256 (FIPS 180-4), by libcrypto. */
#ifndef DOCFINCH_COMMON_INDEX_DIGEST_H
#define DOCFINCH_COMMON_INDEX_DIGEST_H

#include "common/base/err.h"
#include "common/base/str.h"

#include <stddef.h>

#define DIGEST_BYTES 32
#define DIGEST_HEX_BYTES (2 * DIGEST_BYTES + 1)

struct digest {
    unsigned char bytes[DIGEST_BYTES];
};

/* The hash of the pieces one after the other. */
bool digest_pieces(const struct str pieces[], size_t count, struct digest *digest, struct err *err);

/* Lower-case hexadecimal, NUL-terminated. */
void digest_hex(const struct digest *digest, char hex[DIGEST_HEX_BYTES]);

#endif
