#include "indexer/rank/phrases.h"

#include "common/base/mem.h"
#include "common/index/schema.h"
#include "common/text/name.h"

#include <stdlib.h>

/* A link with words that count, and what it leads to. */
struct use {
    uint32_t docset, text, entry, source_page;
    uint64_t place; /* hash; 0: the entry itself */
    uint32_t link;  /* index */
};

/* Uses that follow one another and have something in common. */
struct run {
    struct use *first;
    size_t length;
    size_t pages; /* that they are on; of a text, counted for each entry */
};

enum common { COMMON_TEXT, COMMON_ENTRY, COMMON_PLACE };

/* Uses with the same text, of those the ones of the same entry, of those the ones on the same page. */
static int compare_uses(const void *a, const void *b) {
    const struct use *x = a, *y = b;
    if (x->docset != y->docset)
        return x->docset < y->docset ? -1 : 1;
    if (x->text != y->text)
        return x->text < y->text ? -1 : 1;
    if (x->entry != y->entry)
        return x->entry < y->entry ? -1 : 1;
    return (x->source_page > y->source_page) - (x->source_page < y->source_page);
}

/* Of uses of one entry: those of the same place, of those the ones on the same page. */
static int compare_places(const void *a, const void *b) {
    const struct use *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    if (x->source_page != y->source_page)
        return x->source_page < y->source_page ? -1 : 1;
    return (x->link > y->link) - (x->link < y->link);
}

static bool have_in_common(const struct use *a, const struct use *b, enum common common) {
    return a->docset == b->docset && a->text == b->text && (common < COMMON_ENTRY || a->entry == b->entry) &&
           (common < COMMON_PLACE || a->place == b->place);
}

static struct run run_at(struct use *first, const struct use *end, enum common common) {
    struct run run = {first, 0, 0};
    for (const struct use *use = first; use < end && have_in_common(use, first, common); use++, run.length++)
        run.pages += use == first || compare_uses(use, use - 1) != 0;
    return run;
}

/* The run on the most pages. */
static struct run best_run(struct use *first, const struct use *end, enum common common) {
    struct run best = {first, 0, 0};
    for (struct use *use = first; use < end;) {
        const struct run run = run_at(use, end, common);
        if (run.pages > best.pages)
            best = run;
        use += run.length;
    }
    return best;
}

/* The place in the entry that most links lead to, where there is one besides the entry itself: lists of contents lead
 * to the entry, what people wrote leads to the place they mean. */
static struct run best_place(const struct run *entry) {
    const struct use *end = entry->first + entry->length;
    qsort(entry->first, entry->length, sizeof *entry->first, compare_places);
    const struct run itself = run_at(entry->first, end, COMMON_PLACE);
    bool has_other = entry->first->place == 0 && itself.length < entry->length;
    return best_run(has_other ? entry->first + itself.length : entry->first, end, COMMON_PLACE);
}

static bool add_phrase(struct keywords *keywords, const struct graph *graph, const struct use *use) {
    const struct graph_link *link = &graph->links[use->link];
    struct str phrase = graph->texts[use->text];
    struct buf key;
    buf_init(&key, SCHEMA_KEY_MAX_BYTES);
    name_write_phrase_key(&key, phrase);
    const struct keyword keyword = {
        .phrase = phrase,
        .key = buf_str(&key),
        .target.fragment = use->place != 0 ? graph->texts[link->fragment] : STR(""),
        .is_name = true,
        .is_link = true,
    };
    bool has_room = buf_failed(&key) || key.len == 0 ||
                    keywords_add(keywords, &keyword, (struct graph_place){link->target, link->target_page});
    buf_free(&key);
    return has_room;
}

/* Adds what the uses of one text lead to most, where that is more than half. */
static bool add_best(struct keywords *keywords, const struct graph *graph, const struct run *uses) {
    const struct run entry = best_run(uses->first, uses->first + uses->length, COMMON_ENTRY);
    if (2 * entry.pages <= uses->pages)
        return true;
    const struct run place = best_place(&entry);
    return add_phrase(keywords, graph, place.first);
}

static size_t count_links_with_words(const struct graph *graph) {
    size_t count = 0;
    for (size_t i = 0; i < graph->link_count; i++)
        count += graph->links[i].fragment != GRAPH_NO_FRAGMENT;
    return count;
}

/* Of links whose words count and that lead somewhere. */
static size_t find_uses(const struct graph *graph, const uint32_t docset_of[], struct use *uses) {
    size_t count = 0;
    for (size_t i = 0; i < graph->link_count; i++) {
        const struct graph_link *link = &graph->links[i];
        const struct graph_place place = {link->target, link->target_page};
        const struct graph_target *target = link->fragment != GRAPH_NO_FRAGMENT ? graph_target_at(graph, place) : NULL;
        if (target == NULL)
            continue;
        bool is_inside = target->spot == GRAPH_INSIDE && target->hash == link->target;
        uses[count++] = (struct use){
            .docset = docset_of[link->source_page],
            .text = link->text,
            .entry = target->entry,
            .source_page = link->source_page,
            .place = is_inside ? link->target : 0,
            .link = (uint32_t)i,
        };
    }
    return count;
}

bool phrases_add(struct keywords *keywords, const struct graph *graph, const uint32_t docset_of[]) {
    struct use *uses = mem_new(count_links_with_words(graph), sizeof *uses);
    size_t count = find_uses(graph, docset_of, uses);
    bool has_room = true;
    if (count > 0)
        qsort(uses, count, sizeof *uses, compare_uses);
    for (struct use *use = uses; use < uses + count && has_room;) {
        const struct run run = run_at(use, uses + count, COMMON_TEXT);
        has_room = add_best(keywords, graph, &run);
        use += run.length;
    }
    free(uses);
    return has_room;
}
