/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
#ifndef DOCFINCH_COMMON_BASE_UTF8_H
#define DOCFINCH_COMMON_BASE_UTF8_H

#include "common/base/buf.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_REPLACEMENT 0xFFFDu

/* The code point at s[*offset], which must be below s.len; moves *offset behind it. Invalid bytes give
 * UTF8_REPLACEMENT and move by one byte. */
uint32_t utf8_next(struct str s, size_t *offset);

/* Writes 1 to 4 bytes to `out` and returns how many. code must be a valid code point. */
size_t utf8_encode(uint32_t code, char out[4]);
void utf8_put(struct buf *buf, uint32_t code);

bool utf8_valid(struct str s);

/* Appends s with every invalid byte replaced by U+FFFD and NUL left out. */
void utf8_clean(struct buf *buf, struct str s);

/* Makes of the bytes, in place, text that a terminal or a log shows in one line: what is not UTF-8, and control
 * characters (C0, DEL, C1, and U+2028 and U+2029, which end lines), become '?', one for each byte. */
void utf8_tame(char *bytes, size_t count);

/* The longest beginning of s of at most max_bytes that does not end inside a character. */
struct str utf8_head(struct str s, size_t max_bytes);

#endif
