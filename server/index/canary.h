/* Queries that the indexer wrote into the artifact together with what they must find: a file that is whole but does not
 * answer them is not served. */
#ifndef DOCFINCH_SERVER_INDEX_CANARY_H
#define DOCFINCH_SERVER_INDEX_CANARY_H

#include "common/base/err.h"
#include "common/search/engine.h"

#include <stdbool.h>

/* Asks them all. Errors: ERR_FORMAT with the first that does not find its entry among the first ten hits; ERR_DB. An
 * artifact without any is fine. */
bool canary_run(struct engine *engine, const struct corpus *corpus, struct err *err);

#endif
