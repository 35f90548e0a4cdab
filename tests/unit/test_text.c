/* common/text: fold, identifiers, tokens, name. */
#include "common/base/utf8.h"
#include "common/text/fold.h"
#include "common/text/identifiers.h"
#include "common/text/name.h"
#include "common/text/tokens.h"
#include "tests/unit/unit.h"

struct pair {
    const char *text, *result;
};

static void folding_makes_spellings_equal(void **state) {
    (void)state;
    static const struct pair cases[] = {
        {"", ""},
        {"Create_Task", "create_task"},
        {"\xC3\x89t\xC3\xA9", "ete"}, /* accents */
        {"e\xCC\x81", "e"},           /* a combining accent */
        {"Stra\xC3\x9F"
         "e",
         "strasse"},                                              /* sharp s */
        {"\xEF\xBC\xA1\xEF\xBD\x82", "ab"},                       /* full-width letters */
        {"\xEF\xAC\x81", "fi"},                                   /* a ligature */
        {"\xC4\xB0", "i"},                                        /* Turkish dotted I */
        {"\xCE\xA3\xCE\x91\xCE\xA3", "\xCF\x83\xCE\xB1\xCF\x83"}, /* Greek, final sigma too */
        {"m\xC2\xB2", "m2"},
        {"\xFF", "\xEF\xBF\xBD"},
        {"<a href=\"x\">", "<a href=\"x\">"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf out;
        buf_init(&out, 1000);
        fold_text(&out, str_from(cases[i].text));
        unit_expect(buf_str(&out), str_from(cases[i].result), cases[i].text);
        buf_free(&out);
    }
}

static void folding_twice_changes_nothing_more(void **state) {
    (void)state;
    struct buf once, twice;
    buf_init(&once, 1000);
    buf_init(&twice, 1000);
    for (uint32_t code = 1; code < 0x20000; code++) {
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        buf_reset(&once);
        buf_reset(&twice);
        fold_code(&once, code);
        fold_text(&twice, buf_str(&once));
        unit_expect(buf_str(&twice), buf_str(&once), "folded twice");
    }
    buf_free(&once);
    buf_free(&twice);
}

static void words_are_letters_digits_marks_and_low_lines(void **state) {
    (void)state;
    static const uint32_t words[] = {'a', 'Z', '0', '_', 0xE9, 0x301, 0x3B1, 0x4E2D, 0x660, 0x203F};
    static const uint32_t others[] = {' ', '-', '.', ':', '"', '$', 0xA0, 0xA7, 0x2014, 0xFFFD, 0x1F600, 0};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        unit_expect_number(fold_is_word(words[i]), 1, "a word");
    for (size_t i = 0; i < COUNT_OF(others); i++)
        unit_expect_number(fold_is_word(others[i]), 0, "no word");
}

static void identifiers_fall_into_their_parts(void **state) {
    (void)state;
    static const struct pair cases[] = {
        {"create_task", "create|task"},
        {"HTTPServer", "HTTP|Server"},
        {"HashMap", "Hash|Map"},
        {"utf8", "utf8"},
        {"utf8Decode", "utf8|Decode"},
        {"__init__", "init"},
        {"a__b", "a|b"},
        {"PyObject_CallMethod", "Py|Object|Call|Method"},
        {"XMLHttpRequest2", "XML|Http|Request2"},
        {"ABC", "ABC"},
        {"aB", "a|B"},
        {"_", ""},
        {"", ""},
        {"\xC3\xA9t\xC3\xA9_x", "\xC3\xA9t\xC3\xA9|x"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf out;
        struct str rest = str_from(cases[i].text), part;
        buf_init(&out, 1000);
        while (identifier_next_part(&rest, &part)) {
            buf_puts(&out, out.len > 0 ? "|" : "");
            buf_add(&out, part);
        }
        unit_expect(buf_str(&out), str_from(cases[i].result), cases[i].text);
        bool is_compound = str_find_char(buf_str(&out), '|', 0) < out.len;
        if (is_compound)
            assert_true(identifier_is_compound(str_from(cases[i].text)));
        buf_free(&out);
    }
    assert_false(identifier_is_compound(STR("word")));
    assert_true(identifier_is_compound(STR("__init__")));
}

static void terms_come_whole_and_in_parts(void **state) {
    (void)state;
    static const struct pair cases[] = {
        {"", ""},
        {"The quick-brown fox.", "the quick brown fox "},
        {"asyncio.create_task(coro)", "asyncio create_task create task coro "},
        {"HashMap::insert", "hashmap hash map insert "},
        {"__init__ _ ___", "__init__ init "},
        {"std::vector<int>&", "std vector int "},
        {"\xE6\x97\xA5\xE6\x9C\xAC x", "\xE6\x97\xA5 \xE6\x9C\xAC x "}, /* Han: a term each */
        {"CAF\xC3\x89_Bar", "cafe_bar cafe bar "},
        {"x\xE6\x97\xA5y", "x \xE6\x97\xA5 y "},
        {"\xCC\x81 a", "a "},   /* a mark alone */
        {"\xE2\x91\xB4", "1 "}, /* U+2474, folded to "(1)" */
        {"\xEF\xB7\xBA"
         "b",
         "\xD8\xB5\xD9\x84\xD9\x89\xD8\xA7\xD9\x84\xD9\x84\xD9\x87\xD8\xB9\xD9\x84\xD9\x8A\xD9\x87"
         "\xD9\x88\xD8\xB3\xD9\x84\xD9\x85"
         "b "}, /* U+FDFA, folded to four words */
        {"a\xFF"
         "b",
         "a b "},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf out;
        buf_init(&out, 1000);
        size_t count = tokens_write(&out, str_from(cases[i].text));
        unit_expect(buf_str(&out), str_from(cases[i].result), cases[i].text);
        size_t spaces = 0;
        for (size_t j = 0; j < out.len; j++)
            spaces += out.data[j] == ' ';
        assert_int_equal(count, spaces);
        buf_free(&out);
    }
}

static void every_character_gives_terms_of_word_characters(void **state) {
    (void)state;
    struct buf out;
    buf_init(&out, 1000);
    for (uint32_t code = 1; code < 0x30000; code++) {
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        char text[4];
        buf_reset(&out);
        tokens_write(&out, str_make(text, utf8_encode(code, text)));
        for (size_t at = 0; at < out.len && out.data[at] != ' ';)
            if (!fold_is_word(utf8_next(buf_str(&out), &at)))
                fail_msg("U+%04X gives a term with other characters", (unsigned)code);
    }
    buf_free(&out);
}

static void words_are_counted_by_their_parts(void **state) {
    (void)state;
    assert_int_equal(tokens_count(STR("")), 0);
    assert_int_equal(tokens_count(STR("Reading files, twice")), 3);
    assert_int_equal(tokens_count(STR("session_replication_role")), 3);
    assert_int_equal(tokens_count(STR("asyncio.HTTPServer _x __")), 5);
}

static void cut_words_know_where_they_stood(void **state) {
    (void)state;
    struct arena arena;
    struct token tokens[4];
    arena_init(&arena);
    struct str text = STR("  Na\xC3\xAFve create_task, x y z");
    assert_int_equal(tokens_cut(text, tokens, COUNT_OF(tokens), &arena), 4);
    unit_expect(tokens[0].term, STR("naive"), "first");
    unit_expect(tokens[1].term, STR("create_task"), "second: whole, no parts");
    unit_expect(str_make(text.ptr + tokens[0].start, tokens[0].end - tokens[0].start), STR("Na\xC3\xAFve"), "place");
    assert_int_equal(tokens_cut(STR(""), tokens, 4, &arena), 0);
    assert_int_equal(tokens_cut(STR("a b"), tokens, 1, &arena), 1);
    arena_free(&arena);
}

static void long_words_are_cut_alike_on_both_sides(void **state) {
    (void)state;
    struct arena arena;
    struct token token;
    struct buf out;
    arena_init(&arena);
    static const char *const pieces[] = {"a", "\xC3\x9F", "\xE4\xB8\x80", "\xF0\x9D\x90\x80"};
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        struct str text = unit_repeat(pieces[i], 1000);
        buf_init(&out, (size_t)1 << 20);
        tokens_write(&out, text);
        assert_int_equal(tokens_cut(text, &token, 1, &arena), 1);
        assert_true(token.term.len <= TOKEN_MAX_BYTES && utf8_valid(token.term));
        unit_expect(str_head(buf_str(&out), str_find_char(buf_str(&out), ' ', 0)), token.term, pieces[i]);
        buf_free(&out);
        unit_free(text);
    }
    arena_free(&arena);
}

static void names_have_one_key_for_all_spellings(void **state) {
    (void)state;
    static const struct pair cases[] = {
        {"Path.exists()", "path.exists"},
        {"open(file, mode='r')", "open"},
        {"HashMap::insert", "hashmap.insert"},
        {"Array#each", "array.each"},
        {"a->b", "a.b"},
        {"  Glossary   of\n terms ", "glossary of terms"},
        {"C#", "c#"},
        {"# include", "# include"},
        {"(a, b)", "(a, b)"},
        {"f(x) = y", "f(x) = y"},
        {"f (x)", "f (x)"},
        {"::std", "::std"},
        {"operator->", "operator->"},
        {"operator()", "operator()"},
        {"std::f::operator()", "std.f.operator()"},
        {"std::f::operator()(int)", "std.f.operator()"},
        {"println!", "println"},
        {"std::vec!", "std.vec"},
        {"!", "!"},
        {"what now !", "what now !"},
        {"x(a(b), c)", "x"},
        {"std::println!", "std.println"},
        {"vec!(1, 2)", "vec"},
        {"Bird::operator!", "bird.operator!"},
        {"!", "!"},
        {"()", "()"},
        {"", ""},
        {"\xC3\x89"
         "A",
         "ea"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf out;
        buf_init(&out, 1000);
        name_write_key(&out, str_from(cases[i].text));
        unit_expect(buf_str(&out), str_from(cases[i].result), cases[i].text);
        buf_free(&out);
    }
}

static void the_key_of_a_phrase_does_not_depend_on_its_order(void **state) {
    (void)state;
    static const struct {
        const char *text, *result;
    } cases[] = {
        {"cells, resizing", "cells resizing"},
        {"Resizing (cells)", "cells resizing"},
        {"path\n(data type)", "data path type"},
        {"print() function", "function print"},
        {"built-in function, f(x, y)", "built-in f function"},
        {"- (minus)", "- minus"},
        {"(in) f(x) (", "( f(x) in"},
        {"a; b,;", "a b"},
        {",", ","},
        {"()", "()"},
        {"", ""},
        {"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", "1 10 11 12 13 14 15 16 2 3 4 5 6 7 8 9"},
        {"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf out;
        buf_init(&out, 1000);
        name_write_phrase_key(&out, str_from(cases[i].text));
        unit_expect(buf_str(&out), str_from(cases[i].result), cases[i].text);
        buf_free(&out);
    }
}

static void a_name_of_very_many_parts_has_few_tails(void **state) {
    (void)state;
    struct str many = unit_repeat("a.", 5000);
    size_t tails = 0;
    for (struct str tail = name_with_tails(many); name_next_tail(&tail);)
        tails++;
    assert_true(tails > 0 && tails <= NAME_MAX_TAILS);
    unit_expect(name_with_tails(STR("a.b.c")), STR("a.b.c"), "few parts are all kept");
    unit_free(many);
}

static void tails_leave_off_what_is_before_a_separator(void **state) {
    (void)state;
    struct str key = STR("a.bc.d");
    assert_true(name_next_tail(&key));
    unit_expect(key, STR("bc.d"), "first tail");
    assert_true(name_next_tail(&key));
    unit_expect(key, STR("d"), "second tail");
    assert_false(name_next_tail(&key));
    static const char *const without[] = {"", "a", "a.", "see a.b", ".a"};
    for (size_t i = 0; i < COUNT_OF(without); i++) {
        key = str_from(without[i]);
        unit_expect_number(name_next_tail(&key), 0, without[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folding_makes_spellings_equal),
        cmocka_unit_test(folding_twice_changes_nothing_more),
        cmocka_unit_test(words_are_letters_digits_marks_and_low_lines),
        cmocka_unit_test(identifiers_fall_into_their_parts),
        cmocka_unit_test(terms_come_whole_and_in_parts),
        cmocka_unit_test(every_character_gives_terms_of_word_characters),
        cmocka_unit_test(words_are_counted_by_their_parts),
        cmocka_unit_test(cut_words_know_where_they_stood),
        cmocka_unit_test(long_words_are_cut_alike_on_both_sides),
        cmocka_unit_test(names_have_one_key_for_all_spellings),
        cmocka_unit_test(tails_leave_off_what_is_before_a_separator),
        cmocka_unit_test(the_key_of_a_phrase_does_not_depend_on_its_order),
        cmocka_unit_test(a_name_of_very_many_parts_has_few_tails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
