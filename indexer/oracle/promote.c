#include "indexer/oracle/promote.h"

#include "common/base/mem.h"
#include "common/text/name.h"

#include <stdlib.h>

static bool may_be_page(const struct collection *collection, const struct known_symbol *symbol) {
    if (symbol->verdict != KNOWN_NAME_DIFFERS || symbol->anchor.len == 0)
        return false;
    const struct collected_entry *entry = &collection->entries[symbol->entry];
    return entry->is_page && !kind_is_symbol((enum kind)entry->kind);
}

/* How many symbols an index has at the places of each entry, for the entries of pages. Owned: free(). */
static uint32_t *count_symbols(const struct collection *collection) {
    uint32_t *counts = mem_new(collection->entry_count, sizeof *counts);
    for (size_t i = 0; i < collection->known.count; i++)
        if (may_be_page(collection, &collection->known.symbols[i]))
            counts[collection->known.symbols[i].entry]++;
    return counts;
}

/* As names are compared when they are searched. */
static bool is_same_name(struct str a, struct str b) {
    struct buf keys[2];
    buf_init(&keys[0], (size_t)64 << 10);
    buf_init(&keys[1], (size_t)64 << 10);
    name_write_key(&keys[0], a);
    name_write_key(&keys[1], b);
    bool same = !buf_failed(&keys[0]) && !buf_failed(&keys[1]) && str_equal(buf_str(&keys[0]), buf_str(&keys[1]));
    buf_free(&keys[0]);
    buf_free(&keys[1]);
    return same;
}

static void promote(struct collection *collection, size_t index) {
    const struct known_symbol *symbol = &collection->known.symbols[index];
    struct collected_entry *entry = &collection->entries[symbol->entry];
    struct collected_docset *docset = &collection->docsets[symbol->docset];
    docset->kind_count[entry->kind]--;
    docset->kind_count[symbol->kind]++;
    entry->kind = (uint8_t)symbol->kind;
    entry->name_bytes = (uint16_t)symbol->name.len;
    entry->known_as = (uint32_t)index + 1;
}

void promote_pages(struct collection *collection) {
    uint32_t *counts = count_symbols(collection);
    for (size_t i = 0; i < collection->known.count; i++) {
        const struct known_symbol *symbol = &collection->known.symbols[i];
        if (!may_be_page(collection, symbol) || counts[symbol->entry] != 1)
            continue;
        const struct collected_page *page = &collection->pages[collection->entries[symbol->entry].page];
        if (is_same_name(page->title, symbol->name))
            promote(collection, i);
    }
    free(counts);
}
