#include "indexer/store/prefixes.h"

#include "common/base/mem.h"

#include <stdlib.h>

struct ranked {
    uint32_t rank, value, group;
};

static int compare_ranked(const void *a, const void *b) {
    const struct ranked *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

static bool is_listed(const struct ranked listed[], size_t count, uint32_t value) {
    for (size_t i = 0; i < count; i++)
        if (listed[i].value == value)
            return true;
    return false;
}

/* The best of a group, or of all when group is 0. */
static bool emit_list(const struct prefix_lists *lists, struct prefix_place place, const struct ranked ranked[],
                      size_t count, struct err *err) {
    struct ranked *chosen = mem_new(lists->list_max, sizeof *chosen);
    bool ok = true;
    for (size_t i = 0; ok && i < count && place.position < lists->list_max; i++) {
        bool is_member = place.group == 0 || ranked[i].group == place.group;
        if (!is_member || is_listed(chosen, place.position, ranked[i].value))
            continue;
        chosen[place.position] = ranked[i];
        ok = lists->emit(lists->context, &place, ranked[i].value, err);
        place.position++;
    }
    free(chosen);
    return ok;
}

static bool emit_lists(const struct prefix_lists *lists, struct str prefix, const struct prefix_item items[],
                       size_t count, struct err *err) {
    struct ranked *ranked = mem_new(count, sizeof *ranked);
    for (size_t i = 0; i < count; i++)
        ranked[i] = (struct ranked){items[i].rank, items[i].value, items[i].group};
    qsort(ranked, count, sizeof *ranked, compare_ranked);
    bool ok = true;
    for (uint32_t group = 0; ok && group <= lists->group_count; group++)
        ok = emit_list(lists, (struct prefix_place){prefix, group, 0}, ranked, count, err);
    free(ranked);
    return ok;
}

/* Whether a prefix of `length` bytes of key ends between two characters. */
static bool ends_character(struct str key, size_t length) {
    return length == key.len || ((unsigned char)key.ptr[length] & 0xC0) != 0x80;
}

/* All items share their first `length` - 1 bytes; each group that shares one more is looked at, then its groups. */
static bool emit_groups(const struct prefix_lists *lists, const struct prefix_item items[], size_t count, size_t length,
                        struct err *err) {
    size_t start = 0;
    while (start < count && items[start].key.len < length)
        start++;
    for (size_t end; start < count; start = end) {
        unsigned char byte = (unsigned char)items[start].key.ptr[length - 1];
        for (end = start + 1; end < count && (unsigned char)items[end].key.ptr[length - 1] == byte;)
            end++;
        if (end - start <= lists->scan_max)
            continue;
        struct str prefix = str_head(items[start].key, length);
        if (ends_character(items[start].key, length) && !emit_lists(lists, prefix, items + start, end - start, err))
            return false;
        if (!emit_groups(lists, items + start, end - start, length + 1, err))
            return false;
    }
    return true;
}

bool prefixes_emit(const struct prefix_lists *lists, const struct prefix_item items[], size_t count, struct err *err) {
    return emit_groups(lists, items, count, 1, err);
}
