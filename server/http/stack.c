/* pthread_getattr_np() is GNU's; madvise() is newer than POSIX.1-2008. */
#define _GNU_SOURCE

#include "server/http/stack.h"

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

/* Left to the functions that are running, those of the system call included. */
#define KEEP_BYTES 4096

void stack_find(struct stack *stack) {
    pthread_attr_t attributes;
    void *lowest = NULL;
    size_t size = 0;
    *stack = (struct stack){0};
    if (pthread_getattr_np(pthread_self(), &attributes) != 0)
        return;
    if (pthread_attr_getstack(&attributes, &lowest, &size) == 0)
        stack->lowest = lowest;
    pthread_attr_destroy(&attributes);
}

void stack_give_back(const struct stack *stack) {
    char *here = __builtin_frame_address(0);
    size_t page_bytes = (size_t)sysconf(_SC_PAGESIZE);
    char *end = here - KEEP_BYTES - (uintptr_t)here % page_bytes;
    if (stack->lowest != NULL && end > stack->lowest)
        madvise(stack->lowest, (size_t)(end - stack->lowest), MADV_DONTNEED);
}
