/* mincore() is newer than POSIX.1-2008. */
#define _DEFAULT_SOURCE

#include "server/http/stack.h"
#include "tests/unit/unit.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define USED_BYTES ((size_t)256 << 10)
#define MAX_PAGES 4096

/* The pages of the stack that are in memory. */
static size_t count_resident(const struct stack *stack) {
    static unsigned char resident[MAX_PAGES];
    size_t page_bytes = (size_t)sysconf(_SC_PAGESIZE), count = 0;
    char *end = (char *)((uintptr_t)&stack / page_bytes * page_bytes);
    size_t pages = (size_t)(end - stack->lowest) / page_bytes;
    assert_true(pages <= MAX_PAGES);
    assert_int_equal(mincore(stack->lowest, pages * page_bytes, resident), 0);
    for (size_t i = 0; i < pages; i++)
        count += resident[i] & 1U;
    return count;
}

/* Not inlined, so that its pages are below whoever calls it. */
__attribute__((noinline)) static unsigned use_much(void) {
    volatile unsigned char bytes[USED_BYTES];
    for (size_t i = 0; i < USED_BYTES; i++)
        bytes[i] = (unsigned char)i;
    return bytes[USED_BYTES / 2];
}

static void *use_and_give_back(void *counts) {
    struct stack stack;
    size_t *count = counts;
    stack_find(&stack);
    use_much();
    count[0] = count_resident(&stack);
    stack_give_back(&stack);
    count[1] = count_resident(&stack);
    use_much();
    count[2] = count_resident(&stack);
    return NULL;
}

static void what_was_used_is_given_back_and_can_be_used_again(void **state) {
    (void)state;
    pthread_t thread;
    pthread_attr_t attributes;
    size_t counts[3], used_pages = USED_BYTES / (size_t)sysconf(_SC_PAGESIZE);
    assert_int_equal(pthread_attr_init(&attributes), 0);
    assert_int_equal(pthread_attr_setstacksize(&attributes, 16 * USED_BYTES), 0);
    assert_int_equal(pthread_create(&thread, &attributes, use_and_give_back, counts), 0);
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
    assert_true(counts[0] >= used_pages);
    assert_true(counts[1] < used_pages / 4);
    assert_true(counts[2] >= used_pages);
}

static void a_stack_that_is_not_known_is_left_alone(void **state) {
    (void)state;
    stack_give_back(&(struct stack){0});
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_used_is_given_back_and_can_be_used_again),
        cmocka_unit_test(a_stack_that_is_not_known_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
