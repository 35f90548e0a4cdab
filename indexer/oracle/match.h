/* Where known symbols are in the artifact: by page and anchor. */
#ifndef DOCFINCH_INDEXER_ORACLE_MATCH_H
#define DOCFINCH_INDEXER_ORACLE_MATCH_H

#include "indexer/oracle/known.h"
#include "indexer/rank/graph.h"

/* Sets entry and, until names are compared, the verdict of every symbol: KNOWN_PAGE_MISSING, KNOWN_ANCHOR_MISSING with
 * the entry of the page, or KNOWN_NAME_DIFFERS with the entry that the anchor belongs to. After the last target of the
 * graph. */
void match_places(struct known *known, const struct graph *graph);

#endif
