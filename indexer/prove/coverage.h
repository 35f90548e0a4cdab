/* How much of what the indexes of a doc set name is found: a line in the summary, and a list of all. */
#ifndef DOCFINCH_INDEXER_PROVE_COVERAGE_H
#define DOCFINCH_INDEXER_PROVE_COVERAGE_H

#include "common/base/err.h"
#include "indexer/collect.h"

#include <stdbool.h>
#include <stddef.h>

/* On standard output; nothing where the doc set has no index. `docset` is its index in the collection. */
void coverage_print(const struct collection *collection, size_t docset);

/* Writes every known symbol as a line of docset, name, kind, path, anchor and verdict, with tabs between and a line
 * with these words in front. Errors: ERR_IO. */
bool coverage_report(const struct collection *collection, const char *path, struct err *err);

#endif
