#include "common/base/utf8.h"
#include "indexer/extract/text.h"
#include "indexer/input/page.h"
#include "tests/unit/unit.h"

static void text_of(struct str html, struct buf *out) {
    struct arena arena;
    struct node *root = NULL;
    struct err err = {0};
    arena_init(&arena);
    buf_init(out, PAGE_MAX_BYTES);
    assert_true(page_parse(&root, html, &arena, &err));
    node_write_text(root, NULL, 0, out);
    arena_free(&arena);
}

static void text_is_kept_whatever_the_markup(void **state) {
    (void)state;
    static const struct {
        const char *name;
        struct str html, text;
    } cases[] = {
        {"empty", {"", 0}, {"", 0}},
        {"no html", {"just text", 9}, {"just text", 9}},
        {"truncated", {"<html><body><p>a<b>b</", 22}, {"ab", 2}},
        {"truncated tag", {"a<p class=\"x", 12}, {"a", 1}},
        {"stray ends", {"</p></div>a</body></html>b", 26}, {"ab", 2}},
        {"wbr", {"<p>a<wbr>b<wbr/>c</p>d", 22}, {"abcd", 4}},
        {"less-than", {"<p>a &lt; b &amp;&amp; c</p>", 28}, {"a < b && c", 10}},
        {"NUL", {"<p>a\0b", 6}, {"ab", 2}},
        {"no-break space",
         {"a&nbsp;b\xC2\xA0"
          "c",
          11},
         {"a b c", 5}},
        {"zero-width and soft hyphen",
         {"a\xE2\x80\x8B"
          "b&shy;c&#8203;d\xEF\xBB\xBF"
          "e",
          24},
         {"abcde", 5}},
        {"named and numbered", {"&eacute;&#233;&#xE9;", 20}, {"\xC3\xA9\xC3\xA9\xC3\xA9", 6}},
        {"comment", {"a<!-- <b>x</b> -->b", 19}, {"ab", 2}},
        {"latin-1", {"<p>\xE9", 4}, {"\xC3\xA9", 2}},
        {"pre", {"<pre>a\n  b</pre>", 16}, {"a\n  b", 5}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf out;
        text_of(cases[i].html, &out);
        unit_expect(buf_str(&out), cases[i].text, cases[i].name);
        buf_free(&out);
    }
}

static void a_script_may_hold_anything(void **state) {
    (void)state;
    struct buf html, out;
    buf_init(&html, (size_t)1 << 20);
    buf_puts(&html, "<script>for (i=0;i<n;i++) ");
    for (int i = 0; i < 2 * PAGE_MAX_TAG_ATTRIBUTES; i++)
        buf_addf(&html, "w%d ", i);
    buf_puts(&html, "\"</p>\"</script><p>after");
    text_of(buf_str(&html), &out);
    assert_true(str_ends(buf_str(&out), STR("after")));
    buf_free(&html);
    buf_free(&out);
}

static void a_long_comment_is_no_tag(void **state) {
    (void)state;
    struct str words = unit_repeat("word ", 2 * PAGE_MAX_TAG_ATTRIBUTES);
    struct buf html, out;
    buf_init(&html, (size_t)1 << 20);
    buf_addf(&html, "a<!-- %s -->b", words.ptr);
    text_of(buf_str(&html), &out);
    unit_expect(buf_str(&out), STR("ab"), "comment");
    buf_free(&html);
    buf_free(&out);
    unit_free(words);
}

static void deep_elements_keep_their_text(void **state) {
    (void)state;
    struct str open = unit_repeat("<div>", 1000), close = unit_repeat("</div>", 1000);
    struct buf html, out;
    buf_init(&html, (size_t)1 << 20);
    buf_addf(&html, "%sdeep%s<p>after", open.ptr, close.ptr);
    text_of(buf_str(&html), &out);
    struct buf line;
    buf_init(&line, 1000);
    text_write_line(&line, buf_str(&out));
    unit_expect(buf_str(&line), STR("deep after"), "text");
    buf_free(&line);
    buf_free(&html);
    buf_free(&out);
    unit_free(open);
    unit_free(close);
}

static void the_tree_is_no_deeper_than_its_limit(void **state) {
    (void)state;
    struct str open = unit_repeat("<span>x", 5000);
    struct arena arena;
    struct node *root = NULL;
    struct err err = {0};
    arena_init(&arena);
    assert_true(page_parse(&root, open, &arena, &err));
    size_t deepest = 0, count = 0;
    for (const struct node *node = root; node != NULL; node = node_next(node, root)) {
        size_t depth = 0;
        for (const struct node *at = node; at != root; at = at->parent)
            depth++;
        deepest = depth > deepest ? depth : deepest;
        count += node->tag == TAG_TEXT;
    }
    assert_true(deepest <= PAGE_MAX_DEPTH + 1);
    assert_int_equal(count, 5000);
    arena_free(&arena);
    unit_free(open);
}

static void a_text_of_twenty_megabytes_is_kept(void **state) {
    (void)state;
    size_t count = (20u << 20) / 5;
    struct str text = unit_repeat("text ", count);
    struct buf html, out;
    buf_init(&html, PAGE_MAX_BYTES);
    buf_addf(&html, "<p>%s</p>", text.ptr);
    text_of(buf_str(&html), &out);
    assert_int_equal(out.len, 5 * count);
    buf_free(&html);
    buf_free(&out);
    unit_free(text);
}

static void expect_refused(struct str html, const char *reason) {
    struct arena arena;
    struct node *root = NULL;
    struct err err = {0};
    arena_init(&arena);
    assert_false(page_parse(&root, html, &arena, &err));
    unit_expect_err(&err, ERR_LIMIT, reason);
    arena_free(&arena);
}

/* libxml2 takes time quadratic in the number of attributes of a tag: the limit must hold however they are written. */
static void a_tag_with_too_many_attributes_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *before, *attribute, *after;
    } cases[] = {
        {"\n\n<p", " a%d", ">"},
        {"\n\n<p", " a%d=\"v\"", ">"},
        {"\n\n<p", "a%d=\"v\"", ">"},
        {"\n\n<p", "\n\ta%d='>'", ">"},
        {"\n\n<p x = \">\"", " a%d", ">"},
        {"\n\n<script", " a%d", ">x</script>"},
        {"\n\n<script/><p", " a%d", "></script>"},
        {"<!-- <script -->\n\n<p", " a%d", ">x</script>"},
        {"<style>\n</style>\n<p", " a%d", ">"},
        {"\n\n<p", " a%d", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf html;
        buf_init(&html, (size_t)8 << 20);
        buf_puts(&html, cases[i].before);
        for (int n = 0; n < 100000; n++) {
            struct str pattern = str_from(cases[i].attribute);
            size_t number = str_find(pattern, STR("%d"), 0);
            buf_addf(&html, "%.*s%d%s", (int)number, pattern.ptr, n, pattern.ptr + number + 2);
        }
        buf_puts(&html, cases[i].after);
        expect_refused(buf_str(&html), "line 3: a tag with more than 500 attributes");
        buf_free(&html);
    }
}

