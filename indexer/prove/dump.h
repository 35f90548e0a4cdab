/* docfinch-index dump: what the extractor sees on one page, for people and for golden tests. */
#ifndef DOCFINCH_INDEXER_PROVE_DUMP_H
#define DOCFINCH_INDEXER_PROVE_DUMP_H

#include "common/base/err.h"

#include <stdbool.h>

/* Prints the page at `path` to standard output. */
bool dump_run(const char *path, const char *root, struct err *err);

#endif
