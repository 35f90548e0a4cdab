/* Pages that tell what changed from version to version: true of the past, in the way of who looks for how it is. */
#ifndef DOCFINCH_INDEXER_EXTRACT_HISTORY_H
#define DOCFINCH_INDEXER_EXTRACT_HISTORY_H

#include "indexer/extract/entry.h"

#include <stdbool.h>

/* Whether a finished page is one: its title says so, or most of its sections are titled with version numbers. What the
 * file is called does not matter. */
bool history_is_page(const struct extraction *page);

#endif
