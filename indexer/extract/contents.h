/* Pages that say nothing themselves: those that list what other pages hold, that show a drawing, or that are empty. */
#ifndef DOCFINCH_INDEXER_EXTRACT_CONTENTS_H
#define DOCFINCH_INDEXER_EXTRACT_CONTENTS_H

#include "indexer/extract/builder.h"
#include "indexer/extract/profile.h"

#include <stdbool.h>

/* Gives the page's own entry the text of the profile's contents_rules inside main, a line for each item, with the words
 * in drawings. Closes all open entries. */
void contents_read(struct builder *builder, const struct profile *profile, const struct node *main);

/* Whether main shows something that is not text, outside of what the profile skips. */
bool contents_has_picture(const struct profile *profile, const struct node *main);

#endif
