#include "common/base/arena.h"
#include "tests/unit/unit.h"

#include <stdalign.h>

static void pieces_are_zeroed_aligned_and_apart(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    unsigned char *pieces[200];
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        size_t bytes = 1 + i * 37;
        pieces[i] = arena_alloc(&arena, bytes, 1);
        assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
        for (size_t j = 0; j < bytes; j++)
            assert_int_equal(pieces[i][j], 0);
        memset(pieces[i], (int)i, bytes);
        arena_bytes(&arena, i % 5);
    }
    for (size_t i = 0; i < COUNT_OF(pieces); i++)
        for (size_t j = 0; j < 1 + i * 37; j++)
            assert_int_equal(pieces[i][j], (unsigned char)i);
    arena_free(&arena);
}

static void a_piece_may_be_larger_than_a_block(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    char *small = arena_bytes(&arena, 10);
    memset(small, 's', 11);
    size_t large_bytes = 5u << 20;
    char *large = arena_alloc(&arena, large_bytes, 1);
    memset(large, 'l', large_bytes);
    assert_int_equal(small[10], 's');
    assert_true(arena.used_bytes >= large_bytes + 10);
    arena_free(&arena);
}

static void a_reset_arena_gives_zeroed_memory_again(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    arena_reset(&arena);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 100; i++) {
            char *piece = arena_alloc(&arena, 1000, 1);
            for (size_t j = 0; j < 1000; j++)
                assert_int_equal(piece[j], 0);
            memset(piece, 'x', 1000);
        }
        arena_reset(&arena);
        assert_int_equal(arena.used_bytes, 0);
    }
    arena_free(&arena);
    assert_null(arena.blocks);
}

static void a_copy_is_terminated_and_its_own(void **state) {
    (void)state;
    struct arena arena;
    char text[] = "text";
    arena_init(&arena);
    struct str copy = arena_copy(&arena, str_make(text, 4)), empty = arena_copy(&arena, STR(""));
    text[0] = 'n';
    assert_string_equal(copy.ptr, "text");
    assert_int_equal(empty.len, 0);
    assert_string_equal(empty.ptr, "");
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(a_piece_may_be_larger_than_a_block),
        cmocka_unit_test(a_reset_arena_gives_zeroed_memory_again),
        cmocka_unit_test(a_copy_is_terminated_and_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
