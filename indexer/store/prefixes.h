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
};

struct prefix_lists {
    size_t scan_max; /* a prefix with more items than this gets a list ... */
    size_t list_max; /* ... of at most this many */
    void *context;
    bool (*emit)(void *context, struct str prefix, size_t position, uint32_t value, struct err *err);
};

/* items must be sorted by key in byte order. Prefixes end between characters of UTF-8. The lists come in an order that
 * depends on the items alone. */
bool prefixes_emit(const struct prefix_lists *lists, const struct prefix_item items[], size_t count, struct err *err);

#endif
