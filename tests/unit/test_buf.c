#include "common/base/buf.h"
#include "tests/unit/unit.h"

static void what_is_written_is_there_and_terminated(void **state) {
    (void)state;
    struct buf buf;
    buf_init(&buf, 1000);
    unit_expect(buf_str(&buf), STR(""), "nothing yet");
    buf_puts(&buf, "one ");
    buf_add(&buf, STR("two\0 "));
    buf_putc(&buf, '3');
    buf_addf(&buf, "[%05d]", 42);
    unit_expect(buf_str(&buf), STR("one two\0 3[00042]"), "everything");
    assert_int_equal(buf.data[buf.len], '\0');
    buf_reset(&buf);
    unit_expect(buf_str(&buf), STR(""), "after a reset");
    buf_free(&buf);
}

static void the_maximum_is_a_length_that_still_fits(void **state) {
    (void)state;
    struct buf buf;
    buf_init(&buf, 4);
    buf_puts(&buf, "1234");
    assert_false(buf_failed(&buf));
    buf_add(&buf, STR(""));
    assert_false(buf_failed(&buf));
    buf_putc(&buf, '5');
    assert_true(buf_failed(&buf));
    unit_expect(buf_str(&buf), STR("1234"), "a failed write changes nothing");
    buf_free(&buf);
}

static void failure_is_sticky_until_the_reset(void **state) {
    (void)state;
    struct buf buf;
    buf_init(&buf, 4);
    buf_puts(&buf, "12345");
    buf_puts(&buf, "1");
    buf_addf(&buf, "%d", 1);
    assert_null(buf_reserve(&buf, 1));
    assert_true(buf_failed(&buf));
    unit_expect(buf_str(&buf), STR(""), "nothing fits behind a failure");
    buf_reset(&buf);
    buf_addf(&buf, "%s", "1234");
    assert_false(buf_failed(&buf));
    buf_addf(&buf, "%s", "5");
    assert_true(buf_failed(&buf));
    buf_free(&buf);
}

static void it_grows_to_a_large_maximum(void **state) {
    (void)state;
    struct buf buf;
    size_t max = 3u << 20;
    buf_init(&buf, max);
    struct str piece = unit_repeat("x", 4097);
    while (buf.len + piece.len <= max)
        buf_add(&buf, piece);
    assert_false(buf_failed(&buf));
    assert_non_null(buf_reserve(&buf, max - buf.len));
    assert_null(buf_reserve(&buf, SIZE_MAX));
    assert_true(buf_failed(&buf));
    unit_free(piece);
    buf_free(&buf);
}

static void html_is_escaped(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"plain", "plain"},
        {"<a href=\"x\" title='y'>&</a>", "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;&lt;/a&gt;"},
        {"&amp;", "&amp;amp;"},
        {"\xC3\xA9<", "\xC3\xA9&lt;"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf buf;
        buf_init(&buf, 1000);
        buf_add_html(&buf, str_from(cases[i][0]));
        unit_expect(buf_str(&buf), str_from(cases[i][1]), cases[i][0]);
        buf_free(&buf);
    }
}

static void urls_are_percent_encoded(void **state) {
    (void)state;
    static const struct {
        struct str text;
        const char *keep, *encoded;
    } cases[] = {
        {{"", 0}, "/", ""},
        {{"a-b_c.d~e", 9}, "", "a-b_c.d~e"},
        {{"a/b c", 5}, "/", "a/b%20c"},
        {{"a/b", 3}, "", "a%2Fb"},
        {{"\xC3\xA9", 2}, "", "%C3%A9"},
        {{"a\0b", 3}, "/", "a%00b"},
        {{"<\"'&%#?", 7}, "", "%3C%22%27%26%25%23%3F"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf buf;
        buf_init(&buf, 1000);
        buf_add_url(&buf, cases[i].text, cases[i].keep);
        unit_expect(buf_str(&buf), str_from(cases[i].encoded), cases[i].encoded);
        buf_free(&buf);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_there_and_terminated),
        cmocka_unit_test(the_maximum_is_a_length_that_still_fits),
        cmocka_unit_test(failure_is_sticky_until_the_reset),
        cmocka_unit_test(it_grows_to_a_large_maximum),
        cmocka_unit_test(html_is_escaped),
        cmocka_unit_test(urls_are_percent_encoded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
