/* Folding: what makes two spellings the same term. Upper case becomes lower case (full Unicode case folding), accents
 * and other marks go, compatibility forms become the plain ones (NFKD: full-width letters, ligatures). By utf8proc. */
#ifndef DOCFINCH_COMMON_TEXT_FOLD_H
#define DOCFINCH_COMMON_TEXT_FOLD_H

#include "common/base/buf.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* Appends s folded. Invalid UTF-8 becomes U+FFFD. */
void fold_text(struct buf *out, struct str s);

/* Appends one code point folded: nothing (a mark), or one or more characters. */
void fold_code(struct buf *out, uint32_t code);

/* The same, but marks stay: decomposed, behind their letter. */
void fold_code_marked(struct buf *out, uint32_t code);

/* Whether the code point belongs to a word: a letter, digit, mark or '_'. */
bool fold_is_word(uint32_t code);

/* Whether the code point is a symbol beyond ASCII: general categories Sm, Sc, Sk and So. */
bool fold_is_symbol(uint32_t code);

/* Whether the code point is of a script that writes words without spaces between them. */
bool fold_is_unspaced(uint32_t code);

#endif
