#include "common/text/plural.h"

#include <stdbool.h>
#include <string.h>

/* What stands at the end of a word, and what may stand there in the other number. Every rule that fits gives a form. */
struct ending {
    const char *from, *to;
};

static const struct ending of_plurals[] = {{"s", ""}, {"ies", "y"}, {"es", ""}, {"ices", "ex"}, {"ices", "ix"}};
static const struct ending of_singulars[] = {
    {"", "s"}, {"y", "ies"}, {"s", "ses"}, {"x", "xes"}, {"h", "hes"}, {"ex", "ices"}, {"ix", "ices"},
};

#define LAST_LETTERS 3

static bool ends_in_letters(struct str text) {
    if (text.len < LAST_LETTERS)
        return false;
    for (size_t i = text.len - LAST_LETTERS; i < text.len; i++)
        if (text.ptr[i] < 'a' || text.ptr[i] > 'z')
            return false;
    return true;
}

/* "classes" and "files", but not "class", "status" or "this". */
static bool is_plural(struct str text) {
    return str_ends(text, STR("s")) && !str_ends(text, STR("ss")) && !str_ends(text, STR("us")) &&
           !str_ends(text, STR("is"));
}

static struct str replace_end(struct str text, const struct ending *ending, struct arena *arena) {
    struct str stem = str_head(text, text.len - strlen(ending->from)), to = str_from(ending->to);
    char *bytes = arena_bytes(arena, stem.len + to.len);
    memcpy(bytes, stem.ptr, stem.len);
    memcpy(bytes + stem.len, to.ptr, to.len);
    return str_make(bytes, stem.len + to.len);
}

size_t plural_forms(struct str text, struct str forms[PLURAL_MAX_FORMS], struct arena *arena) {
    size_t count = 0;
    if (!ends_in_letters(text))
        return 0;
    bool plural = is_plural(text);
    const struct ending *endings = plural ? of_plurals : of_singulars;
    size_t ending_count = plural ? sizeof of_plurals / sizeof *of_plurals : sizeof of_singulars / sizeof *of_singulars;
    for (size_t i = 0; i < ending_count && count < PLURAL_MAX_FORMS; i++)
        if (str_ends(text, str_from(endings[i].from)))
            forms[count++] = replace_end(text, &endings[i], arena);
    return count;
}
