/* How far long work is, on standard error: a bar that is redrawn on a terminal, a line per stage otherwise. */
#ifndef DOCFINCH_INDEXER_PROVE_PROGRESS_H
#define DOCFINCH_INDEXER_PROVE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
    bool is_quiet, is_terminal;
    const char *stage, *name;
    size_t total, done;
    int64_t drawn_us; /* clock_us() of the last drawing */
};

void progress_init(struct progress *progress, bool is_quiet);

/* "Reading" the doc set `name` (NULL: nothing that has a name), of `total` things. Both are borrowed until the next
 * stage. */
void progress_stage(struct progress *progress, const char *stage, const char *name, size_t total);
void progress_step(struct progress *progress);

/* Takes the bar away. */
void progress_end(struct progress *progress);

#endif
