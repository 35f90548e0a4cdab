#include "common/base/utf8.h"
#include "common/search/snippet.h"
#include "tests/unit/unit.h"

#define ELLIPSIS "\xE2\x80\xA6"

static void write(struct buf *out, struct str text, const char *words) {
    struct arena arena;
    struct query query;
    const struct query_options options = {.limit = 1};
    arena_init(&arena);
    query_parse(&query, str_from(words), &options, NULL, &arena);
    struct sought sought;
    buf_init(out, (size_t)1 << 20);
    sought_init(&sought, &query);
    snippet_write(out, text, &sought);
    sought_free(&sought);
    assert_true(utf8_valid(buf_str(out)));
    arena_free(&arena);
}

static void words_are_marked_and_the_rest_is_escaped(void **state) {
    (void)state;
    static const struct {
        const char *text, *query, *html;
    } cases[] = {
        {"", "x", ""},
        {"no match", "x", "no match"},
        {"Run a task.", "task ", "Run a <em>task</em>."},
        {"tasks task", "task ", "tasks <em>task</em>"},
        {"tasks task", "task", "<em>tasks</em> <em>task</em>"},
        {"call create_task now", "task ", "call <em>create_task</em> now"},
        {"a HashMap of maps", "map ", "a <em>HashMap</em> of maps"},
        {"<script>&\"'", "script ", "&lt;<em>script</em>&gt;&amp;&quot;&#39;"},
        {"<em>x</em>", "x ", "&lt;em&gt;<em>x</em>&lt;/em&gt;"},
        {"one\ntwo\nthree", "two ", "<em>two</em> \xC2\xB7 three"},
        {"Waits for the loop\n\n  Return a task", "loop return ",
         "Waits for the <em>loop</em> \xC2\xB7 <em>Return</em> a task"},
        {"one\n", "one ", "<em>one</em>"},
        {"\n\n two", "two ", "<em>two</em>"},
        {"Na\xC3\xAFve caf\xC3\xA9", "naive cafe ", "<em>Na\xC3\xAFve</em> <em>caf\xC3\xA9</em>"},
        {"\xE6\x97\xA5\xE6\x9C\xAC", "\xE6\x9C\xAC ", "\xE6\x97\xA5<em>\xE6\x9C\xAC</em>"},
        {"STRASSE Stra\xC3\x9F"
         "e",
         "strasse ",
         "<em>STRASSE</em> <em>Stra\xC3\x9F"
         "e</em>"},
        {"plain text", "", "plain text"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf out;
        write(&out, str_from(cases[i].text), cases[i].query);
        unit_expect(buf_str(&out), str_from(cases[i].html), cases[i].text);
        buf_free(&out);
    }
}

/* Length as a reader sees it. */
static size_t shown_bytes(struct str html) {
    size_t count = 0;
    bool is_tag = false;
    for (size_t i = 0; i < html.len; i++) {
        is_tag = is_tag || html.ptr[i] == '<';
        count += !is_tag;
        is_tag = is_tag && html.ptr[i] != '>';
    }
    return count;
}

static void a_long_text_is_cut_around_the_words(void **state) {
    (void)state;
    struct str filler = unit_repeat("filler words here ", 100);
    struct buf text, out;
    buf_init(&text, (size_t)1 << 20);
    buf_addf(&text, "%s needle %s needle haystack %s", filler.ptr, filler.ptr, filler.ptr);
    write(&out, buf_str(&text), "needle haystack ");
    assert_true(str_starts(buf_str(&out), STR(ELLIPSIS " ")) && str_ends(buf_str(&out), STR(" " ELLIPSIS)));
    assert_true(str_find(buf_str(&out), STR("<em>needle</em> <em>haystack</em>"), 0) < out.len);
    assert_true(shown_bytes(buf_str(&out)) <= SNIPPET_MAX_BYTES + 10);
    buf_free(&out);
    write(&out, buf_str(&text), "absent ");
    assert_true(str_starts(buf_str(&out), STR("filler words")) && str_ends(buf_str(&out), STR(ELLIPSIS)));
    buf_free(&out);
    buf_free(&text);
    unit_free(filler);
}

static void a_cut_falls_between_characters(void **state) {
    (void)state;
    static const char *const pieces[] = {"\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9D\x94\x98", "\xE6\x97\xA5"};
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        for (size_t lead = 0; lead < 4; lead++) {
            struct str run = unit_repeat(pieces[i], 20000);
            struct buf text, out;
            buf_init(&text, (size_t)1 << 20);
            buf_addf(&text, "%.*s%s word %s", (int)lead, "abc", run.ptr, run.ptr);
            write(&out, str_head(buf_str(&text), 300), "word ");
            buf_free(&out);
            write(&out, buf_str(&text), "word ");
            buf_free(&out);
            buf_free(&text);
            unit_free(run);
        }
    }
}

