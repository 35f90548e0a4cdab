#include "common/base/utf8.h"
#include "common/search/query.h"
#include "tests/unit/unit.h"

#include <stdlib.h>

static struct arena arena;

static struct query parse(struct str text) {
    struct query query;
    const struct query_options options = {.docset = STR(""), .kind = STR(""), .limit = 10};
    query_parse(&query, text, &options, NULL, &arena);
    return query;
}

static struct str joined(const struct query *query) {
    struct buf out;
    buf_init(&out, 4096);
    for (size_t i = 0; i < query->word_count; i++) {
        buf_puts(&out, i > 0 ? " " : "");
        buf_add(&out, query->words[i].term);
    }
    for (size_t i = 0; i < query->phrase_count; i++)
        buf_addf(&out, " [%.*s]", STR_ARG(query->phrases[i]));
    struct str copy = arena_copy(&arena, buf_str(&out));
    buf_free(&out);
    return copy;
}

static void what_is_typed_becomes_words_and_a_key(void **state) {
    (void)state;
    static const struct {
        const char *text, *shown, *key, *words;
        bool is_open;
    } cases[] = {
        {"", "", "", "", false},
        {"   ", "", "", "", false},
        {"create_task", "create_task", "create_task", "create_task", true},
        {"Create_Task ", "Create_Task", "create_task", "create_task", false},
        {" HashMap::insert", "HashMap::insert", "hashmap.insert", "hashmap insert", true},
        {"Path.exists()", "Path.exists()", "path.exists", "path exists", false},
        {"sort a list", "sort a list", "sort a list", "sort a list", true},
        {"list of list", "list of list", "list of list", "of list", true},
        {"AND OR NOT NEAR", "AND OR NOT NEAR", "and or not near", "and or not near", true},
        {"...", "...", "...", "", false},
        {"say \"one two\" x", "say \"one two\" x", "say one two x", "say one two x [one two]", true},
        {"\"open", "\"open", "open", "open", true},
        {"\"\" \"a\"", "\"\" \"a\"", " a", "a [a]", false},
        {"\"create_task\"", "\"create_task\"", "create_task", "create_task [create_task create task]", false},
        {"na\xC3\xAFve", "na\xC3\xAFve", "naive", "naive", true},
        {"a\xFF"
         "b",
         "a\xEF\xBF\xBD"
         "b",
         "a\xEF\xBF\xBD"
         "b",
         "a b", true},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct query query = parse(str_from(cases[i].text));
        unit_expect(query.text, str_from(cases[i].shown), "text");
        unit_expect(str_trim(query.key), str_trim(str_from(cases[i].key)), "key");
        unit_expect(joined(&query), str_from(cases[i].words), "words");
        unit_expect_number(query.last_is_open, cases[i].is_open, cases[i].text);
    }
}

static void a_name_may_go_on_behind_a_separator(void **state) {
    (void)state;
    static const struct {
        const char *text, *beginning;
    } cases[] = {
        {"", ""},      {"create_", "create_"}, {"Path", "path"},    {"Path.", "path."},
        {"Path ", ""}, {"List::", "list."},    {"list->", "list."}, {"Array#", "array."},
        {"-> ", ""},   {"open()", "open()"},   {"open(x, ", ""},    {"sort a", "sort a"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        unit_expect(parse(str_from(cases[i].text)).beginning, str_from(cases[i].beginning), cases[i].text);
}

static void exclusions_are_not_looked_for(void **state) {
    (void)state;
    const struct query query = parse(STR("open -close  file -\"end of file\" -os.path"));
    unit_expect(query.text, STR("open -close  file -\"end of file\" -os.path"), "text");
    unit_expect(query.key, STR("open file"), "key");
    unit_expect(joined(&query), STR("open file"), "words");
    assert_int_equal(query.last_is_open, false);
    assert_int_equal(query.excluded_word_count, 1);
    unit_expect(query.excluded_words[0], STR("close"), "word");
    assert_int_equal(query.excluded_phrase_count, 2);
    unit_expect(query.excluded_phrases[0], STR("end of file"), "phrase");
    unit_expect(query.excluded_phrases[1], STR("os path"), "name");
    assert_int_equal(query_is_only_filters(&query), false);
}

static void exact_terms_stand_beside_the_words(void **state) {
    (void)state;
    const struct query query = parse(STR("git --amend -p :="));
    unit_expect(joined(&query), STR("git amend p"), "words");
    assert_int_equal(query.exact_count, 3);
    unit_expect(query.exact[0].term, STR("--amend"), "first");
    unit_expect(query.exact[2].term, STR(":="), "last");
    assert_int_equal(query.last_is_open, false);
    assert_int_equal(query.last_exact_is_open, true);
}

static void a_long_query_is_cut_at_a_character(void **state) {
    (void)state;
    for (size_t lead = 0; lead < 5; lead++) {
        struct str tail = unit_repeat("\xF0\x9D\x94\x98", 100);
        struct buf text;
        buf_init(&text, 4096);
        buf_add(&text, str_make("abcde", lead));
        buf_add(&text, tail);
        const struct query query = parse(buf_str(&text));
        assert_true(query.text.len <= QUERY_MAX_BYTES && query.text.len > QUERY_MAX_BYTES - 4);
        assert_true(utf8_valid(query.text));
        assert_int_equal(str_find(query.text, STR("\xEF\xBF\xBD"), 0), query.text.len);
        buf_free(&text);
        unit_free(tail);
    }
}

static void words_and_phrases_are_bounded(void **state) {
    (void)state;
    struct buf text;
    buf_init(&text, 4096);
    for (int i = 0; i < 50; i++)
        buf_addf(&text, "w%d ", i);
    assert_int_equal(parse(buf_str(&text)).word_count, QUERY_MAX_WORDS);
    buf_reset(&text);
    for (int i = 0; i < 20; i++)
        buf_addf(&text, "\"p%d\"", i);
    assert_int_equal(parse(buf_str(&text)).phrase_count, QUERY_MAX_PHRASES);
    buf_free(&text);
}

static void limits_that_are_too_high_are_lowered(void **state) {
    (void)state;
    struct query query;
    const struct query_options options = {.docset = STR("d"), .kind = STR("k"), .limit = 100000, .offset = 100000};
    query_parse(&query, STR("x"), &options, NULL, &arena);
    assert_int_equal(query.options.limit, QUERY_MAX_LIMIT);
    assert_int_equal(query.options.offset, QUERY_MAX_OFFSET);
    unit_expect(query.options.docset, STR("d"), "docset");
    unit_expect(query.options.kind, STR("k"), "kind");
}

static int begin(void **state) {
    (void)state;
    arena_init(&arena);
    return 0;
}

static int end(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_typed_becomes_words_and_a_key), cmocka_unit_test(a_name_may_go_on_behind_a_separator),
        cmocka_unit_test(exclusions_are_not_looked_for),         cmocka_unit_test(exact_terms_stand_beside_the_words),
        cmocka_unit_test(a_long_query_is_cut_at_a_character),    cmocka_unit_test(words_and_phrases_are_bounded),
        cmocka_unit_test(limits_that_are_too_high_are_lowered),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
