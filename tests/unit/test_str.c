#include "tests/unit/unit.h"

#include <limits.h>

static void order_is_that_of_bytes_then_of_length(void **state) {
    (void)state;
    static const struct {
        struct str a, b;
        int order;
    } cases[] = {
        {{"", 0}, {"", 0}, 0},    {{"", 0}, {"a", 1}, -1},        {{"a", 1}, {"ab", 2}, -1},
        {{"b", 1}, {"ab", 2}, 1}, {{"a\0b", 3}, {"a\0c", 3}, -1}, {{"\xC3\xA9", 2}, {"z", 1}, 1},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int forward = str_compare(cases[i].a, cases[i].b), back = str_compare(cases[i].b, cases[i].a);
        unit_expect_number((forward > 0) - (forward < 0), cases[i].order, "forward");
        unit_expect_number((back > 0) - (back < 0), -cases[i].order, "back");
    }
}

static void ascii_case_alone_is_ignored(void **state) {
    (void)state;
    assert_true(str_equal_nocase(STR("UTF-8"), STR("utf-8")));
    assert_false(str_equal_nocase(STR("utf-8"), STR("utf-16")));
    assert_false(str_equal_nocase(STR("@"), STR("`")));
    assert_false(str_equal_nocase(STR("\xC3\x89"), STR("\xC3\xA9")));
}

static void a_string_is_a_c_string_with_the_same_bytes(void **state) {
    (void)state;
    const char *texts[] = {"", "a", "ab", "b", NULL};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (size_t j = 0; j < COUNT_OF(texts); j++) {
            bool same = strcmp(texts[i] ? texts[i] : "", texts[j] ? texts[j] : "") == 0;
            assert_int_equal(str_is(str_from(texts[i]), texts[j]), same);
        }
    assert_false(str_is(STR("a\0b"), "a"));
}

static void trimming_takes_white_space_at_both_ends(void **state) {
    (void)state;
    unit_expect(str_trim(STR(" \t\r\n\f a b \n")), STR("a b"), "both ends");
    unit_expect(str_trim(STR(" \n ")), STR(""), "nothing but space");
    unit_expect(str_trim(STR("")), STR(""), "empty");
    unit_expect(str_trim(STR("\xC2\xA0")), STR("\xC2\xA0"), "a no-break space is not ASCII");
}

static void finding_gives_an_offset_or_the_length(void **state) {
    (void)state;
    static const struct {
        const char *text, *needle;
        size_t from, found;
    } cases[] = {
        {"abcabc", "bc", 0, 1}, {"abcabc", "bc", 2, 4}, {"abcabc", "x", 0, 6}, {"abc", "abcd", 0, 3},
        {"abc", "c", 3, 3},     {"abc", "", 1, 1},      {"", "a", 0, 0},       {"aab", "ab", 0, 1},
        {"abc", "", 3, 3},      {"abc", "", 4, 3},      {"abc", "b", 4, 3},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        size_t found = str_find(str_from(cases[i].text), str_from(cases[i].needle), cases[i].from);
        unit_expect_number((long long)found, (long long)cases[i].found, cases[i].text);
    }
    assert_int_equal(str_find_char(STR("a.b.c"), '.', 2), 3);
    assert_int_equal(str_find_char(STR("a.b.c"), '.', 9), 5);
    assert_int_equal(str_find_char(STR(""), '.', 0), 0);
}

static void splitting_keeps_empty_pieces(void **state) {
    (void)state;
    static const struct {
        const char *text, *pieces[5];
    } cases[] = {{"a,,b", {"a", "", "b"}}, {"a", {"a"}}, {"", {""}}, {",", {"", ""}}, {"a,", {"a", ""}}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct str rest = str_from(cases[i].text), piece;
        size_t count = 0;
        for (; str_split(&rest, ',', &piece); count++)
            unit_expect(piece, str_from(cases[i].pieces[count]), cases[i].text);
        assert_null(cases[i].pieces[count]);
    }
}

