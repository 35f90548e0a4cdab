/* The filters of a result page: a link for each doc set and each kind that the hits have, with their number, and one
 * that takes away what was chosen.
 *
 * Thread rule: no state; any thread. */
#ifndef DOCFINCH_SERVER_SITE_FILTERS_H
#define DOCFINCH_SERVER_SITE_FILTERS_H

#include "common/base/buf.h"
#include "server/site/results.h"

/* Links of a field beside the chosen one. The rarest are left out: 13 doc sets of real documentation have 39 kinds. */
#define FILTERS_MAX_CHOICES 12

/* Appends the block "filters" of the template; nothing when there is no choice. results->hits is not NULL. */
void filters_write(struct buf *out, const struct results *results);

#endif
