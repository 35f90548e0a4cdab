#include "indexer/rank/graph.h"

#include "common/base/mem.h"

#include <stdlib.h>

void graph_init(struct graph *graph) {
    *graph = (struct graph){0};
    arena_init(&graph->arena);
}

void graph_free(struct graph *graph) {
    free(graph->targets);
    free(graph->text_slots);
    free(graph->texts);
    free(graph->links);
    free(graph->aliases);
    free(graph->inbound);
    free(graph->first);
    arena_free(&graph->arena);
    *graph = (struct graph){0};
}

/* Never 0, which marks an empty slot. FNV-1a spreads its low bits poorly over short keys: a final mix helps the table.
 */
static uint64_t place_hash(uint32_t docset, struct str path, struct str id) {
    char seed[sizeof docset];
    memcpy(seed, &docset, sizeof docset);
    uint64_t hash = str_hash(str_make(seed, sizeof seed), 0);
    hash = str_hash(path, hash);
    hash = str_hash(STR("#"), hash);
    hash = str_hash(id, hash);
    hash = (hash ^ hash >> 32) * 0x9E3779B97F4A7C15u;
    return hash | 1;
}

static struct graph_target *find_target(const struct graph *graph, uint64_t hash) {
    size_t mask = graph->target_capacity - 1;
    for (size_t at = (size_t)(hash >> 20) & mask;; at = (at + 1) & mask)
        if (graph->targets[at].hash == hash || graph->targets[at].hash == 0)
            return &graph->targets[at];
}

static void grow_targets(struct graph *graph) {
    struct graph old = *graph;
    graph->target_capacity = old.target_capacity ? old.target_capacity * 2 : 4096;
    graph->targets = mem_new(graph->target_capacity, sizeof *graph->targets);
    for (size_t i = 0; i < old.target_capacity; i++)
        if (old.targets[i].hash != 0)
            *find_target(graph, old.targets[i].hash) = old.targets[i];
    free(old.targets);
}

/* At most three quarters of the table are in use. */
static void add_target(struct graph *graph, const struct graph_target *added) {
    if (4 * (graph->target_count + 1) > 3 * graph->target_capacity)
        grow_targets(graph);
    struct graph_target *target = find_target(graph, added->hash);
    if (target->hash != 0)
        return;
    *target = *added;
    graph->target_count++;
}

void graph_add_target(struct graph *graph, struct graph_place place, uint32_t entry, enum graph_spot spot) {
    const struct graph_target target = {place.place, entry, spot};
    add_target(graph, &target);
}

void graph_forget(struct graph *graph, uint32_t first_entry, size_t first_link) {
    struct graph old = *graph;
    graph->link_count = first_link;
    graph->targets = NULL;
    graph->target_count = graph->target_capacity = 0;
    for (size_t i = 0; i < old.target_capacity; i++)
        if (old.targets[i].hash != 0 && old.targets[i].entry < first_entry)
            add_target(graph, &old.targets[i]);
    free(old.targets);
}

void graph_add_alias(struct graph *graph, uint32_t docset, struct str path, struct str target_path,
                     struct str target_fragment) {
    graph->aliases = mem_grow(graph->aliases, graph->alias_count, &graph->alias_capacity, sizeof *graph->aliases);
    graph->aliases[graph->alias_count++] = (struct graph_alias){
        .place = place_hash(docset, path, STR("")),
        .target = place_hash(docset, target_path, target_fragment),
        .target_page = place_hash(docset, target_path, STR("")),
    };
}

static struct graph_text *find_text(const struct graph *graph, uint64_t hash, struct str text) {
    size_t mask = graph->text_slot_capacity - 1;
    for (size_t at = (size_t)(hash >> 20) & mask;; at = (at + 1) & mask) {
        struct graph_text *slot = &graph->text_slots[at];
        if (slot->hash == 0 || (slot->hash == hash && str_equal(slot->text, text)))
            return slot;
    }
}

