/* What a build did, for people. */
#ifndef DOCFINCH_INDEXER_PROVE_SUMMARY_H
#define DOCFINCH_INDEXER_PROVE_SUMMARY_H

#include "indexer/collect.h"

#include <stdint.h>

/* Left-out files that are listed one by one, per reason. */
#define SUMMARY_MAX_SKIPPED 10

/* To standard output. Files that met a limit or are damaged are warnings on standard error, a line per reason. */
void summary_print(const struct collection *collection, const char *output, int64_t took_us);

/* Names all files that met a limit or are damaged, as errors on standard error, a line each. */
void summary_name_problems(const struct collection *collection);

#endif
