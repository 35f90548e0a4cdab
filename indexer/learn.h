/* What a doc set is called, and in which version and language: what the options say, and for the rest what its pages
 * do.
 */
#ifndef DOCFINCH_INDEXER_LEARN_H
#define DOCFINCH_INDEXER_LEARN_H

#include "common/base/arena.h"
#include "indexer/collect.h"
#include "indexer/extract/entry.h"
#include "indexer/options.h"

/* Strings of the input are borrowed; what pages say is copied to the arena. */
void learn_begin(struct collected_docset *docset, const struct docset_input *input);
void learn_start_page(struct collected_docset *docset, const struct extraction *page, struct arena *arena);
void learn_page(struct collected_docset *docset, const struct extraction *page, struct arena *arena);

/* After the last page: what the options do not say, the project does, or the start page. */
void learn_end(struct collected_docset *docset, struct arena *arena);

#endif
