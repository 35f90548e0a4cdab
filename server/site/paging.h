/* The ways from one page of results to the next and back.
 *
 * Thread rule: no state; any thread. */
#ifndef DOCFINCH_SERVER_SITE_PAGING_H
#define DOCFINCH_SERVER_SITE_PAGING_H

#include "common/base/buf.h"
#include "server/site/results.h"

/* Appends the block "paging" of the template; nothing when all results are on one page. results->hits is not NULL. */
void paging_write(struct buf *out, const struct results *results);

#endif
