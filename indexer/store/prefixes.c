#include "indexer/store/prefixes.h"

#include "common/base/mem.h"

#include <stdlib.h>

struct candidate {
    uint32_t rank, value;
};

/* The best of a group so far, in order; at most list_max. */
struct best {
    struct candidate *candidates;
    size_t count;
};

struct run {
    const struct prefix_lists *lists;
    struct best *best; /* by group; 0: of all */
};

static bool is_before(struct candidate a, struct candidate b) {
    return a.rank != b.rank ? a.rank < b.rank : a.value < b.value;
}

/* Most items of a large group are not among its best: they cost one comparison. */
static void offer(struct best *best, size_t max, struct candidate offered) {
    struct candidate *list = best->candidates;
    if (best->count == max && !is_before(offered, list[max - 1]))
        return;
    size_t at = 0;
    while (at < best->count && list[at].value != offered.value)
        at++;
    if (at < best->count && !is_before(offered, list[at]))
        return;
    if (at == best->count)
        at = best->count < max ? best->count++ : max - 1;
    for (; at > 0 && is_before(offered, list[at - 1]); at--)
        list[at] = list[at - 1];
    list[at] = offered;
}

static bool emit_list(const struct run *run, struct prefix_place place, struct err *err) {
    const struct best *best = &run->best[place.group];
    for (; place.position < best->count; place.position++)
        if (!run->lists->emit(run->lists->context, &place, best->candidates[place.position].value, err))
            return false;
    return true;
}

static bool emit_lists(const struct run *run, struct str prefix, const struct prefix_item items[], size_t count,
                       struct err *err) {
    const struct prefix_lists *lists = run->lists;
    for (uint32_t group = 0; group <= lists->group_count; group++)
        run->best[group].count = 0;
    for (size_t i = 0; i < count; i++) {
        const struct candidate offered = {items[i].rank, items[i].value};
        offer(&run->best[0], lists->list_max, offered);
        if (items[i].group <= lists->group_count)
            offer(&run->best[items[i].group], lists->list_max, offered);
    }
    bool ok = true;
    for (uint32_t group = 0; ok && group <= lists->group_count; group++)
        ok = emit_list(run, (struct prefix_place){prefix, group, 0}, err);
    return ok;
}

/* Whether a prefix of `length` bytes of key ends between two characters. */
static bool ends_character(struct str key, size_t length) {
    return length == key.len || ((unsigned char)key.ptr[length] & 0xC0) != 0x80;
}

/* All items share their first `length` - 1 bytes; each group that shares one more is looked at, then its groups. */
static bool emit_groups(const struct run *run, const struct prefix_item items[], size_t count, size_t length,
                        struct err *err) {
    size_t start = 0;
    while (start < count && items[start].key.len < length)
        start++;
    for (size_t end; start < count; start = end) {
        unsigned char byte = (unsigned char)items[start].key.ptr[length - 1];
        for (end = start + 1; end < count && (unsigned char)items[end].key.ptr[length - 1] == byte;)
            end++;
        if (end - start <= run->lists->scan_max)
            continue;
        struct str prefix = str_head(items[start].key, length);
        if (ends_character(items[start].key, length) && !emit_lists(run, prefix, items + start, end - start, err))
            return false;
        if (!emit_groups(run, items + start, end - start, length + 1, err))
            return false;
    }
    return true;
}

bool prefixes_emit(const struct prefix_lists *lists, const struct prefix_item items[], size_t count, struct err *err) {
    size_t groups = (size_t)lists->group_count + 1;
    struct candidate *room = mem_new(groups * lists->list_max, sizeof *room);
    struct run run = {.lists = lists, .best = mem_new(groups, sizeof *run.best)};
    for (size_t group = 0; group < groups; group++)
        run.best[group].candidates = room + group * lists->list_max;
    bool ok = emit_groups(&run, items, count, 1, err);
    free(run.best);
    free(room);
    return ok;
}
