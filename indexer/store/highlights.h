/* The entries that the home page shows, picked while entries are written. */
#ifndef DOCFINCH_INDEXER_STORE_HIGHLIGHTS_H
#define DOCFINCH_INDEXER_STORE_HIGHLIGHTS_H

#include "common/base/err.h"
#include "common/index/db.h"
#include "indexer/collect.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HIGHLIGHTS_PER_ROLE COLLECT_MAX_ENTRY_POINTS

enum highlight_role { HIGHLIGHT_ENTRY_POINT, HIGHLIGHT_MOST_LINKED, HIGHLIGHT_ROLE_COUNT };

/* The entries with the most inbound links of one doc set and role, best first. */
struct highlight_list {
    struct {
        uint32_t id, links;
    } entries[HIGHLIGHTS_PER_ROLE];
    size_t count;
};

struct highlights {
    struct highlight_list (*lists)[HIGHLIGHT_ROLE_COUNT]; /* owned; one row per doc set */
    size_t docset_count;
};

void highlights_init(struct highlights *highlights, size_t docset_count);
void highlights_free(struct highlights *highlights);

/* Entry points are the start page and the pages it links to, in its order, and where there is none the most linked
 * pages of prose; the most linked entries are symbols. index is the entry's place in the collection. */
void highlights_add(struct highlights *highlights, const struct collection *collection, uint32_t index, uint32_t id);
bool highlights_write(const struct highlights *highlights, struct db *db, struct err *err);

#endif
