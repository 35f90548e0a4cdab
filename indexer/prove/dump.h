/* docfinch-index dump: what the extractor sees on one page, for people and for golden tests. */
#ifndef DOCFINCH_INDEXER_PROVE_DUMP_H
#define DOCFINCH_INDEXER_PROVE_DUMP_H

#include "common/base/err.h"

#include <stdbool.h>

/* Prints the page at `path` to standard output. root is the doc set's folder, which path is in; NULL: the page's own.
 */
bool dump_run(const char *path, const char *root, struct err *err);

#endif
