/* docfinch-index info and search: looking into an artifact. */
#ifndef DOCFINCH_INDEXER_PROVE_INSPECT_H
#define DOCFINCH_INDEXER_PROVE_INSPECT_H

#include "common/base/err.h"
#include "indexer/options.h"

#include <stdbool.h>

/* Prints provenance, counts and sizes. */
bool inspect_info(const struct options *options, struct err *err);

/* Prints results; *found tells whether there were any. */
bool inspect_search(const struct options *options, bool *found, struct err *err);

#endif
