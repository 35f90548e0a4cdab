/* The files of a doc set that its options choose. */
#ifndef DOCFINCH_INDEXER_LISTING_H
#define DOCFINCH_INDEXER_LISTING_H

#include "indexer/input/corpus.h"
#include "indexer/options.h"

/* Warns of patterns that match nothing. Errors: those of corpus_list(), ERR_FORMAT when no HTML file is left. *files is
 * owned: corpus_files_free(), also after false. */
bool listing_make(struct corpus_files *files, const struct docset_input *input, const struct options *options,
                  struct err *err);

#endif