static void a_tag_at_the_limit_is_read(void **state) {
    (void)state;
    struct buf html, out;
    buf_init(&html, (size_t)1 << 20);
    buf_puts(&html, "<p");
    for (int i = 0; i < PAGE_MAX_TAG_ATTRIBUTES; i++)
        buf_addf(&html, "\n        a%d=\"one two three\"", i);
    buf_puts(&html, ">text");
    text_of(buf_str(&html), &out);
    unit_expect(buf_str(&out), STR("text"), "text");
    buf_free(&html);
    buf_free(&out);
}

static void a_page_over_the_limit_is_refused(void **state) {
    (void)state;
    struct str html = unit_repeat("x", PAGE_MAX_BYTES + 1);
    expect_refused(html, "larger than");
    unit_free(html);
}

static int begin(void **state) {
    (void)state;
    page_setup();
    return 0;
}

/* Of "<h2>a</h1><div>b</div>c<h2>d": libxml2 would put b and c, and what follows them, into the first heading. */
static void a_block_ends_the_heading_before_it(void **state) {
    (void)state;
    struct str html = STR("<body><h2>a</h1><div>b</div>c<div><h3>d</h3></div><p>e</body>");
    struct arena arena;
    struct node *root = NULL;
    struct err err = {0};
    struct buf out;
    arena_init(&arena);
    buf_init(&out, PAGE_MAX_BYTES);
    assert_true(page_parse(&root, html, &arena, &err));
    node_write_text(node_find_tag(root, TAG_H2), NULL, 0, &out);
    unit_expect(buf_str(&out), STR("a"), "heading");
    buf_reset(&out);
    node_write_text(node_find_tag(root, TAG_BODY), NULL, 0, &out);
    unit_expect(buf_str(&out), STR("abcde"), "body");
    buf_free(&out);
    arena_free(&arena);
}

static void headings_one_in_another_keep_their_text(void **state) {
    (void)state;
    struct buf html, out;
    buf_init(&html, (size_t)1 << 20);
    for (int i = 0; i < 20; i++)
        buf_puts(&html, "<h2>a<div>b<ul><li>");
    text_of(buf_str(&html), &out);
    assert_int_equal(out.len, 40);
    buf_free(&html);
    buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_kept_whatever_the_markup),
        cmocka_unit_test(a_script_may_hold_anything),
        cmocka_unit_test(a_long_comment_is_no_tag),
        cmocka_unit_test(deep_elements_keep_their_text),
        cmocka_unit_test(the_tree_is_no_deeper_than_its_limit),
        cmocka_unit_test(a_text_of_twenty_megabytes_is_kept),
        cmocka_unit_test(a_tag_with_too_many_attributes_is_refused),
        cmocka_unit_test(a_tag_at_the_limit_is_read),
        cmocka_unit_test(a_page_over_the_limit_is_refused),
        cmocka_unit_test(a_block_ends_the_heading_before_it),
        cmocka_unit_test(headings_one_in_another_keep_their_text),
    };
    return cmocka_run_group_tests(tests, begin, NULL);
}
