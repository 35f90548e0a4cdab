/* What the index pages of the documentation, and its links, call its entries. Index pages are read before and after the
 * pages they name: places are kept as hashes until keywords_resolve(). Keywords are no links: they count for no one's
 * weight. */
#ifndef DOCFINCH_INDEXER_RANK_KEYWORDS_H
#define DOCFINCH_INDEXER_RANK_KEYWORDS_H

#include "common/base/arena.h"
#include "indexer/extract/entry.h"
#include "indexer/rank/graph.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of all doc sets. */
#define KEYWORDS_MAX 1000000

struct entry_keyword {
    struct str phrase, key; /* as in struct keyword */
    struct str anchor; /* where in the entry the index leads to; after keywords_resolve() empty: to its beginning */
    struct graph_place place;
    uint32_t entry;    /* index; after keywords_resolve() */
    uint32_t position; /* in the order of the indexes */
    bool is_main, is_name;
    bool is_link;       /* no index says so, links do: their words are the entry's already */
    bool is_link_place; /* the anchor is where links lead */
};

struct keywords {
    struct arena arena;
    struct entry_keyword *keywords; /* owned; sorted by entry after keywords_resolve() */
    size_t count, capacity;
};

void keywords_init(struct keywords *keywords);
void keywords_free(struct keywords *keywords);

/* place: of the keyword's target. false when there are too many. */
bool keywords_add(struct keywords *keywords, const struct keyword *keyword, struct graph_place place);

/* Finds the entries, drops what leads nowhere and keeps one place of each key in each entry: the one that links lead
 * to, or else the main one, or else the first. Once graph_resolve() has run, before graph_forget_places(). */
void keywords_resolve(struct keywords *keywords, const struct graph *graph);

/* Those of an entry, in byte order of their keys. Borrowed. */
const struct entry_keyword *keywords_of(const struct keywords *keywords, uint32_t entry, size_t *count);

#endif
