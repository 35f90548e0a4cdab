/* What the documentation calls its places when it leads to them: the texts of its links as keywords.
 *
 * A text counts that has several words and leads to one entry more often than to all others of its doc set together:
 * "see here" and "more details" lead everywhere. A name of one word is known from the entry itself. */
#ifndef DOCFINCH_INDEXER_RANK_PHRASES_H
#define DOCFINCH_INDEXER_RANK_PHRASES_H

#include "indexer/rank/graph.h"
#include "indexer/rank/keywords.h"

#include <stdbool.h>
#include <stdint.h>

/* Adds a keyword for each such text: behind all that indexes say, with the place in the entry that most pages lead to
 * with these words. docset_of: of each page. Once graph_resolve() has run and before graph_forget_places(). false when
 * there are more than KEYWORDS_MAX: the others are left out. */
bool phrases_add(struct keywords *keywords, const struct graph *graph, const uint32_t docset_of[]);

#endif
