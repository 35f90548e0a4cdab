/* Patterns that choose files of a doc set by path. A pattern is split at '/'; each part is matched with fnmatch(3) of
 * POSIX.1-2008 (`*`, `?`, `[a-z]`, backslash), so that `*` stays inside one folder. The part `**` stands for any number
 * of folders, none included; a pattern that ends in '/' stands for all that is below that folder.
 *
 * Thread rule: no state. */
#ifndef DOCFINCH_INDEXER_INPUT_GLOB_H
#define DOCFINCH_INDEXER_INPUT_GLOB_H

#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>

#define GLOB_MAX_BYTES 1000

/* Whether a pattern can be used: not empty, at most GLOB_MAX_BYTES, not from the root ("/x"). */
bool glob_is_valid(struct str pattern);

/* Whether the pattern describes the whole path, which is relative to the doc set's root. Time is bounded by the number
 * of parts of the pattern times those of the path. */
bool glob_matches(struct str pattern, struct str path);

#endif
