/* Content codings (RFC 9110, 8.4.1): how a finished body is made smaller, once, before anybody asks for it. The home of
 * zlib's compressor and of Brotli.
 *
 * Thread rule: no state; any thread. */
#ifndef DOCFINCH_SERVER_HTTP_CODING_H
#define DOCFINCH_SERVER_HTTP_CODING_H

#include "common/base/str.h"

#include <stddef.h>

/* In order of preference: of two that a client likes equally, the later one is sent. */
enum coding { CODING_IDENTITY, CODING_GZIP, CODING_BROTLI, CODINGS };

/* Up to this size Brotli does its best (quality 11: 0.4 to 1 MB/s, a seventh smaller); beyond, quality 5 has to do (20
 * MB/s), so that a server with hundreds of doc sets starts as fast as others. */
#define CODING_BEST_MAX_BYTES ((size_t)32 << 10)

/* "gzip", "br": as Content-Encoding and behind an ETag; NULL for identity. */
const char *coding_name(enum coding coding);

/* The coded body, owned (free() its ptr); empty when the coding does not make it smaller, or has no memory to try.
 * Equal bodies give equal bytes: gzip's header (RFC 1952) then has no time and no name. */
struct str coding_apply(enum coding coding, struct str body);

#endif
