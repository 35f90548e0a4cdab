/* Notes down how an entry's text is set while it is put together, and writes it as the column `shape` (shape.h) when
 * the text is finished. Places are bytes of the text so far and samples so far. */
#ifndef DOCFINCH_INDEXER_EXTRACT_SHAPING_H
#define DOCFINCH_INDEXER_EXTRACT_SHAPING_H

#include "common/base/buf.h"
#include "common/base/str.h"
#include "common/index/shape.h"

#include <stdbool.h>
#include <stddef.h>

/* Ranges of one entry that are noted down: more than SHAPE_MAX_BYTES can have of those that are kept. */
#define SHAPING_MAX_RANGES 30000

struct shaping_place {
    size_t text_bytes, samples;
};

struct shaping_range {
    enum shape shape;
    unsigned value; /* as in struct shape_range */
    struct shaping_place start, end;
};

/* Zeroed: nothing noted. */
struct shaping {
    struct shaping_range *ranges; /* owned: shaping_free() */
    size_t count, capacity;
    size_t cut_count; /* of ranges, at the last shaping_cut() */
    size_t *ended;    /* owned, too: those of them that have ended since */
    size_t ended_count, ended_capacity;
};

/* Begins a range inside those that have not ended; the number is for shaping_end(). */
size_t shaping_begin(struct shaping *shaping, enum shape shape, unsigned value, struct shaping_place place);
void shaping_end(struct shaping *shaping, size_t number, struct shaping_place place);

/* Of the text only the first bytes are left, no fewer than at the last call. Cost: ranges that have begun or ended
 * since that, so that all calls together take linear time. */
void shaping_cut(struct shaping *shaping, size_t text_bytes);

/* Appends the column for what the text became. is_shared: another entry shows the text, without the samples. */
void shaping_write(const struct shaping *shaping, struct str text, bool is_shared, struct buf *out);

void shaping_free(struct shaping *shaping);

#endif
