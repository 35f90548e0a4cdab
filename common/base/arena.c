#include "common/base/arena.h"

#include "common/base/mem.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

#define BLOCK_BYTES ((size_t)64 * 1024)

struct arena_block {
    struct arena_block *next;
    size_t used, capacity;
    alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *arena) {
    *arena = (struct arena){0};
}

static void blocks_free(struct arena_block *block) {
    while (block != NULL) {
        struct arena_block *next = block->next;
        free(block);
        block = next;
    }
}

void arena_free(struct arena *arena) {
    blocks_free(arena->blocks);
    arena_init(arena);
}

void arena_reset(struct arena *arena) {
    arena->used_bytes = 0;
    if (arena->blocks == NULL)
        return;
    if (arena->blocks->capacity > BLOCK_BYTES) { /* one large piece must not stay for ever */
        arena_free(arena);
        return;
    }
    blocks_free(arena->blocks->next);
    arena->blocks->next = NULL;
    arena->blocks->used = 0;
}

static struct arena_block *block_new(struct arena *arena, size_t bytes) {
    size_t capacity = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
    struct arena_block *block = mem_resize(NULL, sizeof *block + capacity, 1);
    *block = (struct arena_block){.next = arena->blocks, .capacity = capacity};
    arena->blocks = block;
    return block;
}

static void *arena_take(struct arena *arena, size_t bytes, size_t alignment) {
    struct arena_block *block = arena->blocks;
    size_t start = block ? (block->used + alignment - 1) / alignment * alignment : 0;
    if (block == NULL || start > block->capacity || bytes > block->capacity - start) {
        block = block_new(arena, bytes);
        start = 0;
    }
    block->used = start + bytes;
    arena->used_bytes += bytes;
    return block->bytes + start;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size) {
    if (size != 0 && count > (SIZE_MAX / 2) / size)
        abort();
    void *piece = arena_take(arena, count * size, alignof(max_align_t));
    return memset(piece, 0, count * size);
}

char *arena_bytes(struct arena *arena, size_t count) {
    return arena_take(arena, count + 1, 1);
}

struct str arena_copy(struct arena *arena, struct str s) {
    char *copy = arena_bytes(arena, s.len);
    memcpy(copy, s.ptr, s.len);
    copy[s.len] = '\0';
    return (struct str){copy, s.len};
}
