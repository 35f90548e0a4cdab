#include "common/search/facets.h"

#include "common/base/mem.h"

#include <stdlib.h>

void facets_init(struct facets *facets, const struct corpus *corpus) {
    facets->docsets = mem_new(corpus->docset_count + 1, sizeof *facets->docsets);
    facets->kinds = mem_new(corpus->kind_count + 1, sizeof *facets->kinds);
}

void facets_free(struct facets *facets) {
    free(facets->docsets);
    free(facets->kinds);
    *facets = (struct facets){0};
}

void facets_reset(struct facets *facets, const struct corpus *corpus) {
    memset(facets->docsets, 0, (corpus->docset_count + 1) * sizeof *facets->docsets);
    memset(facets->kinds, 0, (corpus->kind_count + 1) * sizeof *facets->kinds);
}

static int compare_facets(const void *a, const void *b) {
    const struct facet *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

/* Those of ids 1 to count that are not zero. */
static struct facet *list_counts(const uint32_t counts[], size_t count, size_t *listed, struct arena *arena) {
    size_t filled = 0, at = 0;
    for (size_t id = 1; id <= count; id++)
        filled += counts[id] > 0;
    struct facet *facets = arena_alloc(arena, filled, sizeof *facets);
    for (size_t id = 1; id <= count; id++)
        if (counts[id] > 0)
            facets[at++] = (struct facet){.id = id, .count = counts[id]};
    if (filled > 1)
        qsort(facets, filled, sizeof *facets, compare_facets);
    *listed = filled;
    return facets;
}

void facets_list(const struct facets *facets, const struct corpus *corpus, struct hits *hits, struct arena *arena) {
    hits->docset_facets = list_counts(facets->docsets, corpus->docset_count, &hits->docset_facet_count, arena);
    hits->kind_facets = list_counts(facets->kinds, corpus->kind_count, &hits->kind_facet_count, arena);
    for (size_t i = 0; i < hits->docset_facet_count; i++)
        hits->docset_facets[i].name = corpus->docsets[hits->docset_facets[i].id - 1].name;
    for (size_t i = 0; i < hits->kind_facet_count; i++)
        hits->kind_facets[i].name = corpus_kind_name(corpus, (int64_t)hits->kind_facets[i].id);
}
