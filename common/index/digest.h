/* SHA-256 (FIPS 180-4), by libcrypto; and what says of a script that it is the very one that was meant. */
#ifndef DOCFINCH_COMMON_INDEX_DIGEST_H
#define DOCFINCH_COMMON_INDEX_DIGEST_H

#include "common/base/err.h"
#include "common/base/str.h"

#include <stddef.h>

#define DIGEST_BYTES 32
#define DIGEST_HEX_BYTES (2 * DIGEST_BYTES + 1)

/* "sha384-", 48 bytes as base64, NUL. */
#define DIGEST_INTEGRITY_BYTES (7 + 64 + 1)

struct digest {
    unsigned char bytes[DIGEST_BYTES];
};

/* The hash of the pieces one after the other. */
bool digest_pieces(const struct str pieces[], size_t count, struct digest *digest, struct err *err);

/* Lower-case hexadecimal, NUL-terminated. */
void digest_hex(const struct digest *digest, char hex[DIGEST_HEX_BYTES]);

/* The value of an integrity attribute, with SHA-384, NUL-terminated (https://www.w3.org/TR/SRI/, 3.1). */
bool digest_integrity(struct str bytes, char text[DIGEST_INTEGRITY_BYTES], struct err *err);

/* Whether a text is so many hexadecimal digits, in either case. */
bool digest_is_hex(struct str text, size_t digits);

/* A hash over bytes that come one piece after another; fails stickily. */
struct digest_stream {
    void *context; /* owned until digest_end(); NULL: failed */
};

void digest_begin(struct digest_stream *stream);
void digest_add(struct digest_stream *stream, struct str piece);

/* Ends the stream, in any case; false with ERR_INTERNAL when something failed. */
bool digest_end(struct digest_stream *stream, struct digest *digest, struct err *err);

#endif
