/* Bytes of an HTML file -> clean UTF-8. */
#ifndef DOCFINCH_INDEXER_INPUT_ENCODING_H
#define DOCFINCH_INDEXER_INPUT_ENCODING_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/str.h"

#include <stdbool.h>

/* Whether the bytes are what encoding_to_utf8() would write: most pages are, and need no copy. */
bool encoding_is_clean(struct str bytes);

/* Appends the text as valid UTF-8 without NUL and without a byte order mark. The encoding is that of the byte order
 * mark, else UTF-8 where the bytes are that, else the one the page declares (charset= in its first 1024 bytes), else
 * windows-1252, as browsers do. Bytes that the encoding cannot have become U+FFFD. Errors: ERR_LIMIT when out is full.
 */
bool encoding_to_utf8(struct buf *out, struct str bytes, struct err *err);

#endif
