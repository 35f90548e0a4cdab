/* What the form of a page keeps of the search that led to it, as hidden fields.
 *
 * Thread rule: no state; any thread. */
#ifndef DOCFINCH_SERVER_SITE_KEPT_H
#define DOCFINCH_SERVER_SITE_KEPT_H

#include "common/base/buf.h"
#include "common/base/str.h"

struct kept {
    struct str docset, kind, limit; /* empty: nothing to keep; borrowed */
};

/* Appends the block "kept" of the template for each of them. */
void kept_write(struct buf *out, struct str page, const struct kept *kept);

#endif
