#include "indexer/input/deflate.h"
#include "tests/unit/unit.h"

#include <stdlib.h>

static void what_was_packed_is_unpacked(void **state) {
    (void)state;
    for (size_t count = 1; count < 300000; count = count * 7 + 1) {
        struct str bytes = unit_repeat("nest ", count), packed = deflate_bytes(bytes), copy;
        struct err err = {0};
        if (packed.len < bytes.len) {
            assert_true(inflate_bytes(packed, bytes.len, &copy, &err));
            unit_expect(copy, bytes, "copy");
            unit_free(copy);
            assert_false(inflate_bytes(packed, bytes.len - 1, &copy, &err));
            unit_expect_err(&err, ERR_LIMIT, "when unpacked");
        }
        unit_free(packed);
        unit_free(bytes);
    }
}

/* printf nest | gzip -n */
static void gzip_is_unpacked_too(void **state) {
    (void)state;
    static const char gzip[] = "\x1f\x8b\x08\0\0\0\0\0\0\x03\xcbK-.\x01\0\xf7\xc9\xdb\xe7\x04\0\0\0";
    struct str bytes;
    struct err err = {0};
    assert_true(inflate_bytes(str_make(gzip, sizeof gzip - 1), 100, &bytes, &err));
    unit_expect(bytes, STR("nest"), "gzip");
    unit_free(bytes);
}

static void a_broken_stream_is_refused(void **state) {
    (void)state;
    struct str bytes = unit_repeat("nest and egg ", 1000), packed = deflate_bytes(bytes), copy;
    struct err err = {0};
    for (size_t length = 0; length < packed.len; length++) {
        assert_false(inflate_bytes(str_head(packed, length), bytes.len, &copy, &err));
        unit_expect_err(&err, ERR_FORMAT, "broken or cut off");
    }
    assert_false(inflate_bytes(STR("plain text"), 100, &copy, &err));
    unit_free(packed);
    unit_free(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_packed_is_unpacked),
        cmocka_unit_test(gzip_is_unpacked_too),
        cmocka_unit_test(a_broken_stream_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
