/* docfinch-index build: doc sets in, artifact out. */
#ifndef DOCFINCH_INDEXER_BUILD_H
#define DOCFINCH_INDEXER_BUILD_H

#include "common/base/err.h"
#include "indexer/options.h"

#include <stdbool.h>

bool build_run(const struct options *options, struct err *err);

#endif
