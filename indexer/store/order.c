#include "indexer/store/order.h"

#include "common/base/mem.h"

#include <stdlib.h>

struct place {
    uint16_t weight, name_bytes;
    uint32_t entry;
};

static int compare_places(const void *a, const void *b) {
    const struct place *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    if (x->name_bytes != y->name_bytes)
        return x->name_bytes < y->name_bytes ? -1 : 1;
    return (x->entry > y->entry) - (x->entry < y->entry);
}

uint32_t *order_entries(const struct collection *collection) {
    size_t count = collection->entry_count;
    struct place *places = mem_new(count, sizeof *places);
    for (size_t i = 0; i < count; i++) {
        const struct collected_entry *entry = &collection->entries[i];
        places[i] = (struct place){entry->weight, entry->name_bytes, (uint32_t)i};
    }
    qsort(places, count, sizeof *places, compare_places);
    uint32_t *order = mem_new(count, sizeof *order);
    for (size_t i = 0; i < count; i++)
        order[i] = places[i].entry;
    free(places);
    return order;
}
