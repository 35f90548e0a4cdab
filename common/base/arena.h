/* Memory that dies together: allocate piece by piece, give all of it back at once. Every pointer from an arena is valid
 * until arena_reset() or arena_free().
 *
 * Thread rule: one thread at a time. */
#ifndef DOCFINCH_COMMON_BASE_ARENA_H
#define DOCFINCH_COMMON_BASE_ARENA_H

#include "common/base/str.h"

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *blocks; /* newest first */
    size_t used_bytes;          /* asked for since birth or the last reset */
};

void arena_init(struct arena *arena);
void arena_free(struct arena *arena);

/* Forgets all pieces; keeps one block for the next use. */
void arena_reset(struct arena *arena);

/* Zeroed, aligned for any type; never NULL (out of memory aborts). */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

/* Unaligned and not zeroed, for text that is written piece by piece; one byte more than asked for. */
char *arena_bytes(struct arena *arena, size_t count);

/* A copy with a NUL behind it. */
struct str arena_copy(struct arena *arena, struct str s);

#endif
