/* Bytes of an HTML file -> entries, links and ids: the whole way of a page before it is stored.
 *
 * Thread rule: any number of pages in parallel, after page_setup(). */
#ifndef DOCFINCH_INDEXER_EXTRACT_EXTRACT_H
#define DOCFINCH_INDEXER_EXTRACT_EXTRACT_H

#include "common/base/err.h"
#include "indexer/extract/entry.h"

#include <stdbool.h>

/* path is that of the page, relative to the doc set's root. *page is owned: extraction_free(), also after false. A page
 * that a profile leaves out, or that only redirects, has no entries. Errors: ERR_LIMIT; ERR_FORMAT for bytes with NUL
 * at their beginning that begin with no '<'. */
bool extract_page(struct extraction *page, struct str path, struct str bytes, struct err *err);

struct profile;

/* The same with this profile, whatever the page looks like; NULL: the one that fits. */
bool extract_page_as(struct extraction *page, const struct profile *profile, struct str path, struct str bytes,
                     struct err *err);

/* Safe on a zeroed extraction. */
void extraction_free(struct extraction *page);

#endif
