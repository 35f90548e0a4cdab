/* The home page: the search box and a card for each doc set. */
#ifndef DOCFINCH_SERVER_SITE_HOME_H
#define DOCFINCH_SERVER_SITE_HOME_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/search/engine.h"
#include "server/site/links.h"

#include <stdbool.h>

/* Entries of each list on a card. */
#define HOME_LIST_MAX 12

/* Appends the page. Errors: those of engine_highlights(); ERR_LIMIT when the page outgrows the buf. */
bool home_write(struct buf *out, const struct links *links, const struct corpus *corpus, struct engine *engine,
                struct err *err);

#endif
