/* The parts of an identifier: create_task -> create, task; HTTPServer -> HTTP, Server; utf8 stays whole. */
#ifndef DOCFINCH_COMMON_TEXT_IDENTIFIERS_H
#define DOCFINCH_COMMON_TEXT_IDENTIFIERS_H

#include "common/base/str.h"

#include <stdbool.h>

/* Cuts the next part off *rest: at '_', where a lower-case letter or digit is followed by an upper-case one, and before
 * the last capital of a run that a lower-case letter follows. ASCII rules only; other letters stay with their part.
 * false when nothing is left. */
bool identifier_next_part(struct str *rest, struct str *part);

/* Whether the word has more than one part. */
bool identifier_is_compound(struct str word);

#endif
