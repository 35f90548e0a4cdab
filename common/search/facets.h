/* How many of the entries that were found are of each doc set and of each kind. Each is counted without the option of
 * its own field, but with the filters that the query's text has: the counts say what another option would show. */
#ifndef DOCFINCH_COMMON_SEARCH_FACETS_H
#define DOCFINCH_COMMON_SEARCH_FACETS_H

#include "common/base/arena.h"
#include "common/search/corpus.h"
#include "common/search/filter.h"
#include "common/search/hits.h"

#include <stdbool.h>
#include <stdint.h>

/* Counts by id; memory of an engine, as long as its corpus has doc sets and kinds. */
struct facets {
    uint32_t *docsets, *kinds;
};

/* *facets is owned: facets_free(). */
void facets_init(struct facets *facets, const struct corpus *corpus);
void facets_free(struct facets *facets);

void facets_reset(struct facets *facets, const struct corpus *corpus);

/* An entry was found. */
static inline void facets_count(struct facets *facets, const struct filter *filter, uint16_t docset, uint16_t kind) {
    facets->docsets[docset] += filter_could_allow_docset(filter, docset) && filter_allows_kind(filter, kind);
    facets->kinds[kind] += filter_could_allow_kind(filter, kind) && filter_allows_docset(filter, docset);
}

/* Sets the lists of facets of an answer, the largest first, of equals in the order of ids; they live in the arena. */
void facets_list(const struct facets *facets, const struct corpus *corpus, struct hits *hits, struct arena *arena);

#endif
