/* Indexes laid out as tables. */
#ifndef DOCFINCH_INDEXER_EXTRACT_INDEX_TABLE_H
#define DOCFINCH_INDEXER_EXTRACT_INDEX_TABLE_H

#include "indexer/extract/entry.h"
#include "indexer/extract/profile.h"

/* Reads the tables inside root that a class marks as an index of GNU Texinfo's, version 6 or 7, into page->keywords.
 * Each row has a term, which since 7 may be one below the term of a row before. */
void index_table_read(const struct page_view *view, const struct profile *profile, const struct node *root,
                      struct extraction *page);

/* Rows with a link and, in the last cell, a sentence on what it leads to: a keyword that only describes. */
void index_table_read_descriptions(const struct page_view *view, const struct profile *profile,
                                   const struct node *table, struct extraction *page);

#endif
