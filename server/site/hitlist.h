/* The hits of a result page, grouped by the page they are on.
 *
 * Thread rule: no state; any thread. */
#ifndef DOCFINCH_SERVER_SITE_HITLIST_H
#define DOCFINCH_SERVER_SITE_HITLIST_H

#include "common/base/buf.h"
#include "server/site/results.h"

/* Appends a block "group" of the template for each page that has hits; results->hits is not NULL. */
void hitlist_write(struct buf *out, const struct results *results);

#endif
