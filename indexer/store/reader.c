#include "indexer/store/reader.h"

#include "common/text/exact.h"
#include "common/text/tokens.h"
#include "indexer/store/keyword_rows.h"
#include "indexer/store/record.h"

void reader_init(struct reader *reader, const struct collection *collection, const uint32_t *order) {
    *reader = (struct reader){.collection = collection, .order = order};
    buf_init(&reader->record, RECORD_MAX_BYTES);
    buf_init(&reader->links, (size_t)1 << 20);
    buf_init(&reader->link_terms, (size_t)4 << 20);
    buf_init(&reader->text_terms, RECORD_MAX_BYTES);
}

void reader_free(struct reader *reader) {
    buf_free(&reader->record);
    buf_free(&reader->links);
    buf_free(&reader->link_terms);
    buf_free(&reader->text_terms);
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

/* What indexes call the entry counts as words of its text. Of the fields it could go to (tests/bench/relevance, with
 * the text as the base): as texts of links it costs the questions about Python 2 to 3 points of page MRR; as text it
 * gives PostgreSQL's queries with typing errors 2 to 5 points of section MRR, and the questions lose 0.5 at most. */
static void add_keyword_terms(struct reader *reader, struct placed_entry *placed) {
    struct entry *entry = &placed->entry;
    buf_reset(&reader->links);
    keyword_texts_write(&reader->collection->keywords, placed->index, entry, &reader->links);
    if (reader->links.len == 0)
        return;
    buf_reset(&reader->text_terms);
    buf_add(&reader->text_terms, entry->terms[FIELD_TEXT]);
    size_t count = entry->term_count[FIELD_TEXT] + tokens_write(&reader->text_terms, buf_str(&reader->links));
    exact_write(&reader->text_terms, buf_str(&reader->links));
    if (buf_failed(&reader->text_terms))
        return;
    entry->terms[FIELD_TEXT] = buf_str(&reader->text_terms);
    entry->term_count[FIELD_TEXT] = (uint16_t)(count < UINT16_MAX ? count : UINT16_MAX);
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
    placed->place = index - collection->pages[known->page].first_entry;
    if (!spool_read(&collection->spool, known->record, &reader->record, err) ||
        !record_read(buf_str(&reader->record), &placed->entry, err))
        return false;
    if (known->known_as != 0)
        name_by_index(&placed->entry, &collection->known.symbols[known->known_as - 1]);
    add_link_terms(reader, placed);
    add_keyword_terms(reader, placed);
    return true;
}
