/* The other number of an English word: file -> files, files -> file, queries -> query.
 *
 * Rules without a dictionary, for the regular plurals and the Latin one in -ices. What they make is a guess that has to
 * be looked up. */
#ifndef DOCFINCH_COMMON_TEXT_PLURAL_H
#define DOCFINCH_COMMON_TEXT_PLURAL_H

#include "common/base/arena.h"
#include "common/base/str.h"

#include <stddef.h>

#define PLURAL_MAX_FORMS 4

/* Writes what `text`, folded, may be with its last word in the other number, the likeliest first, and returns how many
 * forms there are: none when it does not end in three letters from a to z. Forms live in the arena. */
size_t plural_forms(struct str text, struct str forms[PLURAL_MAX_FORMS], struct arena *arena);

#endif
