/* Compression: of embedded files, as sqlar has it, and of files that come compressed. */
#ifndef DOCFINCH_INDEXER_INPUT_DEFLATE_H
#define DOCFINCH_INDEXER_INPUT_DEFLATE_H

#include "common/base/err.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* A zlib stream (RFC 1950), or a copy of the bytes where that is not larger. Owned: free() its ptr. */
struct str deflate_bytes(struct str bytes);

/* Unpacks zlib or gzip streams (RFC 1950, RFC 1952), one or several behind each other. *bytes is owned: free() its ptr;
 * nothing after false. Errors: ERR_FORMAT when a stream is broken or cut off; ERR_LIMIT when they hold more than
 * max_bytes. */
bool inflate_bytes(struct str packed, size_t max_bytes, struct str *bytes, struct err *err);

#endif
