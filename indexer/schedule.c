#include "indexer/schedule.h"

/* HTML of documentation is about that many times larger than compressed with gzip. */
#define GZIP_RATIO 7

static size_t page_bytes(const struct corpus_file *file) {
    return file->is_gzip ? file->stored_bytes * GZIP_RATIO : file->stored_bytes;
}

/* Puts a file in its place among the largest so far; equal ones stay in order. */
static size_t insert(const struct corpus_file *const files[], size_t file, size_t early[], size_t count) {
    size_t at = count < SCHEDULE_MAX_EARLY ? count++ : SCHEDULE_MAX_EARLY;
    for (; at > 0 && page_bytes(files[early[at - 1]]) < page_bytes(files[file]); at--)
        if (at < SCHEDULE_MAX_EARLY)
            early[at] = early[at - 1];
    if (at < SCHEDULE_MAX_EARLY)
        early[at] = file;
    return count;
}

size_t schedule_early(const struct corpus_file *const files[], size_t count, size_t early[SCHEDULE_MAX_EARLY]) {
    size_t found = 0, kept = 0, total = 0;
    for (size_t i = 0; i < count; i++)
        if (files[i]->is_html && page_bytes(files[i]) >= SCHEDULE_MIN_EARLY_BYTES)
            found = insert(files, i, early, found);
    for (size_t i = 0; i < found; i++) {
        size_t bytes = page_bytes(files[early[i]]);
        if (bytes > SCHEDULE_MAX_EARLY_BYTES - total)
            continue;
        total += bytes;
        early[kept++] = early[i];
    }
    return kept;
}
