/* Code samples that list commands, as a program's help does: a line each, with the command, two or more spaces, and
 * what it does:
 *
 *     .backup ?DB? FILE        Backup DB to FILE
 *     .quit                    Exit this program
 *
 * Such a command becomes a keyword of the entry that the sample belongs to, where that has an id. Only commands that
 * begin with one of the signs . : \ / are read: a list of options mostly repeats what is described elsewhere. */
#ifndef DOCFINCH_INDEXER_EXTRACT_LISTING_H
#define DOCFINCH_INDEXER_EXTRACT_LISTING_H

#include "indexer/extract/builder.h"

/* Fewer lines of that form are no list. */
#define LISTING_MIN_COMMANDS 4

/* Keywords of one page, those of all lists together. */
#define LISTING_MAX_KEYWORDS 5000

/* path: of the page. The code is that of the current entry. */
void listing_read(const struct builder *builder, struct str path, struct str code);

#endif
