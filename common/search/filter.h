/* The doc sets and kinds that an answer may have: the filters of the query's text and of its options together. */
#ifndef DOCFINCH_COMMON_SEARCH_FILTER_H
#define DOCFINCH_COMMON_SEARCH_FILTER_H

#include "common/base/arena.h"
#include "common/search/corpus.h"
#include "common/search/query.h"

#include <stdbool.h>
#include <stdint.h>

/* Element id: whether it may be shown; NULL: all. */
struct filter {
    bool *docsets, *kinds;
    const bool *asked_docsets,
        *asked_kinds;                 /* what the query's text alone leaves: all that another option could show */
    const struct docset *only_docset; /* the one that is left; NULL: none or several */
};

/* Whether the name is a short form of one or more kinds, such as "fn" for functions, methods and constructors; API.md
 * has the list. Upper and lower case are the same, here and below. */
bool filter_is_short_kind(struct str name);

/* Whether entries have the kind of that name, or one that it is a short form of. */
bool filter_has_kind(const struct corpus *corpus, struct str name);

/* Whether a doc set's name begins so. */
bool filter_has_docset(const struct corpus *corpus, struct str name);

/* Sets live in the arena. */
void filter_set(struct filter *filter, const struct corpus *corpus, const struct query *query, struct arena *arena);

static inline bool filter_could_allow_docset(const struct filter *filter, uint16_t id) {
    return filter->asked_docsets == NULL || filter->asked_docsets[id];
}

static inline bool filter_could_allow_kind(const struct filter *filter, uint16_t id) {
    return filter->asked_kinds == NULL || filter->asked_kinds[id];
}

static inline bool filter_allows_docset(const struct filter *filter, uint16_t id) {
    return filter->docsets == NULL || filter->docsets[id];
}

static inline bool filter_allows_kind(const struct filter *filter, uint16_t id) {
    return filter->kinds == NULL || filter->kinds[id];
}

#endif
