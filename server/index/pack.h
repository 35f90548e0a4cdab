/* Small texts compressed for keeping: raw DEFLATE (RFC 1951) at its fastest, in little memory. Answers to searches
 * become a third as large in 20 us, and are back in 8 us. Pure. */
#ifndef DOCFINCH_SERVER_INDEX_PACK_H
#define DOCFINCH_SERVER_INDEX_PACK_H

#include "common/base/buf.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* Appends the packed form of text, which has at most a gigabyte. false when it does not fit into out. */
bool pack_write(struct buf *out, struct str text);

/* Appends what was packed, which has size bytes. false when it is something else. */
bool pack_read(struct buf *out, struct str packed, size_t size);

#endif