static void words_of_a_class_attribute_are_whole_words(void **state) {
    (void)state;
    assert_true(str_has_word(STR("sig sig-object py"), STR("sig")));
    assert_true(str_has_word(STR("\n sig\tpy\r\n"), STR("py")));
    assert_true(str_has_word(STR("sig-object sig"), STR("sig")));
    assert_true(str_has_word(STR("assig sigs\fsig"), STR("sig")));
    assert_false(str_has_word(STR("sig-object"), STR("sig")));
    assert_false(str_has_word(STR("sig py"), STR("sig py")));
    assert_false(str_has_word(STR("sig"), STR("")));
    assert_false(str_has_word(STR(""), STR("sig")));
}

static void numbers_are_read_up_to_their_maximum(void **state) {
    (void)state;
    static const struct {
        const char *text;
        unsigned long max, value;
        bool ok;
    } cases[] = {
        {"0", 10, 0, true},
        {"10", 10, 10, true},
        {"11", 10, 0, false},
        {"", 10, 0, false},
        {"-1", 10, 0, false},
        {"+1", 10, 0, false},
        {" 1", 10, 0, false},
        {"1x", 10, 0, false},
        {"9", 5, 0, false},
        {"007", 10, 7, true},
        {"18446744073709551615", ULONG_MAX, ULONG_MAX, true},
        {"18446744073709551616", ULONG_MAX, 0, false},
        {"99999999999999999999999999", ULONG_MAX, 0, false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        unsigned long value = 0;
        unit_expect_number(str_to_number(str_from(cases[i].text), cases[i].max, &value), cases[i].ok, cases[i].text);
        if (cases[i].ok)
            assert_int_equal(value, cases[i].value);
    }
}

static void the_hash_is_fnv_1a(void **state) {
    (void)state;
    assert_true(str_hash(STR(""), 0) == 0xcbf29ce484222325ULL);
    assert_true(str_hash(STR("a"), 0) == 0xaf63dc4c8601ec8cULL);
    assert_true(str_hash(STR("foobar"), 0) == 0x85944171f73967e8ULL);
    assert_true(str_hash(STR("bar"), str_hash(STR("foo"), 0)) == str_hash(STR("foobar"), 0));
}

static void slices_stay_inside(void **state) {
    (void)state;
    unit_expect(str_from_offset(STR("abc"), 9), STR(""), "offset behind the end");
    unit_expect(str_from_offset(STR("abc"), 1), STR("bc"), "offset inside");
    unit_expect(str_head(STR("abc"), 9), STR("abc"), "head longer than the text");
    unit_expect(str_make(NULL, 5), STR(""), "a null pointer is the empty string");
    unit_expect(str_from(NULL), STR(""), "a null pointer is the empty string");
    assert_true(str_starts(STR("abc"), STR("")) && str_ends(STR("abc"), STR("bc")));
    assert_false(str_starts(STR("ab"), STR("abc")) || str_ends(STR("bc"), STR("abc")));
}

static void a_file_name_is_what_follows_the_last_slash(void **state) {
    (void)state;
    unit_expect(str_file_name(STR("a/b/c.db")), STR("c.db"), "in folders");
    unit_expect(str_file_name(STR("c.db")), STR("c.db"), "alone");
    unit_expect(str_file_name(STR("a/")), STR(""), "a folder");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_name_is_what_follows_the_last_slash),
        cmocka_unit_test(order_is_that_of_bytes_then_of_length),
        cmocka_unit_test(ascii_case_alone_is_ignored),
        cmocka_unit_test(a_string_is_a_c_string_with_the_same_bytes),
        cmocka_unit_test(trimming_takes_white_space_at_both_ends),
        cmocka_unit_test(finding_gives_an_offset_or_the_length),
        cmocka_unit_test(splitting_keeps_empty_pieces),
        cmocka_unit_test(words_of_a_class_attribute_are_whole_words),
        cmocka_unit_test(numbers_are_read_up_to_their_maximum),
        cmocka_unit_test(the_hash_is_fnv_1a),
        cmocka_unit_test(slices_stay_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
