/* What pages say of a hit in words, as render.js does.
 *
 * Thread rule: no state; any thread. */
#ifndef DOCFINCH_SERVER_SITE_HIT_TEXT_H
#define DOCFINCH_SERVER_SITE_HIT_TEXT_H

#include "common/base/buf.h"
#include "common/base/str.h"
#include "common/search/hits.h"
#include "server/site/links.h"

/* Appends the doc set and its version. */
void hit_text_docset(struct buf *out, const struct hit *hit);

/* Appends what the documentation says of its age: the block "deprecated" or "since" of the template, that it should not
 * be used any more or since when there is it; nothing when it says nothing. */
void hit_text_mark(struct buf *deprecated, struct buf *since, struct str template, const struct hit *hit);

/* What the address of an entry's page says beside its number. */
struct reading_place {
    struct str index; /* id of the artifact that the number is of */
    struct str asked; /* parameters of the search that leads to it, as they stand in an address; empty: none */
};

/* Appends the address of the page that shows the entry (site_write_entry()). */
void hit_text_reading_url(struct buf *out, const struct links *links, int64_t id, const struct reading_place *place);

/* Appends where a click on the hit leads: its place in the documentation or, where that has no address, the page above.
 */
void hit_text_url(struct buf *out, const struct links *links, const struct hit *hit, const struct reading_place *place);

#endif
