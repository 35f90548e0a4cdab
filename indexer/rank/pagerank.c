#include "indexer/rank/pagerank.h"

#include "common/base/mem.h"

#include <stdlib.h>

/* A reader follows a link in 85 of 100 steps and opens any page of the doc set in the others. */
#define FOLLOWS_PERCENT 85

/* The ranks of documentation move by less than a thousandth after 20 to 30 rounds. */
#define ROUNDS 30

struct ranking {
    const struct page_link *links;
    const uint32_t *docset;
    size_t link_count, page_count, docset_count;
    uint32_t *out_count;   /* of each page: links that leave it */
    uint64_t *rank, *next; /* of each page */
    uint64_t *unlinked;    /* of each doc set: rank of pages that no link leaves */
    uint64_t *pages;       /* of each doc set */
};

static void ranking_init(struct ranking *ranking) {
    for (size_t page = 0; page < ranking->page_count; page++)
        if (ranking->docset[page] >= ranking->docset_count)
            ranking->docset_count = ranking->docset[page] + 1;
    ranking->out_count = mem_new(ranking->page_count, sizeof *ranking->out_count);
    ranking->rank = mem_new(ranking->page_count, sizeof *ranking->rank);
    ranking->next = mem_new(ranking->page_count, sizeof *ranking->next);
    ranking->unlinked = mem_new(ranking->docset_count, sizeof *ranking->unlinked);
    ranking->pages = mem_new(ranking->docset_count, sizeof *ranking->pages);
    for (size_t page = 0; page < ranking->page_count; page++) {
        ranking->rank[page] = PAGERANK_ONE;
        ranking->pages[ranking->docset[page]]++;
    }
    for (size_t i = 0; i < ranking->link_count; i++)
        ranking->out_count[ranking->links[i].source]++;
}

/* Readers on pages without links open any page next. */
static void count_unlinked(struct ranking *ranking) {
    for (size_t docset = 0; docset < ranking->docset_count; docset++)
        ranking->unlinked[docset] = 0;
    for (size_t page = 0; page < ranking->page_count; page++)
        if (ranking->out_count[page] == 0)
            ranking->unlinked[ranking->docset[page]] += ranking->rank[page];
}

static void run_round(struct ranking *ranking) {
    count_unlinked(ranking);
    size_t at = 0;
    for (size_t page = 0; page < ranking->page_count; page++) {
        uint32_t docset = ranking->docset[page];
        uint64_t followed = ranking->unlinked[docset] / ranking->pages[docset];
        for (; at < ranking->link_count && ranking->links[at].target == page; at++) {
            uint32_t source = ranking->links[at].source;
            followed += ranking->rank[source] / ranking->out_count[source];
        }
        ranking->next[page] = ((100 - FOLLOWS_PERCENT) * PAGERANK_ONE + FOLLOWS_PERCENT * followed) / 100;
    }
    uint64_t *last = ranking->rank;
    ranking->rank = ranking->next;
    ranking->next = last;
}

uint64_t *pagerank_compute(const struct page_link links[], size_t link_count, const uint32_t docset[],
                           size_t page_count) {
    struct ranking ranking = {.links = links, .docset = docset, .link_count = link_count, .page_count = page_count};
    ranking_init(&ranking);
    for (int round = 0; round < ROUNDS; round++)
        run_round(&ranking);
    free(ranking.out_count);
    free(ranking.next);
    free(ranking.unlinked);
    free(ranking.pages);
    return ranking.rank;
}
