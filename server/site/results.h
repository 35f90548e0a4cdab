/* The result page that needs no JavaScript: what its parts are made from, and where its links lead.
 *
 * Thread rule: no state; any thread. */
#ifndef DOCFINCH_SERVER_SITE_RESULTS_H
#define DOCFINCH_SERVER_SITE_RESULTS_H

#include "common/base/buf.h"
#include "common/base/str.h"
#include "common/search/hits.h"
#include "common/search/query.h"
#include "server/site/links.h"

#include <stdbool.h>
#include <stddef.h>

/* Borrowed for the time the page is written. */
struct results {
    const struct links *links;
    struct str page;                     /* the template */
    size_t docset_count;                 /* of the artifact */
    struct str query;                    /* what was looked for; empty: nothing */
    struct str asked;                    /* the same as it was typed, for links and the box */
    const struct hits *hits;             /* NULL when nothing was looked for */
    const struct query_options *options; /* what it was looked for with */
};

/* Appends the parameters of the address of results for the same query with other options, those left out that say
 * nothing: "q=lamp&kind=section". Of *results, links and asked are used. */
void results_write_parameters(struct buf *out, const struct results *results, const struct query_options *options);

/* Appends that address, a path from the root of the host. */
void results_write_url(struct buf *out, const struct results *results, const struct query_options *options);

/* Appends " in python, kind function", and the number of the page if it is not the first. */
void results_write_scope(struct buf *out, const struct results *results);

/* From 1. */
static inline unsigned results_page_number(const struct results *results) {
    return results->options->offset / results->options->limit + 1;
}

/* Whether it shows no more than a doc set or a kind. */
static inline bool results_is_narrowed(const struct results *results) {
    return results->options->docset.len > 0 || results->options->kind.len > 0;
}

#endif
