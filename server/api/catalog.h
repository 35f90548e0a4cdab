/* The bodies of /api/docsets and /api/meta, made once per artifact. Read-only after catalog_build(): any thread. */
#ifndef DOCFINCH_SERVER_API_CATALOG_H
#define DOCFINCH_SERVER_API_CATALOG_H

#include "common/base/err.h"
#include "common/search/engine.h"
#include "server/http/content.h"
#include "server/site/assets.h"

#include <stdbool.h>

struct catalog {
    struct content *docsets, *meta; /* owned */
};

/* The files that pages of other sites load, and the path in front of their addresses, are borrowed for the call. */
bool catalog_build(struct catalog *catalog, const struct corpus *corpus, const struct assets *assets,
                   struct str base_path, struct err *err);

/* Safe on a zeroed catalog. */
void catalog_free(struct catalog *catalog);

#endif
