#include "common/text/identifiers.h"

#include "common/base/ascii.h"

/* Whether a new part starts at byte i, which is not the first. */
static bool is_boundary(struct str s, size_t i) {
    char before = s.ptr[i - 1], here = s.ptr[i];
    if (here == '_')
        return true;
    if (!ascii_is_upper(here))
        return false;
    if (ascii_is_lower(before) || ascii_is_digit(before))
        return true;
    return ascii_is_upper(before) && i + 1 < s.len && ascii_is_lower(s.ptr[i + 1]);
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
