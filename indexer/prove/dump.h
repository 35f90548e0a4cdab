/* docfinch-index dump: what the extractor sees on one page, for people and for golden tests. */
#ifndef DOCFINCH_INDEXER_PROVE_DUMP_H
#define DOCFINCH_INDEXER_PROVE_DUMP_H

#include "common/base/err.h"
#include "indexer/options.h"

#include <stdbool.h>

/* Prints the page options->input to standard output. options->root is the doc set's folder, which the page is in; NULL:
 * the page's own. */
bool dump_run(const struct options *options, struct err *err);

#endif
