/* Text -> terms. The only place where text is cut, for the index and for queries alike.
 *
 * A word is a run of letters, digits, marks and '_' (Unicode general categories L, N, M and Pc). It is folded
 * (fold.h). A word that is an identifier of several parts (create_task, HashMap) gives the whole word and then each
 * part, so that it is found whole and in parts. Han, Hiragana, Katakana and Thai, which do not put spaces between
 * words, give one term per character; a phrase of them, in quotes, finds the run. */
#ifndef DOCFINCH_COMMON_TEXT_TOKENS_H
#define DOCFINCH_COMMON_TEXT_TOKENS_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* A longer word is cut: nothing in a documentation is typed that long. */
#define TOKEN_MAX_BYTES 64

struct token {
    struct str term;   /* folded */
    size_t start, end; /* where it stands in the text: bytes [start, end) */
};

/* Moves *start to the next word at or after it and sets *end behind the word; false when there is none. Folds nothing.
 */
bool tokens_next_word(struct str text, size_t *start, size_t *end);

/* Cuts at most `max` words out of text (whole words only, no parts) and returns how many. Terms live in the arena. */
size_t tokens_cut(struct str text, struct token *tokens, size_t max, struct arena *arena);

/* How many words the text has; an identifier of several parts counts as so many. */
size_t tokens_count(struct str text);

/* Appends the terms of a text, parts included, each with a space behind it, ready for FTS5's ascii tokenizer. Returns
 * how many. */
size_t tokens_write(struct buf *out, struct str text);

#endif
