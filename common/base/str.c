#include "common/base/str.h"

#include "common/base/ascii.h"

int str_compare(struct str a, struct str b) {
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool str_equal_nocase(struct str a, struct str b) {
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i]))
            return false;
    return true;
}

struct str str_trim(struct str s) {
    while (s.len > 0 && ascii_is_space(s.ptr[0]))
        s = str_from_offset(s, 1);
    while (s.len > 0 && ascii_is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

size_t str_find_char(struct str s, char c, size_t from) {
    const char *found = from < s.len ? memchr(s.ptr + from, c, s.len - from) : NULL;
    return found ? (size_t)(found - s.ptr) : s.len;
}

size_t str_find(struct str s, struct str needle, size_t from) {
    if (needle.len == 0)
        return from < s.len ? from : s.len;
    for (size_t i = str_find_char(s, needle.ptr[0], from); i + needle.len <= s.len;
         i = str_find_char(s, needle.ptr[0], i + 1))
        if (memcmp(s.ptr + i, needle.ptr, needle.len) == 0)
            return i;
    return s.len;
}

size_t str_find_nocase(struct str s, struct str needle) {
    for (size_t i = 0; i + needle.len <= s.len; i++)
        if (str_equal_nocase(str_make(s.ptr + i, needle.len), needle))
            return i;
    return s.len;
}

bool str_split(struct str *rest, char separator, struct str *piece) {
    if (rest->ptr == NULL)
        return false;
    size_t end = str_find_char(*rest, separator, 0);
    *piece = str_head(*rest, end);
    *rest = end < rest->len ? (struct str){rest->ptr + end + 1, rest->len - end - 1} : (struct str){NULL, 0};
    return true;
}

static bool has_space(struct str s) {
    for (size_t i = 0; i < s.len; i++)
        if (ascii_is_space(s.ptr[i]))
            return true;
    return false;
}

bool str_has_word(struct str s, struct str word) {
    if (word.len == 0 || s.len < word.len)
        return false;
    for (size_t i = str_find(s, word, 0); i < s.len; i = str_find(s, word, i + 1)) {
        size_t end = i + word.len;
        if ((i == 0 || ascii_is_space(s.ptr[i - 1])) && (end == s.len || ascii_is_space(s.ptr[end])))
            return !has_space(word);
    }
    return false;
}

bool str_to_number(struct str s, unsigned long max, unsigned long *number) {
    unsigned long value = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned long digit = (unsigned long)(s.ptr[i] - '0');
        if (!ascii_is_digit(s.ptr[i]) || value > (max - digit) / 10 || digit > max)
            return false;
        value = value * 10 + digit;
    }
    *number = value;
    return s.len > 0;
}

unsigned long long str_hash(struct str s, unsigned long long seed) {
    unsigned long long hash = seed ? seed : 14695981039346656037ULL;
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.ptr[i]) * 1099511628211ULL;
    return hash;
}

struct str str_file_name(struct str path) {
    size_t start = path.len;
    while (start > 0 && path.ptr[start - 1] != '/')
        start--;
    return str_from_offset(path, start);
}