static void no_word_is_cut(void **state) {
    (void)state;
    struct str filler = unit_repeat("words ", 60), run = unit_repeat("path/", 100);
    struct buf text, out;
    buf_init(&text, (size_t)1 << 20);
    buf_addf(&text, "needle %s", run.ptr);
    write(&out, buf_str(&text), "needle ");
    assert_true(str_ends(buf_str(&out), STR("path/ " ELLIPSIS)));
    buf_free(&out);
    buf_reset(&text);
    /* The end of what is looked at falls into the word behind the needle. */
    while (text.len < SNIPPET_SCAN_MAX_BYTES - 20)
        buf_puts(&text, "fill ");
    buf_addf(&text, "needle incomprehensibility %s", filler.ptr);
    write(&out, buf_str(&text), "needle ");
    assert_true(str_find(buf_str(&out), STR("<em>needle</em> incomprehensibility words"), 0) < out.len);
    assert_true(str_ends(buf_str(&out), STR("words " ELLIPSIS)));
    buf_free(&out);
    buf_free(&text);
    unit_free(filler);
    unit_free(run);
}

static void code_is_shown_where_the_text_says_less(void **state) {
    (void)state;
    static const char code[] = "\x1e"
                               "x = 1\x1f\x1eimport spool\n    spool.wind(3)\x1eunwind()";
    static const struct {
        const char *title, *text, *query, *html;
    } cases[] = {
        {"Threads", "How thread is kept.", "spool ",
         "import <em>spool</em> \xC2\xB7 <em>spool</em>.wind(3) \xE2\x80\xA6 unwind()"},
        {"The spool", "How thread is kept.", "spool ", "How thread is kept."},
        {"Threads", "A spool keeps it.", "spool ", "A <em>spool</em> keeps it."},
        {"Threads", "A spool keeps it.", "spool wind ", "A <em>spool</em> keeps it."},
        {"Threads", "A spool keeps it.", "spool wind import unwind ",
         "<em>import</em> <em>spool</em> \xC2\xB7 <em>spool</em>.<em>wind</em>(3) \xE2\x80\xA6 <em>unwind</em>()"},
        {"Threads", "A spool to wind.", "spool wind import ", "A <em>spool</em> to <em>wind</em>."},
        {"Threads", "How thread is kept.", "absent ", "How thread is kept."},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena arena;
        struct query query;
        struct sought sought;
        struct buf out;
        const struct query_options options = {.limit = 1};
        arena_init(&arena);
        query_parse(&query, str_from(cases[i].query), &options, NULL, &arena);
        buf_init(&out, (size_t)1 << 20);
        sought_init(&sought, &query);
        unsigned shown = snippet_write(&out, str_from(cases[i].text), &sought);
        unsigned missing = snippet_missing(shown, str_from(cases[i].title), STR(""), &sought);
        if (missing != 0)
            snippet_prefer_code(&out, str_from(code), &sought, shown, missing);
        unit_expect(buf_str(&out), str_from(cases[i].html), cases[i].query);
        sought_free(&sought);
        buf_free(&out);
        arena_free(&arena);
    }
}

static void a_hostile_text_takes_no_more_room(void **state) {
    (void)state;
    struct str text = unit_repeat("x ", 1u << 20);
    struct buf out;
    write(&out, text, "x ");
    assert_true(shown_bytes(buf_str(&out)) <= SNIPPET_MAX_BYTES + 10);
    buf_free(&out);
    unit_free(text);
    text = unit_repeat("x", 1u << 20);
    write(&out, text, "x");
    assert_true(shown_bytes(buf_str(&out)) <= SNIPPET_MAX_BYTES + 10);
    buf_free(&out);
    unit_free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_marked_and_the_rest_is_escaped),
        cmocka_unit_test(a_long_text_is_cut_around_the_words),
        cmocka_unit_test(a_cut_falls_between_characters),
        cmocka_unit_test(no_word_is_cut),
        cmocka_unit_test(code_is_shown_where_the_text_says_less),
        cmocka_unit_test(a_hostile_text_takes_no_more_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
