/* Manual pages as text on a terminal, inside pre: indentation is all the markup there is. */
#ifndef DOCFINCH_INDEXER_EXTRACT_MAN_TEXT_H
#define DOCFINCH_INDEXER_EXTRACT_MAN_TEXT_H

#include "indexer/extract/builder.h"
#include "indexer/input/node.h"

/* Gives the text of a section to the builder: its paragraphs as prose, and its options ("-a, --all", with the
 * description further to the right) as entries of their own. */
void man_text_read(const struct node *pre, struct builder *builder);

#endif
