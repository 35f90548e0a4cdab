/* What a build did, for people: on standard output. */
#ifndef DOCFINCH_INDEXER_PROVE_SUMMARY_H
#define DOCFINCH_INDEXER_PROVE_SUMMARY_H

#include "indexer/collect.h"

#include <stdint.h>

/* Left-out files that are listed one by one, per reason. */
#define SUMMARY_MAX_SKIPPED 10

void summary_print(const struct collection *collection, const char *output, int64_t took_us);

#endif
