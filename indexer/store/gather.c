#include "indexer/store/gather.h"

#include "indexer/stop.h"
#include "indexer/store/aliases.h"
#include "indexer/store/reader.h"

/* Mean length of each field, over the entries that have it. Link texts, which are counted last, are not normalised. */
static void average_lengths(const struct collection *collection, double average[FIELD_COUNT]) {
    for (int field = 0; field < FIELD_COUNT; field++) {
        uint64_t filled = collection->filled_count[field];
        average[field] = filled > 0 ? (double)collection->term_count[field] / (double)filled : 1;
    }
}

static void add_entry(struct gathering *gathering, const struct placed_entry *placed) {
    names_add(&gathering->names, &placed->entry, placed->id, placed->docset);
    subcommands_add(&gathering->subcommands, &placed->entry, placed->id, placed->docset);
    keyword_rows_add(&gathering->keywords, &gathering->collection->keywords, placed);
    terms_add(&gathering->terms, &placed->entry, placed->id, &gathering->collection->synonyms[placed->docset - 1]);
    signal_rows_add(&gathering->signals, gathering->collection, placed);
    highlights_add(&gathering->highlights, gathering->collection, placed->index, placed->id);
}

static bool add_entries(struct gathering *gathering, struct err *err) {
    struct reader reader;
    struct placed_entry placed;
    reader_init(&reader, gathering->collection, gathering->order);
    bool ok = true;
    for (uint32_t id = 1; ok && id <= gathering->collection->entry_count && !atomic_load(&gathering->is_given_up);
         id++) {
        ok = stop_check(err) && reader_read(&reader, id, &placed, err);
        if (ok)
            add_entry(gathering, &placed);
    }
    reader_free(&reader);
    return ok;
}

static void *gather_main(void *context) {
    struct gathering *gathering = context;
    gathering->ok = add_entries(gathering, &gathering->err);
    if (!gathering->ok || atomic_load(&gathering->is_given_up))
        return NULL;
    aliases_add(&gathering->names, gathering->collection, gathering->order);
    subcommands_name(&gathering->subcommands, &gathering->names);
    names_sort(&gathering->names);
    terms_sort(&gathering->terms);
    return NULL;
}

void gather_begin(struct gathering *gathering, struct collection *collection, const uint32_t *order) {
    *gathering = (struct gathering){.collection = collection, .order = order};
    double average[FIELD_COUNT];
    average_lengths(collection, average);
    names_init(&gathering->names);
    subcommands_init(&gathering->subcommands);
    keyword_rows_init(&gathering->keywords);
    terms_init(&gathering->terms, average);
    signal_rows_init(&gathering->signals, collection->entry_count);
    highlights_init(&gathering->highlights, collection->docset_count);
    gathering->is_running = pthread_create(&gathering->thread, NULL, gather_main, gathering) == 0;
    if (!gathering->is_running) /* no thread to be had: now instead of beside */
        gather_main(gathering);
}

static void join(struct gathering *gathering) {
    if (gathering->is_running)
        pthread_join(gathering->thread, NULL);
    gathering->is_running = false;
}

bool gather_end(struct gathering *gathering, struct err *err) {
    join(gathering);
    if (!gathering->ok)
        *err = gathering->err;
    return gathering->ok;
}

void gather_free(struct gathering *gathering) {
    atomic_store(&gathering->is_given_up, true);
    join(gathering);
    names_free(&gathering->names);
    subcommands_free(&gathering->subcommands);
    keyword_rows_free(&gathering->keywords);
    terms_free(&gathering->terms);
    signal_rows_free(&gathering->signals);
    highlights_free(&gathering->highlights);
}
