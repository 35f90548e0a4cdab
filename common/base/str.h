/* A borrowed run of bytes: valid as long as what it points into. Not NUL-terminated, never NULL (an empty one points at
 * ""), usually UTF-8. Passed by value. */
#ifndef DOCFINCH_COMMON_BASE_STR_H
#define DOCFINCH_COMMON_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
    const char *ptr;
    size_t len; /* bytes */
};

/* For string literals, also in initialisers of static tables. */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})

/* printf("%.*s", STR_ARG(s)) */
#define STR_ARG(s) (int)(s).len, (s).ptr

static inline struct str str_make(const char *ptr, size_t len) {
    return (struct str){ptr ? ptr : "", ptr ? len : 0};
}

static inline struct str str_from(const char *text) {
    return str_make(text, text ? strlen(text) : 0);
}

static inline bool str_equal(struct str a, struct str b) {
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

/* text: NULL is as good as "". Most comparisons with the texts of a table end at the first byte. */
static inline bool str_is(struct str s, const char *text) {
    return (s.len == 0 || (text != NULL && s.ptr[0] == text[0])) && str_equal(s, str_from(text));
}

static inline bool str_starts(struct str s, struct str prefix) {
    /* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): no struct str holds NULL */
    return s.len >= prefix.len && memcmp(s.ptr, prefix.ptr, prefix.len) == 0;
}

static inline bool str_ends(struct str s, struct str suffix) {
    return s.len >= suffix.len && memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0;
}

/* From byte `start` (at most len) to the end. */
static inline struct str str_from_offset(struct str s, size_t start) {
    if (start > s.len)
        start = s.len;
    s.ptr += start;
    s.len -= start;
    return s;
}

/* The first `count` bytes, or all when there are fewer. */
static inline struct str str_head(struct str s, size_t count) {
    return (struct str){s.ptr, count < s.len ? count : s.len};
}

/* Byte order, as memcmp, the shorter first; the order of every sorted thing in the artifact. */
int str_compare(struct str a, struct str b);

/* ASCII letters count as equal whatever their case. */
bool str_equal_nocase(struct str a, struct str b);

/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);

/* Byte offset of the first `needle` at or after `from`; s.len when there is none. */
size_t str_find(struct str s, struct str needle, size_t from);
size_t str_find_char(struct str s, char c, size_t from);

/* The same from the start, ASCII letters as in str_equal_nocase(). */
size_t str_find_nocase(struct str s, struct str needle);

/* The last part of a path: the file's name. */
struct str str_file_name(struct str path);

/* Cuts the next piece off *rest at `separator`; false when nothing is left. "a,,b" gives "a", "", "b". */
bool str_split(struct str *rest, char separator, struct str *piece);

/* Whether one of the words of s, separated by ASCII white space, is `word` (as in an HTML class attribute). */
bool str_has_word(struct str s, struct str word);

/* A decimal number in 0..max; false when s is empty, not all digits, or above max. */
bool str_to_number(struct str s, unsigned long max, unsigned long *number);

/* FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/. The seed chains several pieces; 0 starts. */
unsigned long long str_hash(struct str s, unsigned long long seed);

#endif
