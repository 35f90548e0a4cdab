/* Ids that a page gives to several elements. Browsers go to the first one, whatever was meant. */
#ifndef DOCFINCH_INDEXER_EXTRACT_DOUBLES_H
#define DOCFINCH_INDEXER_EXTRACT_DOUBLES_H

#include "indexer/extract/entry.h"

#include <stdbool.h>

/* An entry whose id an element before it has too is from then on reached by its words (ENTRY_TEXT_FRAGMENT), behind the
 * last id before it that is there once. Whether there was such an entry. For a page whose entries are complete. */
bool doubles_part(struct extraction *page);

#endif
