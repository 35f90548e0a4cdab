#include "indexer/extract/doubles.h"

#include "common/base/buf.h"
#include "common/base/mem.h"
#include "indexer/extract/profile.h"

#include <stdlib.h>

/* An id in the order of the page. */
struct id_place {
    struct str id;
    size_t at; /* index in page->ids */
};

static int compare_places(const void *a, const void *b) {
    const struct id_place *left = a, *right = b;
    int order = str_compare(left->id, right->id);
    return order != 0 ? order : (left->at > right->at) - (left->at < right->at);
}

/* By index in page->ids: whether an id before it is the same, of another entry. Owned: free(). */
static bool *find_doubles(const struct extraction *page) {
    struct id_place *places = mem_new(page->id_count + 1, sizeof *places);
    bool *is_double = mem_new(page->id_count + 1, sizeof *is_double);
    for (size_t i = 0; i < page->id_count; i++)
        places[i] = (struct id_place){page->ids[i].id, i};
    qsort(places, page->id_count, sizeof *places, compare_places);
    for (size_t i = 1, first = 0; i < page->id_count; i++) {
        if (!str_equal(places[first].id, places[i].id))
            first = i;
        is_double[places[i].at] = page->ids[places[first].at].entry != page->ids[places[i].at].entry;
    }
    free(places);
    return is_double;
}

static void lead_to_words(struct extraction *page, struct entry *entry, struct str id) {
    struct buf anchor;
    buf_init(&anchor, ENTRY_MAX_ANCHOR_BYTES + sizeof ENTRY_TEXT_FRAGMENT + ENTRY_MAX_FRAGMENT_BYTES);
    buf_add(&anchor, id);
    profile_fragment(entry->title, &anchor);
    if (!buf_failed(&anchor))
        entry->anchor = arena_copy(&page->arena, buf_str(&anchor));
    buf_free(&anchor);
}

bool doubles_part(struct extraction *page) {
    bool *is_double = find_doubles(page), was_any = false;
    struct str before = STR(""); /* the last id that leads where it should */
    for (size_t i = 0; i < page->id_count; i++) {
        struct entry *entry = &page->entries[page->ids[i].entry];
        if (!is_double[i]) {
            before = page->ids[i].id;
        } else if (str_equal(entry->anchor, page->ids[i].id) && entry->title.len > 0) {
            lead_to_words(page, entry, before);
            was_any = true;
        }
    }
    free(is_double);
    return was_any;
}
