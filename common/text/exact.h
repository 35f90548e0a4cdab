/* What a text says beyond its words: exact terms, which are indexed beside the words (tokens.h) and looked for beside
 * them, so that "C++" finds C++ before C and a lone "->" finds anything at all. The only place where they are cut, for
 * the index and for queries alike.
 *
 * A chunk is what stands between white space, commas, semicolons, quotes or other Unicode punctuation. Its symbols are
 * the ASCII marks and Unicode symbols (general categories S*). Exact terms are
 *
 *     operators    a chunk of symbols only, or what follows the word "operator":  := ** -> ... |> operator[]
 *     signed words a word behind up to three symbols, at the start of a chunk or behind an opening bracket, with the
 *                  words that hyphens join to it:  --no-verify -p %s @property $HOME .quit #include <a> %(name)s ${x}
 *     C++, C#      a word with "++" or '#' behind it, digits included:  C++ C++20 C#
 *     accents      a word with marks, which folding takes away, as it stands:  naïve
 *     pairs        two neighbours of a script without spaces between words: Han, Hiragana, Katakana, Thai
 *
 * all folded but for the marks of the last two. */
#ifndef DOCFINCH_COMMON_TEXT_EXACT_H
#define DOCFINCH_COMMON_TEXT_EXACT_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/str.h"
#include "common/text/tokens.h"

#include <stddef.h>

/* A longer run of symbols is a line or a drawing; of one symbol alone, already one shorter than this is. */
#define EXACT_MAX_OPERATOR_BYTES 4

/* Symbols in front of a word. */
#define EXACT_MAX_SIGN_BYTES 3

/* Appends the exact terms of a text, each with a newline before it and a space behind it, which tells them from the
 * words that tokens_write() writes into the same buf. */
void exact_write(struct buf *out, struct str text);

/* Cuts at most `max` exact terms out of a text, repetitions left out, and returns how many. Terms live in the arena. */
size_t exact_cut(struct str text, struct token *tokens, size_t max, struct arena *arena);

/* How many bytes at the very start of a text are an exact term; 0 when it begins otherwise. */
size_t exact_at_start(struct str text);

/* Appends the words among terms that tokens_write() and exact_write() have written, with a space behind each. */
void exact_leave_out(struct buf *out, struct str terms);

#endif
