#include "tests/unit/unit.h"

static void setting_an_error_returns_false_and_fills_it(void **state) {
    (void)state;
    struct err err = {0};
    assert_false(err_set(&err, ERR_IO, "%s: %d", "page", 7));
    unit_expect_err(&err, ERR_IO, "page: 7");
    assert_string_equal(err.message, "page: 7");
}

static void an_error_that_nobody_wants_is_dropped(void **state) {
    (void)state;
    assert_false(err_set(NULL, ERR_IO, "%s", "text"));
    assert_false(err_prefix(NULL, "%s", "text"));
}

static void a_long_message_is_cut_and_terminated(void **state) {
    (void)state;
    struct err err = {0};
    struct str text = unit_repeat("x", 3 * ERR_MESSAGE_BYTES);
    err_set(&err, ERR_FORMAT, "%s", text.ptr);
    assert_int_equal(strlen(err.message), ERR_MESSAGE_BYTES - 1);
    assert_false(err_prefix(&err, "%s", text.ptr));
    assert_int_equal(strlen(err.message), ERR_MESSAGE_BYTES - 1);
    unit_free(text);
}

static void a_prefix_stands_before_the_message_and_keeps_the_code(void **state) {
    (void)state;
    struct err err = {0};
    err_set(&err, ERR_LIMIT, "too large");
    assert_false(err_prefix(&err, "line %d", 3));
    assert_string_equal(err.message, "line 3: too large");
    assert_int_equal(err.code, ERR_LIMIT);
}

static void exit_statuses_follow_the_code(void **state) {
    (void)state;
    static const struct {
        enum err_code code;
        int status;
    } cases[] = {{ERR_NONE, 0},  {ERR_USAGE, 2}, {ERR_IO, 3},      {ERR_FORMAT, 3},
                 {ERR_LIMIT, 3}, {ERR_DB, 3},    {ERR_INTERNAL, 3}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct err err = {.code = cases[i].code};
        assert_int_equal(err_exit_status(&err), cases[i].status);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(setting_an_error_returns_false_and_fills_it),
        cmocka_unit_test(an_error_that_nobody_wants_is_dropped),
        cmocka_unit_test(a_long_message_is_cut_and_terminated),
        cmocka_unit_test(a_prefix_stands_before_the_message_and_keeps_the_code),
        cmocka_unit_test(exit_statuses_follow_the_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
