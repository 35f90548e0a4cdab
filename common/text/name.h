/* Names as people type them, made comparable: the keys of the artifact's name table.
 *
 * A key is the name folded, white space collapsed to single spaces, the separators '::', '#' and '->' between two words
 * written as '.', and an argument list and then an exclamation mark at the end left out: "Path.exists()" and
 * "path.exists" have one key, as have "HashMap::insert" and "hashmap.insert", or "vec!" and "vec". A name that would
 * become empty is kept as it is. */
#ifndef DOCFINCH_COMMON_TEXT_NAME_H
#define DOCFINCH_COMMON_TEXT_NAME_H

#include "common/base/buf.h"
#include "common/base/str.h"

#include <stdbool.h>

/* A real name has fewer. */
#define NAME_MAX_TAILS 12

/* Appends the key of a name. */
void name_write_key(struct buf *out, struct str name);

/* Moves *key behind its first separator: "a.b.c" -> "b.c" -> "c". false when there is none left. A key with a space is
 * a title, not a path, and has no tails. */
bool name_next_tail(struct str *key);

/* The end of a key with at most NAME_MAX_TAILS tails: of a name with very many parts only the last ones are kept. */
struct str name_with_tails(struct str key);

/* Words of a phrase that are looked at; one with more has no key. */
#define NAME_MAX_PHRASE_WORDS 16

/* Appends the key of what an index calls a place, the same for every order of its words and without the signs between
 * them: "resizing (cells)", "cells, resizing" and "Cells resizing" -> "cells resizing". The words are those of the name
 * key, in byte order. Nothing for a phrase of too many words. */
void name_write_phrase_key(struct buf *out, struct str phrase);

#endif
