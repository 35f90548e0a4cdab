#include "indexer/oracle/match.h"

static void match_place(struct known_symbol *symbol, const struct graph *graph) {
    symbol->verdict = KNOWN_NAME_DIFFERS;
    if (graph_find(graph, symbol->docset, symbol->path, symbol->anchor, &symbol->entry))
        return;
    symbol->verdict = KNOWN_ANCHOR_MISSING;
    if (graph_find(graph, symbol->docset, symbol->path, STR(""), &symbol->entry))
        return;
    symbol->verdict = KNOWN_PAGE_MISSING;
    symbol->entry = KNOWN_NO_ENTRY;
}

void match_places(struct known *known, const struct graph *graph) {
    for (size_t i = 0; i < known->count; i++)
        match_place(&known->symbols[i], graph);
}
