#include "common/base/buf.h"
#include "indexer/input/deflate.h"
#include "tests/unit/unit.h"

#include <zlib.h>

/* Appends a gzip member with the bytes. */
static void add_member(struct buf *out, struct str bytes) {
    z_stream stream = {.next_in = (Bytef *)(size_t)bytes.ptr, .avail_in = (uInt)bytes.len};
    assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    uLong bound = deflateBound(&stream, (uLong)bytes.len);
    stream.next_out = (Bytef *)buf_reserve(out, bound);
    stream.avail_out = (uInt)bound;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out->len += bound - stream.avail_out;
    deflateEnd(&stream);
}

static void what_was_packed_is_unpacked(void **state) {
    (void)state;
    static const size_t counts[] = {0, 1, 100, 65535, 65536, 65537, 300000};
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        struct str plain = unit_repeat("x", counts[i]), bytes;
        struct buf packed;
        struct err err = {0};
        buf_init(&packed, 1 << 20);
        add_member(&packed, plain);
        assert_true(inflate_bytes(buf_str(&packed), 300000, &bytes, &err));
        unit_expect(bytes, plain, "content");
        unit_free(bytes);
        unit_free(plain);
        buf_free(&packed);
    }
}

static void members_are_joined(void **state) {
    (void)state;
    struct buf packed;
    struct str bytes;
    struct err err = {0};
    buf_init(&packed, 1 << 20);
    add_member(&packed, STR("one "));
    add_member(&packed, STR(""));
    add_member(&packed, STR("two"));
    assert_true(inflate_bytes(buf_str(&packed), 7, &bytes, &err));
    unit_expect(bytes, STR("one two"), "members");
    unit_free(bytes);
    assert_false(inflate_bytes(buf_str(&packed), 6, &bytes, &err));
    unit_expect_err(&err, ERR_LIMIT, "larger than 6 bytes when unpacked");
    buf_free(&packed);
}

static void every_beginning_is_refused(void **state) {
    (void)state;
    struct buf packed;
    struct str bytes;
    buf_init(&packed, 1 << 20);
    add_member(&packed, STR("some words that are packed"));
    for (size_t length = 0; length < packed.len; length++) {
        struct err err = {0};
        assert_false(inflate_bytes(str_head(buf_str(&packed), length), 1000, &bytes, &err));
        unit_expect_err(&err, ERR_FORMAT, "broken or cut off");
    }
    buf_putc(&packed, 'x');
    struct err err = {0};
    assert_true(inflate_bytes(buf_str(&packed), 1000, &bytes, &err));
    unit_expect(bytes, STR("some words that are packed"), "what fills the block does not matter");
    unit_free(bytes);
    buf_free(&packed);
}

static void what_the_artifact_stores_is_unpacked(void **state) {
    (void)state;
    struct str bytes = unit_repeat("nest and egg ", 1000), packed = deflate_bytes(bytes);
    struct str copy = STR("");
    struct err err = {0};
    assert_true(packed.len < bytes.len);
    assert_true(inflate_bytes(packed, bytes.len, &copy, &err));
    unit_expect(copy, bytes, "copy");
    unit_free(copy);
    unit_free(packed);
    unit_free(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_packed_is_unpacked),
        cmocka_unit_test(members_are_joined),
        cmocka_unit_test(what_the_artifact_stores_is_unpacked),
        cmocka_unit_test(every_beginning_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
