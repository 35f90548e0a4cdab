/* The bodies of /api/docsets and /api/meta, made once per artifact. Read-only after catalog_build(): any thread. */
#ifndef DOCFINCH_SERVER_API_CATALOG_H
#define DOCFINCH_SERVER_API_CATALOG_H

#include "common/base/err.h"
#include "common/search/engine.h"
#include "server/http/content.h"

#include <stdbool.h>

struct catalog {
    struct content *docsets, *meta; /* owned */
};

bool catalog_build(struct catalog *catalog, const struct corpus *corpus, struct err *err);

/* Safe on a zeroed catalog. */
void catalog_free(struct catalog *catalog);

#endif
