/* What kind of ASCII character a byte is, whatever the locale. Bytes from 0x80 on, which are parts of other characters,
 * are of no kind. */
#ifndef DOCFINCH_COMMON_BASE_ASCII_H
#define DOCFINCH_COMMON_BASE_ASCII_H

#include <stdbool.h>

/* White space as in HTML: https://infra.spec.whatwg.org/#ascii-whitespace. */
static inline bool ascii_is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static inline bool ascii_is_digit(char c) {
    return c >= '0' && c <= '9';
}

static inline bool ascii_is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static inline bool ascii_is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

static inline bool ascii_is_letter(char c) {
    return ascii_is_upper(c) || ascii_is_lower(c);
}

static inline bool ascii_is_alphanumeric(char c) {
    return ascii_is_letter(c) || ascii_is_digit(c);
}

/* A letter, digit or '_': what names consist of in most languages. */
static inline bool ascii_is_word(char c) {
    return ascii_is_alphanumeric(c) || c == '_';
}

static inline char ascii_lower(char c) {
    return ascii_is_upper(c) ? (char)(c - 'A' + 'a') : c;
}

/* 0 to 15; -1 for what is no hexadecimal digit. */
static inline int ascii_hex_value(char c) {
    if (ascii_is_digit(c))
        return c - '0';
    c = ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

#endif
