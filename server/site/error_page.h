/* The page that says what is wrong with a request, or with the server: it needs no artifact.
 *
 * Thread rule: read-only after error_page_init(); any thread. */
#ifndef DOCFINCH_SERVER_SITE_ERROR_PAGE_H
#define DOCFINCH_SERVER_SITE_ERROR_PAGE_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/str.h"
#include "server/site/assets.h"
#include "server/site/links.h"

#include <stdbool.h>

struct error_page {
    struct buf assets_url; /* owned */
    struct links links;
};

/* base_path is borrowed as long as the page lives. page is owned: error_page_free(). Errors: ERR_LIMIT for a base path
 * that is too long. */
bool error_page_init(struct error_page *page, const struct assets *assets, struct str base_path, struct err *err);

/* Safe on a zeroed page. */
void error_page_free(struct error_page *page);

/* Appends it, as struct http_errors wants it (server/http/response.h): `page` is a struct error_page. */
void error_page_write(struct buf *out, const void *page, int status, const char *reason, const char *detail);

#endif