static void grow_texts(struct graph *graph) {
    struct graph old = *graph;
    graph->text_slot_capacity = old.text_slot_capacity ? old.text_slot_capacity * 2 : 4096;
    graph->text_slots = mem_new(graph->text_slot_capacity, sizeof *graph->text_slots);
    for (size_t i = 0; i < old.text_slot_capacity; i++)
        if (old.text_slots[i].hash != 0)
            *find_text(graph, old.text_slots[i].hash, old.text_slots[i].text) = old.text_slots[i];
    free(old.text_slots);
}

static uint32_t intern_text(struct graph *graph, struct str text) {
    if (2 * (graph->text_count + 1) > graph->text_slot_capacity)
        grow_texts(graph);
    uint64_t hash = place_hash(0, text, STR(""));
    struct graph_text *slot = find_text(graph, hash, text);
    if (slot->hash == 0) {
        graph->texts = mem_grow(graph->texts, graph->text_count, &graph->text_capacity, sizeof *graph->texts);
        struct str copy = arena_copy(&graph->arena, text);
        *slot = (struct graph_text){hash, copy, (uint32_t)graph->text_count};
        graph->texts[graph->text_count++] = copy;
    }
    return slot->index;
}

void graph_add_link(struct graph *graph, const struct graph_reference *reference) {
    graph->links = mem_grow(graph->links, graph->link_count, &graph->link_capacity, sizeof *graph->links);
    bool has_words = str_find_char(reference->text, ' ', 0) < reference->text.len;
    graph->links[graph->link_count++] = (struct graph_link){
        .target = place_hash(reference->docset, reference->path, reference->fragment),
        .target_page = place_hash(reference->docset, reference->path, STR("")),
        .source_page = reference->source_page,
        .text = intern_text(graph, reference->text),
        .fragment = has_words ? intern_text(graph, reference->fragment) : GRAPH_NO_FRAGMENT,
    };
}

static int compare_inbound(const void *a, const void *b) {
    const struct graph_inbound *x = a, *y = b;
    if (x->entry != y->entry)
        return x->entry < y->entry ? -1 : 1;
    if (x->text != y->text)
        return x->text < y->text ? -1 : 1;
    return (x->source_page > y->source_page) - (x->source_page < y->source_page);
}

/* The target at a place, or else the page's; NULL when neither is there. */
static const struct graph_target *target_at(const struct graph *graph, uint64_t place, uint64_t page) {
    const struct graph_target *target = find_target(graph, place);
    if (target->hash == 0)
        target = find_target(graph, page);
    return target->hash != 0 ? target : NULL;
}

/* Makes each page that only redirects another place of its target; redirects to those on the next round. */
static void resolve_aliases(struct graph *graph) {
    size_t before = 0;
    for (int round = 0; round < GRAPH_MAX_REDIRECTS && graph->target_count != before; round++) {
        before = graph->target_count;
        for (size_t i = 0; i < graph->alias_count && graph->target_count > 0; i++) {
            const struct graph_alias *alias = &graph->aliases[i];
            const struct graph_target *target = target_at(graph, alias->target, alias->target_page);
            if (target == NULL)
                continue;
            const struct graph_target place = {alias->place, target->entry, target->spot};
            add_target(graph, &place);
        }
    }
}

static void collect_inbound(struct graph *graph) {
    graph->inbound = mem_new(graph->link_count, sizeof *graph->inbound);
    for (size_t i = 0; i < graph->link_count && graph->target_count > 0; i++) {
        const struct graph_link *link = &graph->links[i];
        const struct graph_target *target = target_at(graph, link->target, link->target_page);
        if (target != NULL)
            graph->inbound[graph->inbound_count++] =
                (struct graph_inbound){target->entry, link->source_page, link->text};
    }
}

