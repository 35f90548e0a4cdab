#include "common/base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
