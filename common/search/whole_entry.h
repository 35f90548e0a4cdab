/* An entry with all that the artifact has of it, for whoever shows one by itself, with its neighbours on the page.
 *
 * Thread rule: as the engine that reads it (engine.h). */
#ifndef DOCFINCH_COMMON_SEARCH_WHOLE_ENTRY_H
#define DOCFINCH_COMMON_SEARCH_WHOLE_ENTRY_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/json.h"
#include "common/base/str.h"
#include "common/index/db.h"
#include "common/index/flow.h"
#include "common/search/hits.h"

#include <stdbool.h>
#include <stdint.h>

/* Text and code together. It is what a reader looks at beside a list of results, a screen or two; of the 16,562 entries
 * of Python's documentation 4 are longer than this. */
#define WHOLE_ENTRY_MAX_BYTES ((size_t)32 << 10)

struct neighbour {
    int64_t id; /* 0: there is none */
    struct str title;
};

struct whole_entry {
    struct str index;      /* artifact id */
    const struct hit *hit; /* what a list of results says of it; tier, score and snippet are not set */
    struct str page_title;
    struct flow flow;                /* text and code */
    struct str shape;                /* how they are set: common/index/layout.h reads both */
    bool is_cut;                     /* they were longer than WHOLE_ENTRY_MAX_BYTES, and end there */
    struct neighbour previous, next; /* in the order of the page */
};

/* Fills all but index and hit of the entry with that id, which there must be; strings are copied into the arena.
 * Errors: ERR_DB. */
bool whole_entry_read(struct whole_entry *entry, uint32_t id, struct db *db, struct arena *arena, struct err *err);

/* The JSON of API.md, "entries". */
void whole_entry_write_json(const struct whole_entry *entry, struct json *json);

#endif
