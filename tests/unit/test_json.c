#include "common/base/json.h"
#include "tests/unit/unit.h"

#include <math.h>

static void members_and_elements_are_separated(void **state) {
    (void)state;
    struct buf buf;
    struct json json;
    buf_init(&buf, 1000);
    json_init(&json, &buf);
    json_object(&json);
    json_member_string(&json, "a", STR("x"));
    json_member_number(&json, "b", INT64_MIN);
    json_key(&json, "c");
    json_array(&json);
    json_null(&json);
    json_bool(&json, true);
    json_object(&json);
    json_end(&json);
    json_array(&json);
    json_end(&json);
    json_number(&json, INT64_MAX);
    json_end(&json);
    json_member_bool(&json, "d", false);
    json_end(&json);
    unit_expect(buf_str(&buf),
                STR("{\"a\":\"x\",\"b\":-9223372036854775808,\"c\":[null,true,{},[],9223372036854775807],\"d\":false}"),
                "object");
    assert_false(buf_failed(&buf));
    buf_free(&buf);
}

static void strings_are_escaped(void **state) {
    (void)state;
    static const struct {
        struct str text;
        const char *json;
    } cases[] = {
        {{"", 0}, "\"\""},
        {{"a\"b\\c", 5}, "\"a\\\"b\\\\c\""},
        {{"\n\t\r\b\f", 5}, "\"\\n\\t\\r\\u0008\\u000c\""},
        {{"a\0b", 3}, "\"a\\u0000b\""},
        {{"\x7F", 1}, "\"\\u007f\""},
        {{"</script><!--&", 14}, "\"\\u003c/script\\u003e\\u003c!--\\u0026\""},
        {{"\xE2\x80\xA8\xE2\x80\xA9", 6}, "\"\\u2028\\u2029\""},
        {{"\xC3\xA9\xF0\x9F\x98\x80", 6}, "\"\xC3\xA9\xF0\x9F\x98\x80\""},
        {{"a\xFFz\xE2\x82", 5}, "\"a\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD\""},
        {{"\xEF\xBF\xBD", 3}, "\"\xEF\xBF\xBD\""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf buf;
        struct json json;
        buf_init(&buf, 1000);
        json_init(&json, &buf);
        json_string(&json, cases[i].text);
        unit_expect(buf_str(&buf), str_from(cases[i].json), cases[i].json);
        buf_free(&buf);
    }
}

static void keys_are_escaped_as_well(void **state) {
    (void)state;
    struct buf buf;
    struct json json;
    buf_init(&buf, 1000);
    json_init(&json, &buf);
    json_object(&json);
    json_string_key(&json, STR("a\"b"));
    json_number(&json, 1);
    json_end(&json);
    unit_expect(buf_str(&buf), STR("{\"a\\\"b\":1}"), "key");
    buf_free(&buf);
}

static void an_end_too_many_fails(void **state) {
    (void)state;
    struct buf buf;
    struct json json;
    buf_init(&buf, 1000);
    json_init(&json, &buf);
    json_array(&json);
    json_end(&json);
    assert_false(buf_failed(&buf));
    json_end(&json);
    assert_true(buf_failed(&buf));
    buf_free(&buf);
}

static void nesting_is_bounded(void **state) {
    (void)state;
    for (int depth = JSON_MAX_DEPTH; depth <= JSON_MAX_DEPTH + 1; depth++) {
        struct buf buf;
        struct json json;
        buf_init(&buf, 1000);
        json_init(&json, &buf);
        for (int i = 0; i < depth; i++)
            json_array(&json);
        assert_int_equal(buf_failed(&buf), depth > JSON_MAX_DEPTH);
        buf_free(&buf);
    }
}

static void decimals_have_six_digits_and_no_infinity(void **state) {
    (void)state;
    struct buf out;
    struct json json;
    buf_init(&out, 1000);
    json_init(&json, &out);
    json_object(&json);
    json_member_decimal(&json, "a", 0.5);
    json_member_decimal(&json, "b", 12345678);
    json_member_decimal(&json, "c", -1.0 / 3);
    json_member_decimal(&json, "d", (double)INFINITY);
    json_member_decimal(&json, "e", (double)NAN);
    json_end(&json);
    unit_expect(buf_str(&out), STR("{\"a\":0.5,\"b\":1.23457e+07,\"c\":-0.333333,\"d\":null,\"e\":null}"), "decimals");
    buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_have_six_digits_and_no_infinity),
        cmocka_unit_test(members_and_elements_are_separated),
        cmocka_unit_test(strings_are_escaped),
        cmocka_unit_test(keys_are_escaped_as_well),
        cmocka_unit_test(an_end_too_many_fails),
        cmocka_unit_test(nesting_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
