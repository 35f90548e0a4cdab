/* The OpenSearch description: with it a browser searches from its address bar.
 * https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md
 *
 * Thread rule: no state; any thread. */
#ifndef DOCFINCH_SERVER_SITE_OPENSEARCH_H
#define DOCFINCH_SERVER_SITE_OPENSEARCH_H

#include "common/base/buf.h"
#include "common/base/str.h"
#include "common/search/engine.h"

#include <stdbool.h>

#define OPENSEARCH_TYPE "application/opensearchdescription+xml"

/* Characters of LongName and Description that the specification allows. */
#define OPENSEARCH_LONG_MAX_CHARACTERS 48
#define OPENSEARCH_DESCRIPTION_MAX_CHARACTERS 1024

/* Where this server is, as its clients see it: templates have a scheme and a host. */
struct opensearch_place {
    bool is_https;
    struct str host; /* opensearch_is_host() */
    struct str base; /* what every address begins with behind that: "" or "/docs-search" */
};

/* Whether a Host header can stand in a template: a name or address, with a port or without. Braces would be places of
 * the template. */
bool opensearch_is_host(struct str host);

/* Appends the description, in XML 1.0. What XML cannot have in titles becomes U+FFFD. */
void opensearch_write(struct buf *out, const struct opensearch_place *place, const struct corpus *corpus);

#endif
