#include "common/base/utf8.h"
#include "indexer/input/encoding.h"
#include "tests/unit/unit.h"

#define R "\xEF\xBF\xBD"

static void every_encoding_becomes_utf_8(void **state) {
    (void)state;
    static const struct {
        const char *name;
        struct str bytes, text;
    } cases[] = {
        {"empty", {"", 0}, {"", 0}},
        {"ASCII", {"plain", 5}, {"plain", 5}},
        {"UTF-8, nothing declared", {"\xC3\xA9", 2}, {"\xC3\xA9", 2}},
        {"UTF-8 with a mark", {"\xEF\xBB\xBFx", 4}, {"x", 1}},
        {"UTF-16 little-endian", {"\xFF\xFEx\0\xAC\x20", 6}, {"x\xE2\x82\xAC", 4}},
        {"UTF-16 big-endian", {"\xFE\xFF\0x\x20\xAC", 6}, {"x\xE2\x82\xAC", 4}},
        {"UTF-16 pair", {"\xFE\xFF\xD8\x35\xDD\x18", 6}, {"\xF0\x9D\x94\x98", 4}},
        {"UTF-16 cut short", {"\xFF\xFEx\0y", 5}, {"x" R, 4}},
        {"UTF-16 lone surrogate", {"\xFE\xFF\xDC\0\0x", 6}, {R "x", 4}},
        {"UTF-16 NUL", {"\xFF\xFE\0\0x\0", 6}, {"x", 1}},
        {"nothing declared, not UTF-8", {"\x93q\x94 \xE9", 5}, {"\xE2\x80\x9Cq\xE2\x80\x9D \xC3\xA9", 10}},
        {"no byte of windows-1252", {"\xE9\x81", 2}, {"\xC3\xA9" R, 5}},
        {"declared iso-8859-1", {"charset=iso-8859-1 \x93\xE9", 21}, {"charset=iso-8859-1 \xE2\x80\x9C\xC3\xA9", 24}},
        {"declared latin1", {"CHARSET='Latin1' \x80", 18}, {"CHARSET='Latin1' \xE2\x82\xAC", 20}},
        {"declared shift_jis", {"charset=\"Shift_JIS\" \x83\x65", 22}, {"charset=\"Shift_JIS\" \xE3\x83\x86", 23}},
        {"declared koi8-r", {"charset=koi8-r;\xC1", 16}, {"charset=koi8-r;\xD0\xB0", 17}},
        {"declared latin-1, is UTF-8", {"charset=iso-8859-1 \xC3\xA9", 21}, {"charset=iso-8859-1 \xC3\xA9", 21}},
        {"declared utf-8, is not", {"charset=utf-8 \xE9x", 16}, {"charset=utf-8 " R "x", 18}},
        {"declared utf-16, is not", {"charset=utf-16 \xE9x", 17}, {"charset=utf-16 " R "x", 19}},
        {"declared nonsense", {"charset=no-such \x93", 17}, {"charset=no-such \xE2\x80\x9C", 19}},
        {"declared nothing", {"charset= \x93", 10}, {"charset= \xE2\x80\x9C", 12}},
        {"cut at the declaration", {"charset=", 8}, {"charset=", 8}},
        {"NUL inside", {"a\0b", 3}, {"ab", 2}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf out;
        struct err err = {0};
        buf_init(&out, 1000);
        assert_true(encoding_to_utf8(&out, cases[i].bytes, &err));
        unit_expect(buf_str(&out), cases[i].text, cases[i].name);
        buf_free(&out);
    }
}

static void a_declaration_far_down_is_not_seen(void **state) {
    (void)state;
    struct str space = unit_repeat(" ", 1100);
    struct buf page, out;
    struct err err = {0};
    buf_init(&page, 4096);
    buf_init(&out, 4096);
    buf_addf(&page, "%scharset=koi8-r;\xC1", space.ptr);
    assert_true(encoding_to_utf8(&out, buf_str(&page), &err));
    assert_true(str_ends(buf_str(&out), STR(";\xC3\x81")));
    buf_free(&page);
    buf_free(&out);
    unit_free(space);
}

static void a_page_that_is_too_large_is_refused(void **state) {
    (void)state;
    static const char *const pieces[] = {"x", "\xC3\xA9", "\xE9 "};
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        struct str bytes = unit_repeat(pieces[i], 1001);
        struct buf out;
        struct err err = {0};
        buf_init(&out, 1000);
        assert_false(encoding_to_utf8(&out, bytes, &err));
        unit_expect_err(&err, ERR_LIMIT, "larger than 1000 bytes");
        buf_free(&out);
        unit_free(bytes);
    }
}

static void any_bytes_become_valid(void **state) {
    (void)state;
    static const char *const starts[] = {
        "", "\xFF\xFE", "\xFE\xFF", "\xEF\xBB\xBF", "charset=gb18030 ", "charset=euc-jp "};
    uint32_t seed = 11;
    for (int round = 0; round < 3000; round++) {
        char bytes[300];
        size_t length = strlen(starts[round % 6]);
        memcpy(bytes, starts[round % 6], length);
        while (length < sizeof bytes)
            bytes[length++] = (char)unit_random(&seed);
        struct buf out;
        struct err err = {0};
        buf_init(&out, 10000);
        assert_true(encoding_to_utf8(&out, str_make(bytes, sizeof bytes), &err));
        assert_true(utf8_valid(buf_str(&out)));
        assert_null(memchr(out.data, '\0', out.len));
        buf_free(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_encoding_becomes_utf_8),
        cmocka_unit_test(a_declaration_far_down_is_not_seen),
        cmocka_unit_test(a_page_that_is_too_large_is_refused),
        cmocka_unit_test(any_bytes_become_valid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