void graph_resolve(struct graph *graph, size_t entry_count) {
    resolve_aliases(graph);
    collect_inbound(graph);
    qsort(graph->inbound, graph->inbound_count, sizeof *graph->inbound, compare_inbound);
    graph->entry_count = entry_count;
    graph->first = mem_new(entry_count + 1, sizeof *graph->first);
    size_t at = 0;
    for (size_t entry = 0; entry <= entry_count; entry++) {
        while (at < graph->inbound_count && graph->inbound[at].entry < entry)
            at++;
        graph->first[entry] = at;
    }
}

bool graph_find(const struct graph *graph, uint32_t docset, struct str path, struct str id, uint32_t *entry) {
    if (graph->target_count == 0)
        return false;
    const struct graph_target *target = find_target(graph, place_hash(docset, path, id));
    *entry = target->entry;
    return target->hash != 0;
}

struct graph_place graph_place(uint32_t docset, struct str path, struct str id) {
    return (struct graph_place){place_hash(docset, path, id), place_hash(docset, path, STR(""))};
}

const struct graph_target *graph_target_at(const struct graph *graph, struct graph_place place) {
    return graph->target_count > 0 ? target_at(graph, place.place, place.page) : NULL;
}

void graph_forget_places(struct graph *graph) {
    free(graph->links);
    free(graph->targets);
    free(graph->aliases);
    graph->links = NULL;
    graph->targets = NULL;
    graph->aliases = NULL;
    graph->link_count = graph->target_count = graph->target_capacity = graph->alias_count = graph->alias_capacity = 0;
}

static int compare_page_links(const void *a, const void *b) {
    const struct page_link *x = a, *y = b;
    if (x->target != y->target)
        return x->target < y->target ? -1 : 1;
    return (x->source > y->source) - (x->source < y->source);
}

struct page_link *graph_page_links(const struct graph *graph, const uint32_t page_of[], size_t *count) {
    struct page_link *links = mem_new(graph->inbound_count, sizeof *links);
    size_t all = 0, kept = 0;
    for (size_t i = 0; i < graph->inbound_count; i++) {
        const struct page_link link = {page_of[graph->inbound[i].entry], graph->inbound[i].source_page};
        if (link.target != link.source)
            links[all++] = link;
    }
    qsort(links, all, sizeof *links, compare_page_links);
    for (size_t i = 0; i < all; i++)
        if (i == 0 || compare_page_links(&links[i], &links[i - 1]) != 0)
            links[kept++] = links[i];
    *count = kept;
    return links;
}

static int compare_pages(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

uint32_t graph_link_count(const struct graph *graph, uint32_t entry) {
    size_t start = graph->first[entry], count = graph->first[entry + 1] - start;
    if (count == 0)
        return 0;
    uint32_t *pages = mem_new(count, sizeof *pages);
    for (size_t i = 0; i < count; i++)
        pages[i] = graph->inbound[start + i].source_page;
    qsort(pages, count, sizeof *pages, compare_pages);
    uint32_t distinct = 1;
    for (size_t i = 1; i < count; i++)
        distinct += pages[i] != pages[i - 1];
    free(pages);
    return distinct;
}

struct text_use {
    uint32_t text, count;
};

/* More links first; of equals the text that was met first. */
static int compare_uses(const void *a, const void *b) {
    const struct text_use *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return (x->text > y->text) - (x->text < y->text);
}

void graph_write_texts(const struct graph *graph, uint32_t entry, struct buf *out) {
    size_t start = graph->first[entry], end = graph->first[entry + 1], used = 0;
    if (start == end)
        return;
    struct text_use *uses = mem_new(end - start, sizeof *uses);
    for (size_t i = start; i < end; i++) {
        if (used == 0 || uses[used - 1].text != graph->inbound[i].text)
            uses[used++].text = graph->inbound[i].text;
        uses[used - 1].count++;
    }
    qsort(uses, used, sizeof *uses, compare_uses);
    for (size_t i = 0; i < used && i < GRAPH_MAX_TEXTS; i++) {
        buf_add(out, graph->texts[uses[i].text]);
        buf_putc(out, '\n');
    }
    free(uses);
}
