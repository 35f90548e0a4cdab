/* What a result page says beside its hits: which words were corrected, and what else could be searched for.
 *
 * Thread rule: no state; any thread. */
#ifndef DOCFINCH_SERVER_SITE_ADVICE_H
#define DOCFINCH_SERVER_SITE_ADVICE_H

#include "common/base/buf.h"
#include "server/site/results.h"

/* Each appends a block of the template. results->hits is not NULL. */

/* "Showing results for X." with a link to the results for what was typed; nothing when nothing was corrected. */
void advice_write_corrected(struct buf *out, const struct results *results);

/* The way back from there; nothing for a search that is not literal. */
void advice_write_literal(struct buf *out, const struct results *results);

/* For a page without hits: what could be found instead. */
void advice_write_nothing(struct buf *out, const struct results *results);

#endif
