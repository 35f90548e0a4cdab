/* PageRank over the documentation's own links (Page, Brin, Motwani, Winograd, "The PageRank Citation Ranking", 1999):
 * how much a reader who follows links at random is on a page. Computed in integers, so that every machine agrees. */
#ifndef DOCFINCH_INDEXER_RANK_PAGERANK_H
#define DOCFINCH_INDEXER_RANK_PAGERANK_H

#include <stddef.h>
#include <stdint.h>

/* The mean rank of the pages of a doc set. */
#define PAGERANK_ONE UINT64_C(1048576)

/* A link from page to page, each counted once; links of a page to itself do not count. */
struct page_link {
    uint32_t target, source; /* indexes of pages */
};

/* links are sorted by target, then source; both are pages of one doc set. docset[i] is that of page i. Gives page_count
 * ranks. Owned: free(). */
uint64_t *pagerank_compute(const struct page_link links[], size_t link_count, const uint32_t docset[],
                           size_t page_count);

#endif
