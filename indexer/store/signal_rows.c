#include "indexer/store/signal_rows.h"

#include "common/base/mem.h"
#include "common/index/schema.h"
#include "indexer/store/writer.h"

#include <stdlib.h>

void signal_rows_init(struct signal_rows *signals, size_t entry_count) {
    signals->count = entry_count;
    signals->page = mem_new(entry_count, 4);
    signals->kind = mem_new(entry_count, 2);
    signals->links = mem_new(entry_count, 2);
    signals->title_words = mem_new(entry_count, 2);
    signals->factor = mem_new(entry_count, 1);
    signals->page_rank = mem_new(entry_count, 2);
}

void signal_rows_free(struct signal_rows *signals) {
    free(signals->page);
    free(signals->kind);
    free(signals->links);
    free(signals->title_words);
    free(signals->factor);
    free(signals->page_rank);
    *signals = (struct signal_rows){0};
}

static void put_little_endian(unsigned char *to, uint32_t value, int width) {
    for (int i = 0; i < width; i++)
        to[i] = (unsigned char)(value >> (8 * i));
}

static uint32_t stored_rank(const struct collected_page *page) {
    uint64_t rank = page->rank * SCHEMA_PAGE_RANK_ONE / PAGERANK_ONE;
    return (uint32_t)(rank < UINT16_MAX ? rank : UINT16_MAX);
}

void signal_rows_add(struct signal_rows *signals, const struct collection *collection,
                     const struct placed_entry *placed) {
    const struct entry *entry = &placed->entry;
    const struct collected_entry *known = placed->known;
    size_t at = placed->id - 1;
    put_little_endian(signals->page + 4 * at, known->page + 1, 4);
    put_little_endian(signals->kind + 2 * at, known->kind + 1u, 2);
    put_little_endian(signals->links + 2 * at, known->links < UINT16_MAX ? known->links : UINT16_MAX, 2);
    put_little_endian(signals->title_words + 2 * at, entry->title_words, 2);
    signals->factor[at] = known->factor;
    put_little_endian(signals->page_rank + 2 * at, stored_rank(&collection->pages[known->page]), 2);
}

static bool write_signal(struct db *db, const char *name, const unsigned char *data, size_t size, struct err *err) {
    db_bind_text(db, WRITE_SIGNAL, 1, str_from(name));
    db_bind_blob(db, WRITE_SIGNAL, 2, data, size);
    return db_run(db, WRITE_SIGNAL, err);
}

bool signal_rows_write(const struct signal_rows *signals, struct db *db, struct err *err) {
    return write_signal(db, SCHEMA_SIGNAL_PAGE, signals->page, signals->count * 4, err) &&
           write_signal(db, SCHEMA_SIGNAL_KIND, signals->kind, signals->count * 2, err) &&
           write_signal(db, SCHEMA_SIGNAL_LINKS, signals->links, signals->count * 2, err) &&
           write_signal(db, SCHEMA_SIGNAL_TITLE_WORDS, signals->title_words, signals->count * 2, err) &&
           write_signal(db, SCHEMA_SIGNAL_FACTOR, signals->factor, signals->count, err) &&
           write_signal(db, SCHEMA_SIGNAL_PAGE_RANK, signals->page_rank, signals->count * 2, err);
}
