#include "indexer/rank/keywords.h"

#include "common/base/mem.h"

#include <stdlib.h>

void keywords_init(struct keywords *keywords) {
    *keywords = (struct keywords){0};
    arena_init(&keywords->arena);
}

void keywords_free(struct keywords *keywords) {
    free(keywords->keywords);
    arena_free(&keywords->arena);
    *keywords = (struct keywords){0};
}

bool keywords_add(struct keywords *keywords, const struct keyword *keyword, struct graph_place place) {
    if (keywords->count >= KEYWORDS_MAX)
        return false;
    const struct entry_keyword *last = keywords->count > 0 ? &keywords->keywords[keywords->count - 1] : NULL;
    bool is_same = last != NULL && str_equal(last->phrase, keyword->phrase); /* it stands in a row, and is kept once */
    const struct entry_keyword added = {
        .phrase = is_same ? last->phrase : arena_copy(&keywords->arena, keyword->phrase),
        .key = is_same ? last->key : arena_copy(&keywords->arena, keyword->key),
        .position = (uint32_t)keywords->count,
        .anchor = arena_copy(&keywords->arena, keyword->target.fragment),
        .place = place,
        .is_main = keyword->is_main,
        .is_name = keyword->is_name,
        .is_link = keyword->is_link,
    };
    keywords->keywords = mem_grow(keywords->keywords, keywords->count, &keywords->capacity, sizeof *keywords->keywords);
    keywords->keywords[keywords->count++] = added;
    return true;
}

static int compare_keywords(const void *a, const void *b) {
    const struct entry_keyword *x = a, *y = b;
    if (x->entry != y->entry)
        return x->entry < y->entry ? -1 : 1;
    int order = str_compare(x->key, y->key);
    if (order == 0)
        order = y->is_main - x->is_main;
    if (order == 0)
        order = y->is_name - x->is_name;
    return order != 0 ? order : (x->position > y->position) - (x->position < y->position);
}

/* What is too long for a key is told apart by its words. */
static bool is_same(const struct entry_keyword *a, const struct entry_keyword *b) {
    return a->entry == b->entry && str_equal(a->key, b->key) && (a->key.len > 0 || str_equal(a->phrase, b->phrase));
}

/* What a writer's link leads to says more than a place of an index: it is what the words are about. */
static void take_better_place(struct entry_keyword *kept, const struct entry_keyword *other) {
    if (kept->is_link_place || !other->is_link_place)
        return;
    kept->anchor = other->anchor;
    kept->is_link_place = true;
}

void keywords_resolve(struct keywords *keywords, const struct graph *graph) {
    size_t kept = 0, distinct = 0;
    struct entry_keyword *all = keywords->keywords;
    for (size_t i = 0; i < keywords->count; i++) {
        struct entry_keyword keyword = all[i];
        const struct graph_target *target = graph_target_at(graph, keyword.place);
        if (target == NULL)
            continue;
        keyword.entry = target->entry;
        if (target->spot != GRAPH_INSIDE || target->hash != keyword.place.place)
            keyword.anchor = STR("");
        keyword.is_link_place = keyword.is_link && keyword.anchor.len > 0;
        all[kept++] = keyword;
    }
    if (kept > 0)
        qsort(all, kept, sizeof *all, compare_keywords);
    for (size_t i = 0; i < kept; i++) {
        if (i == 0 || !is_same(&all[i], &all[distinct - 1]))
            all[distinct++] = all[i];
        else
            take_better_place(&all[distinct - 1], &all[i]);
    }
    keywords->count = distinct;
}

const struct entry_keyword *keywords_of(const struct keywords *keywords, uint32_t entry, size_t *count) {
    size_t low = 0, high = keywords->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (keywords->keywords[middle].entry < entry)
            low = middle + 1;
        else
            high = middle;
    }
    for (high = low; high < keywords->count && keywords->keywords[high].entry == entry;)
        high++;
    *count = high - low;
    return high > low ? &keywords->keywords[low] : NULL;
}
