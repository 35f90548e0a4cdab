/* The web pages of an artifact: a home page made once, result pages made per request, and the files they use.
 *
 * Thread rule: a struct site is read-only after site_build(); site_write_results() and site_write_entry() may run on
 * any thread. */
#ifndef DOCFINCH_SERVER_SITE_SITE_H
#define DOCFINCH_SERVER_SITE_SITE_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/str.h"
#include "common/search/engine.h"
#include "common/search/whole_entry.h"
#include "server/http/content.h"
#include "server/site/assets.h"
#include "server/site/links.h"

#include <stdbool.h>

struct site;

/* Builds the home page from the artifact: doc sets with title, version and counts by kind, entry points, the symbols
 * that the documentation links to most. base_path stands in front of every address of this server; that and the
 * assets are borrowed as long as the site lives. *site is owned: site_free(). engine is borrowed for the call. */
bool site_build(struct site **site, const struct assets *assets, const struct corpus *corpus, struct engine *engine,
                struct str base_path, struct err *err);
void site_free(struct site *site);

/* GET /. Borrowed from the site. */
struct content *site_home(const struct site *site);

/* GET /manifest.webmanifest. Borrowed from the site. */
struct content *site_manifest(const struct site *site);

/* GET /assets/NAME: assets_find(). */
struct content *site_asset(const struct site *site, struct str name, bool *is_immutable);

/* Addresses that stand in its pages. Borrowed from the site. */
const struct links *site_links(const struct site *site);

/* GET /search: a complete HTML page that works without JavaScript. hits is NULL for an empty query; options are those
 * the hits were asked with. */
void site_write_results(struct buf *out, const struct site *site, const struct corpus *corpus, const struct hits *hits,
                        const struct query_options *options);

/* The search whose results led to an entry; both are empty where none did. Borrowed. */
struct site_asked {
    struct str query;        /* its words */
    struct str docset, kind; /* what it stayed in */
    struct str parameters;   /* of its address, "q=lamp&kind=section", as they stand in one */
};

/* GET /entries/ID: a complete HTML page that shows the entry, with a way back. */
void site_write_entry(struct buf *out, const struct site *site, const struct whole_entry *entry,
                      const struct site_asked *asked);

/* The same address when the number is of another artifact: what has become of it, and a way to search again. */
void site_write_stale(struct buf *out, const struct site *site, const struct site_asked *asked);

#endif
