/* For every prefix that begins more keys than a keystroke may read: the best of them, found once at build time. */
#ifndef DOCFINCH_INDEXER_STORE_PREFIXES_H
#define DOCFINCH_INDEXER_STORE_PREFIXES_H

#include "common/base/err.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct prefix_item {
    struct str key;
    uint32_t rank;  /* lower is better */
    uint32_t value; /* what a list holds; of equal values only the best is kept */
    uint32_t group; /* from 1; each group gets lists of its own beside those of all */
};

/* Where a value stands: list of a prefix and a group (0: all), 0 is the best. */
struct prefix_place {
    struct str prefix;
    uint32_t group;
    size_t position;
};

struct prefix_lists {
    size_t scan_max;      /* a prefix with more items than this, of all groups together, gets lists ... */
    size_t list_max;      /* ... of at most this many */
    uint32_t group_count; /* 0: no lists but those of all */
    void *context;
    bool (*emit)(void *context, const struct prefix_place *place, uint32_t value, struct err *err);
};

/* items must be sorted by key in byte order. Prefixes end between characters of UTF-8. The lists come in an order that
 * depends on the items alone. */
bool prefixes_emit(const struct prefix_lists *lists, const struct prefix_item items[], size_t count, struct err *err);

#endif
