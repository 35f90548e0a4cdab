#include "indexer/extract/history.h"

#include "common/base/ascii.h"

/* A page with fewer sections may be about one version of something else. */
#define MIN_SECTIONS 4

/* "3.11", "v2.0.1": digits, a dot, digits. Section numbers look the same but stand at the very start and are followed
 * by words; a version ends the title, or a date or note in parentheses follows it. */
static bool is_version_title(struct str title) {
    size_t at = title.len;
    if (str_ends(title, STR(")")))
        at = str_find_char(title, '(', 0);
    struct str text = str_trim(str_head(title, at));
    size_t start = text.len;
    while (start > 0 && text.ptr[start - 1] != ' ')
        start--;
    struct str word = str_from_offset(text, start);
    if (word.len > 1 && (word.ptr[0] == 'v' || word.ptr[0] == 'V'))
        word = str_from_offset(word, 1);
    size_t dot = str_find_char(word, '.', 0);
    return word.len > 0 && ascii_is_digit(word.ptr[0]) && dot + 1 < word.len && ascii_is_digit(word.ptr[dot + 1]);
}

static bool says_so(struct str title) {
    static const struct str phrases[] = {
        {"what's new", 10}, {"what\xE2\x80\x99s new", 12}, {"release notes", 13},   {"changelog", 9},
        {"change log", 10}, {"change history", 14},        {"release history", 15}, {"version history", 15},
    };
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (str_find_nocase(title, phrases[i]) < title.len)
            return true;
    return false;
}

bool history_is_page(const struct extraction *page) {
    size_t sections = 0, versions = 0;
    for (size_t i = 1; i < page->entry_count; i++) {
        const struct entry *entry = &page->entries[i];
        if (entry->kind != KIND_SECTION)
            continue;
        sections++;
        versions += is_version_title(entry->title);
    }
    return says_so(page->title) || (sections >= MIN_SECTIONS && 2 * versions > sections);
}
