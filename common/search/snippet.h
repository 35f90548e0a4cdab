/* The piece of an entry's text that shows why it was found. */
#ifndef DOCFINCH_COMMON_SEARCH_SNIPPET_H
#define DOCFINCH_COMMON_SEARCH_SNIPPET_H

#include "common/base/buf.h"
#include "common/search/query.h"

/* Length of a snippet, without markup. */
#define SNIPPET_MAX_BYTES 220

/* Text behind this is not looked at. */
#define SNIPPET_SCAN_MAX_BYTES ((size_t)8 << 10)

/* Appends HTML: the words of the query inside <em>, everything else escaped; the place with the most different words,
 * or the beginning when there are none. The last word also marks words that begin with it while it is open. */
void snippet_write(struct buf *out, struct str text, const struct query *query);

#endif
