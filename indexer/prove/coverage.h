/* How much of what the indexes of a doc set name is found: a line in the summary, and a list of all. */
#ifndef DOCFINCH_INDEXER_PROVE_COVERAGE_H
#define DOCFINCH_INDEXER_PROVE_COVERAGE_H

#include "common/base/err.h"
#include "indexer/collect.h"

#include <stdbool.h>
#include <stddef.h>

/* On standard output; nothing where the doc set has no index. `docset` is its index in the collection. */
void coverage_print(const struct collection *collection, size_t docset);

/* Before the work: whether coverage_report() may write there. Refused with ERR_IO when the file is anything but an
 * earlier report, and with ERR_USAGE when it is the artifact. */
bool coverage_check_target(const char *path, const char *output, struct err *err);

/* Writes every known symbol as a line of docset, name, kind, path, anchor and verdict, with tabs between and a line
 * with these words in front. The file is replaced when it is complete. Errors: ERR_IO. */
bool coverage_report(const struct collection *collection, const char *path, struct err *err);

#endif
