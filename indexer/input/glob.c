#include "indexer/input/glob.h"

#include <fnmatch.h>

#define NAME_MAX_BYTES 4096

/* fnmatch() wants strings with an end. */
static bool part_matches(struct str pattern, struct str name) {
    char pattern_text[GLOB_MAX_BYTES + 1], name_text[NAME_MAX_BYTES + 1];
    if (pattern.len > GLOB_MAX_BYTES || name.len > NAME_MAX_BYTES)
        return false;
    memcpy(pattern_text, pattern.ptr, pattern.len);
    pattern_text[pattern.len] = '\0';
    memcpy(name_text, name.ptr, name.len);
    name_text[name.len] = '\0';
    return fnmatch(pattern_text, name_text, 0) == 0;
}

static struct str first_part(struct str path) {
    return str_head(path, str_find_char(path, '/', 0));
}

static struct str behind_first(struct str path) {
    return str_from_offset(path, str_find_char(path, '/', 0) + 1);
}

bool glob_is_valid(struct str pattern) {
    return pattern.len > 0 && pattern.len <= GLOB_MAX_BYTES && pattern.ptr[0] != '/';
}

/* Where two parts do not match, the last ** takes one folder more. */
bool glob_matches(struct str pattern, struct str path) {
    struct str after_stars = STR(""), retry = STR("");
    bool has_stars = false;
    bool is_folder = str_ends(pattern, STR("/"));
    while (path.len > 0) {
        struct str part = first_part(pattern);
        if (str_is(part, "**") || (pattern.len == 0 && is_folder)) {
            pattern = behind_first(pattern);
            if (pattern.len == 0)
                return true;
            has_stars = true;
            after_stars = pattern;
            retry = path;
        } else if (pattern.len > 0 && part_matches(part, first_part(path))) {
            pattern = behind_first(pattern);
            path = behind_first(path);
        } else if (has_stars) {
            retry = behind_first(retry);
            path = retry;
            pattern = after_stars;
        } else {
            return false;
        }
    }
    return pattern.len == 0 && !is_folder;
}
