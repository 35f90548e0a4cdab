#include "common/index/postings.h"
#include "tests/unit/unit.h"

static void a_list_is_read_as_it_was_written(void **state) {
    (void)state;
    static const struct posting list[] = {
        {1, 1, false},          {2, 127, true}, {129, 64, false}, {16513, 5, true}, {UINT32_MAX - 1, 1, true},
        {UINT32_MAX, 9, false},
    };
    struct buf buf;
    buf_init(&buf, 1000);
    uint32_t last = 0;
    for (size_t i = 0; i < COUNT_OF(list); i++) {
        postings_write(&buf, last, &list[i]);
        last = list[i].entry;
    }
    struct str bytes = buf_str(&buf);
    struct posting posting = {0};
    for (size_t i = 0; i < COUNT_OF(list); i++) {
        assert_true(postings_next(&bytes, &posting));
        assert_int_equal(posting.entry, list[i].entry);
        assert_int_equal(posting.impact, list[i].impact);
        assert_int_equal(posting.in_title, list[i].in_title);
    }
    assert_false(postings_next(&bytes, &posting));
    buf_free(&buf);
}

static void the_bytes_are_those_of_the_format(void **state) {
    (void)state;
    struct buf buf;
    buf_init(&buf, 100);
    postings_write(&buf, 0, &(struct posting){300, 3, true});
    postings_write(&buf, 300, &(struct posting){301, 127, false});
    unit_expect(buf_str(&buf), STR("\xAC\x02\x83\x01\x7F"), "LEB128, then the impact");
    buf_free(&buf);
}

static void a_list_that_breaks_off_ends(void **state) {
    (void)state;
    static const struct str cases[] = {{"", 0},
                                       {"\x01", 1},
                                       {"\x80", 1},
                                       {"\x80\x80\x80\x80\x80\x80\x01\x01", 8},
                                       {"\xFF\xFF", 2},
                                       {"\x85\x01", 2},
                                       {"\x80\x80\x80\x80\x80\x01\x01\x01\x01\x01", 10}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct str bytes = cases[i];
        struct posting posting = {0};
        unit_expect_number(postings_next(&bytes, &posting), 0, "no posting");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_read_as_it_was_written),
        cmocka_unit_test(the_bytes_are_those_of_the_format),
        cmocka_unit_test(a_list_that_breaks_off_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
