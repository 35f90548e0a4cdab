#include "common/base/utf8.h"
#include "tests/unit/unit.h"

#define R UTF8_REPLACEMENT

/* RFC 3629 section 3 and the table of well-formed sequences in section 4. */
static void code_points_are_read_one_by_one(void **state) {
    (void)state;
    static const struct {
        const char *name;
        struct str text;
        uint32_t codes[8];
        size_t count;
        bool is_valid;
    } cases[] = {
        {"ASCII", {"a\0\x7F", 3}, {'a', 0, 0x7F}, 3, true},
        {"two bytes", {"\xC2\x80\xDF\xBF", 4}, {0x80, 0x7FF}, 2, true},
        {"three bytes", {"\xE0\xA0\x80\xEF\xBF\xBF", 6}, {0x800, 0xFFFF}, 2, true},
        {"four bytes", {"\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", 8}, {0x10000, 0x10FFFF}, 2, true},
        {"U+FFFD itself", {"\xEF\xBF\xBD", 3}, {R}, 1, true},
        {"overlong two", {"\xC0\x80\xC1\xBF", 4}, {R, R, R, R}, 4, false},
        {"overlong three", {"\xE0\x9F\xBF", 3}, {R, R, R}, 3, false},
        {"overlong four", {"\xF0\x8F\xBF\xBF", 4}, {R, R, R, R}, 4, false},
        {"surrogates", {"\xED\xA0\x80\xED\xBF\xBF", 6}, {R, R, R, R, R, R}, 6, false},
        {"above U+10FFFF", {"\xF4\x90\x80\x80", 4}, {R, R, R, R}, 4, false},
        {"no lead byte", {"\x80\xBF", 2}, {R, R}, 2, false},
        {"never a byte", {"\xF5\xFE\xFF", 3}, {R, R, R}, 3, false},
        {"cut short", {"\xE2\x82", 2}, {R, R}, 2, false},
        {"broken off by a letter", {"\xE2\x82x", 3}, {R, R, 'x'}, 3, false},
        {"empty", {"", 0}, {0}, 0, true},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        size_t at = 0, count = 0;
        for (; at < cases[i].text.len; count++) {
            assert_true(count < 8);
            unit_expect_number(utf8_next(cases[i].text, &at), cases[i].codes[count], cases[i].name);
        }
        unit_expect_number((long long)count, (long long)cases[i].count, cases[i].name);
        unit_expect_number(utf8_valid(cases[i].text), cases[i].is_valid, cases[i].name);
    }
}

static void an_invalid_byte_is_seen_wherever_it_stands(void **state) {
    (void)state;
    char bytes[40];
    for (size_t length = 1; length <= sizeof bytes; length++)
        for (size_t at = 0; at < length; at++) {
            memset(bytes, 'a', length);
            assert_true(utf8_valid(str_make(bytes, length)));
            bytes[at] = '\xC3';
            assert_false(utf8_valid(str_make(bytes, length)));
        }
}

static void every_code_point_survives_encoding(void **state) {
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code += code < 0x11000 ? 1 : 61) {
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        char bytes[4];
        size_t at = 0, count = utf8_encode(code, bytes);
        assert_int_equal(utf8_next(str_make(bytes, count), &at), code);
        assert_int_equal(at, count);
    }
}

static void cleaning_replaces_invalid_bytes_and_drops_nul(void **state) {
    (void)state;
    static const struct {
        struct str text, clean;
    } cases[] = {
        {{"", 0}, {"", 0}},
        {{"plain \xC3\xA9", 8}, {"plain \xC3\xA9", 8}},
        {{"a\0b\0", 4}, {"ab", 2}},
        {{"a\xFFz", 3}, {"a\xEF\xBF\xBDz", 5}},
        {{"\xE2\x82", 2}, {"\xEF\xBF\xBD\xEF\xBF\xBD", 6}},
        {{"\xEF\xBF\xBD", 3}, {"\xEF\xBF\xBD", 3}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf buf;
        buf_init(&buf, 100);
        utf8_clean(&buf, cases[i].text);
        unit_expect(buf_str(&buf), cases[i].clean, "clean");
        buf_free(&buf);
    }
}

static void any_bytes_become_valid(void **state) {
    (void)state;
    uint32_t seed = 7;
    char bytes[64];
    for (int round = 0; round < 5000; round++) {
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (char)(unit_random(&seed) % 3 ? 0x80 | unit_random(&seed) : unit_random(&seed));
        struct buf buf;
        buf_init(&buf, 1000);
        utf8_clean(&buf, str_make(bytes, sizeof bytes));
        assert_true(utf8_valid(buf_str(&buf)));
        buf_free(&buf);
    }
}

static void tamed_text_is_one_line_of_utf_8(void **state) {
    (void)state;
    static const struct {
        const char *text, *tame;
    } cases[] = {
        {"", ""},
        {"plain \xC3\xA9 \xEF\xBF\xBD \xF0\x9F\x98\x80", "plain \xC3\xA9 \xEF\xBF\xBD \xF0\x9F\x98\x80"},
        {"a\nb\tc\x1B[31m\x7F", "a?b?c?[31m?"},
        {"\xFF\xC3", "??"},
        {"\xC2\x9B"
         "31m\xC2\x85",
         "??31m??"}, /* CSI and NEL, of C1 */
        {"\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xA7", "??????\xE2\x80\xA7"},
        {"\xED\xA0\x80", "???"}, /* a surrogate */
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[64];
        size_t bytes = strlen(cases[i].text);
        memcpy(text, cases[i].text, bytes + 1);
        utf8_tame(text, bytes);
        assert_string_equal(text, cases[i].tame);
    }
}

static void a_head_ends_between_characters(void **state) {
    (void)state;
    struct str text = STR("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
    static const size_t lengths[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
    for (size_t max = 0; max < COUNT_OF(lengths); max++)
        assert_int_equal(utf8_head(text, max).len, lengths[max]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(code_points_are_read_one_by_one),
        cmocka_unit_test(an_invalid_byte_is_seen_wherever_it_stands),
        cmocka_unit_test(every_code_point_survives_encoding),
        cmocka_unit_test(cleaning_replaces_invalid_bytes_and_drops_nul),
        cmocka_unit_test(any_bytes_become_valid),
        cmocka_unit_test(tamed_text_is_one_line_of_utf_8),
        cmocka_unit_test(a_head_ends_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
