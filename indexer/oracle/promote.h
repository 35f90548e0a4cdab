/* Pages that a symbol index knows as symbols: some generators document one name on each page without marking it up as
 * one. */
#ifndef DOCFINCH_INDEXER_ORACLE_PROMOTE_H
#define DOCFINCH_INDEXER_ORACLE_PROMOTE_H

#include "indexer/collect.h"

/* A page that is no symbol yet and is titled as the one symbol that an index has at an anchor of its heading becomes
 * that symbol: kind, name and anchor are the index's. After match_places(), before entries are weighed. */
void promote_pages(struct collection *collection);

#endif
