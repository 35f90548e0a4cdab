#include "common/base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Free memory that stays with the program, and the size from which a piece comes from the system and returns to it. */
#define KEEP_BYTES (32 << 20)
#define LARGE_BYTES (4 << 20)

static void *mem_checked(void *pointer) {
    if (pointer == NULL) {
        fputs("docfinch: out of memory\n", stderr);
        abort();
    }
    return pointer;
}

void *mem_new(size_t count, size_t size) {
    return mem_checked(calloc(count ? count : 1, size ? size : 1));
}

void *mem_resize(void *old, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size)
        return mem_checked(NULL);
    size_t bytes = count * size;
    return mem_checked(realloc(old, bytes ? bytes : 1));
}

char *mem_strdup(const char *text) {
    return mem_checked(strdup(text));
}

void *mem_grow(void *array, size_t count, size_t *capacity, size_t size) {
    if (count < *capacity)
        return array;
    *capacity = *capacity ? *capacity * 2 : 16;
    return mem_resize(array, *capacity, size);
}

void mem_give_back(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

/* Memory that is new to the program costs a page fault for every 4 kB; by default a heap gives back what is free at its
 * end. A heap of its own for each worker, as they wait for each other otherwise; the first thread shares that of one,
 * so that it can use what is free there when the workers are done. */
void mem_keep_freed(unsigned workers) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, (int)workers);
    mallopt(M_TRIM_THRESHOLD, KEEP_BYTES);
    mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
#else
    (void)workers;
#endif
}

void mem_share_heaps(unsigned heaps) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, (int)heaps);
#else
    (void)heaps;
#endif
}
