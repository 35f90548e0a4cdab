/* Where a link inside a doc set leads. */
#ifndef DOCFINCH_INDEXER_EXTRACT_LINK_H
#define DOCFINCH_INDEXER_EXTRACT_LINK_H

#include "common/base/buf.h"
#include "common/base/str.h"

#include <stdbool.h>

/* Resolves an href found on the page at page_path against it, as RFC 3986 section 5 does, percent-decoded: writes the
 * target's path (relative to the doc set's root; "dir/" becomes "dir/index.html") and fragment. false for links that
 * leave the doc set: with a scheme or host, absolute, or above the root. */
bool link_resolve(struct str page_path, struct str href, struct buf *path, struct buf *fragment);

#endif
