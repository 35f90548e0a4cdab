/* Compression of embedded files, as sqlar has it, and files that come compressed. */
#ifndef DOCFINCH_INDEXER_INPUT_DEFLATE_H
#define DOCFINCH_INDEXER_INPUT_DEFLATE_H

#include "common/base/err.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* A zlib stream (RFC 1950), or a copy of the bytes where that is not larger. Owned: free() its ptr. */
struct str deflate_bytes(struct str bytes);

/* What a gzip file (RFC 1952, one or several members) holds. Owned: free() its ptr; nothing after false. Errors:
 * ERR_FORMAT when it is damaged or cut short, ERR_LIMIT when it holds more than max_bytes. */
bool deflate_open_gzip(struct str packed, size_t max_bytes, struct str *bytes, struct err *err);

#endif
