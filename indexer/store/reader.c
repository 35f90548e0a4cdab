#include "indexer/store/reader.h"

#include "common/text/exact.h"
#include "common/text/tokens.h"
#include "indexer/store/record.h"

void reader_init(struct reader *reader, const struct collection *collection, const uint32_t *order) {
    *reader = (struct reader){.collection = collection, .order = order};
    buf_init(&reader->record, RECORD_MAX_BYTES);
    buf_init(&reader->links, (size_t)1 << 20);
    buf_init(&reader->link_terms, (size_t)4 << 20);
}

void reader_free(struct reader *reader) {
    buf_free(&reader->record);
    buf_free(&reader->links);
    buf_free(&reader->link_terms);
}

/* The words of the links that lead here. */
static void add_link_terms(struct reader *reader, struct placed_entry *placed) {
    buf_reset(&reader->links);
    buf_reset(&reader->link_terms);
    graph_write_texts(&reader->collection->graph, placed->index, &reader->links);
    size_t count = tokens_write(&reader->link_terms, buf_str(&reader->links));
    exact_write(&reader->link_terms, buf_str(&reader->links));
    placed->entry.terms[FIELD_LINKS] = buf_str(&reader->link_terms);
    placed->entry.term_count[FIELD_LINKS] = (uint16_t)(count < UINT16_MAX ? count : UINT16_MAX);
}

/* A page that an index knows as a symbol. */
static void name_by_index(struct entry *entry, const struct known_symbol *symbol) {
    entry->kind = symbol->kind;
    entry->name = symbol->name;
    entry->anchor = symbol->anchor;
}

bool reader_read(struct reader *reader, uint32_t id, struct placed_entry *placed, struct err *err) {
    const struct collection *collection = reader->collection;
    uint32_t index = reader->order[id - 1];
    const struct collected_entry *known = &collection->entries[index];
    placed->id = id;
    placed->index = index;
    placed->known = known;
    placed->docset = collection->pages[known->page].docset + 1;
    if (!spool_read(&collection->spool, known->record, &reader->record, err) ||
        !record_read(buf_str(&reader->record), &placed->entry, err))
        return false;
    if (known->known_as != 0)
        name_by_index(&placed->entry, &collection->known.symbols[known->known_as - 1]);
    add_link_terms(reader, placed);
    return true;
}
