#include "common/text/identifiers.h"

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Whether a new part starts at byte i, which is not the first. */
static bool is_boundary(struct str s, size_t i) {
    char before = s.ptr[i - 1], here = s.ptr[i];
    if (here == '_')
        return true;
    if (!is_upper(here))
        return false;
    if (is_lower(before) || is_digit(before))
        return true;
    return is_upper(before) && i + 1 < s.len && is_lower(s.ptr[i + 1]);
}

bool identifier_next_part(struct str *rest, struct str *part) {
    while (rest->len > 0 && rest->ptr[0] == '_')
        *rest = str_from_offset(*rest, 1);
    if (rest->len == 0)
        return false;
    size_t end = 1;
    while (end < rest->len && !is_boundary(*rest, end))
        end++;
    *part = str_head(*rest, end);
    *rest = str_from_offset(*rest, end);
    return true;
}

bool identifier_is_compound(struct str word) {
    struct str rest = word, part;
    return identifier_next_part(&rest, &part) && part.len < word.len;
}
