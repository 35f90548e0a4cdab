/* What a page of any site writes to have the search on it: the address of widget.js and what it may demand of it.
 *
 * Thread rule: no state; any thread. */
#ifndef DOCFINCH_SERVER_SITE_WIDGET_H
#define DOCFINCH_SERVER_SITE_WIDGET_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/str.h"
#include "server/site/assets.h"

#include <stdbool.h>

/* Appends the address of these bytes and no others, from the root of the host: what an integrity can go with. The one
 * at /widget.js stays and its bytes change with the server's version. */
void widget_write_path(struct buf *out, const struct assets *assets, struct str base_path);

/* Prints the script element for a page to standard output. HOST and NAME in it are for its author to replace. */
bool widget_print(struct str base_path, struct err *err);

#endif
