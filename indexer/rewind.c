#include "indexer/rewind.h"

struct rewind_point rewind_point_at(const struct collection *collection) {
    struct rewind_point point = {
        .page_count = collection->page_count,
        .entry_count = collection->entry_count,
        .link_count = collection->graph.link_count,
    };
    memcpy(point.term_count, collection->term_count, sizeof point.term_count);
    memcpy(point.filled_count, collection->filled_count, sizeof point.filled_count);
    return point;
}

void rewind_to(struct collection *collection, const struct rewind_point *point) {
    collection->page_count = point->page_count;
    collection->entry_count = point->entry_count;
    memcpy(collection->term_count, point->term_count, sizeof point->term_count);
    memcpy(collection->filled_count, point->filled_count, sizeof point->filled_count);
    graph_forget(&collection->graph, (uint32_t)point->entry_count, point->link_count);
}
