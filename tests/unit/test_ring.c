#include "server/index/ring.h"
#include "tests/unit/unit.h"

#include <stdint.h>

enum { RING = 1024 };

/* A record of so many bytes, all of the value; drops what is in its way and counts it. */
static unsigned char *add(struct ring *ring, size_t bytes, int value, unsigned *dropped) {
    unsigned char *record;
    while ((record = ring_add(ring, bytes)) == NULL) {
        assert_non_null(ring_oldest(ring));
        ring_drop(ring);
        (*dropped)++;
    }
    assert_int_equal((uintptr_t)record % _Alignof(max_align_t), 0);
    memset(record, value, bytes);
    return record;
}

static void records_leave_in_the_order_in_which_they_came(void **state) {
    (void)state;
    struct ring ring;
    unsigned dropped = 0;
    size_t sizes[256];
    ring_init(&ring, RING);
    assert_null(ring_oldest(&ring));
    for (unsigned i = 0; i < 256; i++) {
        sizes[i] = i * 37 % 200;
        add(&ring, sizes[i], (int)i, &dropped);
        unsigned char *oldest = ring_oldest(&ring);
        for (size_t j = 0; j < sizes[dropped]; j++)
            assert_int_equal(oldest[j], dropped);
    }
    assert_true(dropped > 200 && dropped < 256);
    ring_free(&ring);
}

static void what_is_too_large_never_has_room(void **state) {
    (void)state;
    struct ring ring;
    ring_init(&ring, RING);
    assert_null(ring_add(&ring, SIZE_MAX));
    assert_null(ring_add(&ring, RING / 2 - 15));
    assert_non_null(ring_add(&ring, RING / 2 - 16));
    assert_non_null(ring_add(&ring, RING / 2 - 16));
    assert_null(ring_add(&ring, 0));
    ring_free(&ring);
    ring_init(&ring, 15);
    assert_null(ring_add(&ring, 0));
    assert_null(ring_oldest(&ring));
    ring_free(&ring);
}

static void an_old_record_has_half_of_the_ring_behind_it(void **state) {
    (void)state;
    struct ring ring;
    unsigned dropped = 0;
    ring_init(&ring, RING);
    add(&ring, 112, 0, &dropped);
    for (unsigned round = 0; round < 3; round++) {
        unsigned char *record = add(&ring, 112, 1, &dropped); /* an eighth with its head */
        for (unsigned newer = 1; newer < 8; newer++) {
            assert_int_equal(ring_is_old(&ring, record), newer > 4);
            add(&ring, 112, 2, &dropped);
        }
        assert_true(ring_is_old(&ring, record));
        assert_ptr_equal(ring_oldest(&ring), record);
    }
    ring_free(&ring);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_leave_in_the_order_in_which_they_came),
        cmocka_unit_test(what_is_too_large_never_has_room),
        cmocka_unit_test(an_old_record_has_half_of_the_ring_behind_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
