/* The links of the documentation to itself: how many pages link to an entry, and with which words.
 *
 * Links name targets by page and fragment, often before the target was read; both are kept as 64-bit hashes until
 * graph_resolve(). A link to a fragment that does not exist counts for its page. */
#ifndef DOCFINCH_INDEXER_RANK_GRAPH_H
#define DOCFINCH_INDEXER_RANK_GRAPH_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/str.h"
#include "indexer/rank/pagerank.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Words of one entry's inbound links that are kept: the most used texts. */
#define GRAPH_MAX_TEXTS 8

/* Redirects to redirects that are followed. */
#define GRAPH_MAX_REDIRECTS 8

/* Where in its entry a place is. */
enum graph_spot {
    GRAPH_OWN,           /* what the entry itself is shown as */
    GRAPH_BELOW_HEADING, /* right behind the entry's heading, which a reader should see */
    GRAPH_INSIDE,        /* anywhere else */
};

/* A place as it is kept until what is there is known: hashes of it and of its page. */
struct graph_place {
    uint64_t place, page;
};

struct graph_target {
    uint64_t hash;
    uint32_t entry;
    enum graph_spot spot;
};

struct graph_link {
    uint64_t target, target_page; /* hashes */
    uint32_t source_page;
    uint32_t text;     /* index into texts */
    uint32_t fragment; /* the same, of a link with a text of several words; else GRAPH_NO_FRAGMENT */
};

#define GRAPH_NO_FRAGMENT UINT32_MAX

struct graph_text {
    uint64_t hash;
    struct str text;
    uint32_t index;
};

struct graph_inbound {
    uint32_t entry, source_page, text;
};

/* A page that only sends the reader elsewhere. */
struct graph_alias {
    uint64_t place, target, target_page; /* hashes */
};

struct graph {
    struct arena arena;
    struct graph_target *targets; /* hash table */
    size_t target_count, target_capacity;
    struct graph_text *text_slots; /* hash table */
    struct str *texts;
    size_t text_count, text_capacity, text_slot_capacity;
    struct graph_link *links;
    size_t link_count, link_capacity;
    struct graph_alias *aliases;
    size_t alias_count, alias_capacity;
    struct graph_inbound *inbound; /* sorted by entry; after graph_resolve() */
    size_t inbound_count;
    size_t *first; /* first[e] to first[e + 1]: inbound of entry e */
    size_t entry_count;
};

void graph_init(struct graph *graph);
void graph_free(struct graph *graph);

/* id empty: the page. */
struct graph_place graph_place(uint32_t docset, struct str path, struct str id);

/* The place belongs to entry number `entry`. The first to name a place keeps it. */
void graph_add_target(struct graph *graph, struct graph_place place, uint32_t entry, enum graph_spot spot);

/* Links to the page at `path` lead to the target instead, also over several such pages. */
void graph_add_alias(struct graph *graph, uint32_t docset, struct str path, struct str target_path,
                     struct str target_fragment);

/* Before graph_resolve(): forgets the places of entry number `first_entry` and those behind it, and the links from
 * number `first_link` on. */
void graph_forget(struct graph *graph, uint32_t first_entry, size_t first_link);

/* A link as a page has it: where it leads, and the words the reader sees. */
struct graph_reference {
    uint32_t docset, source_page;
    struct str path, fragment, text;
};

void graph_add_link(struct graph *graph, const struct graph_reference *reference);

/* After the last target and link; entries are numbered 0 to entry_count - 1. */
void graph_resolve(struct graph *graph, size_t entry_count);

/* The entry at a place, once graph_resolve() has run and before graph_forget_places(); false when nothing is there. */
bool graph_find(const struct graph *graph, uint32_t docset, struct str path, struct str id, uint32_t *entry);

/* What is at a place, or else at its page; NULL when neither is there. Once graph_resolve() has run and before
 * graph_forget_places(). Borrowed until then. */
const struct graph_target *graph_target_at(const struct graph *graph, struct graph_place place);

/* Frees the links, and what only graph_find() and graph_target_at() need. */
void graph_forget_places(struct graph *graph);

/* Gives the links from page to page, each once, those of a page to itself left out, by target and source: what
 * pagerank_compute() wants. page_of[e] is the page of entry e; pages and their entries are in one order. Owned: free().
 */
struct page_link *graph_page_links(const struct graph *graph, const uint32_t page_of[], size_t *count);

/* Pages that link to the entry. */
uint32_t graph_link_count(const struct graph *graph, uint32_t entry);

/* Appends the texts of its inbound links, the most used first, one per line. */
void graph_write_texts(const struct graph *graph, uint32_t entry, struct buf *out);

#endif
