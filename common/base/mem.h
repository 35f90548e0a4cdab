/* Allocation that does not return NULL: out of memory prints a line and aborts. Limits elsewhere make sure that input
 * from outside fails long before that. */
#ifndef DOCFINCH_COMMON_BASE_MEM_H
#define DOCFINCH_COMMON_BASE_MEM_H

#include <stddef.h>

/* Owned: free() it. The first is zeroed; count * size is checked for overflow. */
void *mem_new(size_t count, size_t size);
void *mem_resize(void *old, size_t count, size_t size);
char *mem_strdup(const char *text);

/* Makes room for one more element in an array that grows by doubling: returns the (possibly moved) array. *capacity is
 * in elements. */
void *mem_grow(void *array, size_t count, size_t *capacity, size_t size);

/* For a program that allocates much, frees it, allocates again and ends: tells malloc() to keep what was freed for what
 * comes next. workers: threads that allocate at the same time, beside the first one. Call it before they start. Does
 * nothing where the C library is not GNU's. */
void mem_keep_freed(unsigned workers);

/* For a program of many threads of which few allocate at a time: that many heaps, and not eight for each processor, of
 * which each keeps what it once needed. Call it before the threads start. Does nothing where the C library is not
 * GNU's. */
void mem_share_heaps(unsigned heaps);

/* Gives what was freed back to the system. Does nothing where the C library is not GNU's. */
void mem_give_back(void);

#endif
