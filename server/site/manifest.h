/* The web app manifest: with it a browser offers to install the page, in a window and with an icon of its own.
 * https://www.w3.org/TR/appmanifest/
 *
 * Thread rule: no state; any thread. */
#ifndef DOCFINCH_SERVER_SITE_MANIFEST_H
#define DOCFINCH_SERVER_SITE_MANIFEST_H

#include "common/base/buf.h"
#include "common/search/engine.h"
#include "server/site/links.h"

#define MANIFEST_TYPE "application/manifest+json"

/* Appends the manifest. The page is told to be started from its home page, and keeps the browser's buttons for going
 * back and reloading, which pages of documentation need. */
void manifest_write(struct buf *out, const struct links *links, const struct corpus *corpus);

#endif
