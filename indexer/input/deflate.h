/* Compression of embedded files, as sqlar has it. */
#ifndef DOCFINCH_INDEXER_INPUT_DEFLATE_H
#define DOCFINCH_INDEXER_INPUT_DEFLATE_H

#include "common/base/str.h"

/* A zlib stream (RFC 1950), or a copy of the bytes where that is not larger. Owned: free() its ptr. */
struct str deflate_bytes(struct str bytes);

#endif
