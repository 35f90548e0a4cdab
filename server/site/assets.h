/* The files of server/site/web, which are part of the program.
 *
 * Thread rule: read-only after assets_init(). */
#ifndef DOCFINCH_SERVER_SITE_ASSETS_H
#define DOCFINCH_SERVER_SITE_ASSETS_H

#include "common/base/err.h"
#include "common/base/str.h"
#include "server/http/content.h"

#include <stdbool.h>

/* Files served under /assets/. */
#define ASSETS_COUNT 7

struct assets {
    struct content files[ASSETS_COUNT];
};

/* Makes their compressed forms and ETags. *assets is owned: assets_free(). */
bool assets_init(struct assets *assets, struct err *err);

/* Safe on zeroed assets. */
void assets_free(struct assets *assets);

/* NULL when there is no file of that name. Borrowed from the assets. */
const struct content *assets_find(const struct assets *assets, struct str name);

/* Templates of the pages: see template.h. Borrowed for the life of the program. */
struct str assets_home_template(void);
struct str assets_results_template(void);

#endif
