/* Hits as suggestions for an address bar.
 *
 * Thread rule: no state; any thread. */
#ifndef DOCFINCH_SERVER_API_SUGGEST_H
#define DOCFINCH_SERVER_API_SUGGEST_H

#include "common/base/buf.h"
#include "common/base/str.h"
#include "common/search/hits.h"

#define SUGGEST_TYPE "application/x-suggestions+json"

/* Appends [query, [title, ...], [description, ...], [url, ...]], each title once. typed is the query as the browser
 * sent it, which it compares with what was typed; base is what every address of this server begins with. The OpenSearch
 * extension "Suggestions", 1.1 draft 1; https://developer.mozilla.org/docs/Web/OpenSearch. */
void suggest_write(struct buf *out, const struct hits *hits, struct str typed, struct str base);

#endif
