/* What --help shows. */
#ifndef DOCFINCH_INDEXER_HELP_H
#define DOCFINCH_INDEXER_HELP_H

#include "indexer/options.h"

/* The text for a command, or for the program. */
const char *help_text(enum command command);

#endif
