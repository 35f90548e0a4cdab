#include "common/base/utf8.h"
#include "common/text/exact.h"
#include "tests/unit/unit.h"

/* What exact_write() appends, with '|' for the newline in front of each term. */
static void expect_terms(struct str text, const char *want, const char *what) {
    struct buf out;
    buf_init(&out, 100000);
    exact_write(&out, text);
    for (size_t i = 0; i < out.len; i++)
        out.data[i] = (char)(out.data[i] == '\n' ? '|' : out.data[i]);
    unit_expect(buf_str(&out), str_from(want), what);
    buf_free(&out);
}

struct pair {
    const char *text, *terms;
};

static void expect_pairs(const struct pair pairs[], size_t count) {
    for (size_t i = 0; i < count; i++)
        expect_terms(str_from(pairs[i].text), pairs[i].terms, pairs[i].text);
}

static void plain_words_have_none(void **state) {
    (void)state;
    static const struct pair pairs[] = {
        {"", ""},
        {"a plain sentence, with a comma; and \"quotes\".", ""},
        {"dotted.names and_parts HashMap::insert a->b x/y", ""},
        {"f(x) a[1] {} is? so! e.g. (aside)", "|{} "},
        {"well-known - and -- so", "|-- "},
        {"it's 'quoted' `code`", ""},
        {"3.14 -15 +20 .25", ""},
        {"\xEF\xBF\xBD \xE2\x80\x94 \xE2\x80\x9Cquoted\xE2\x80\x9D", ""}, /* U+FFFD, a dash, typographic quotes */
    };
    expect_pairs(pairs, COUNT_OF(pairs));
}

static void operators_stand_by_themselves(void **state) {
    (void)state;
    static const struct pair pairs[] = {
        {"a := b", "|:= "},
        {"the walrus (:=), or :=.", "|:= |:= "},
        {"-> ->> **= ... :: @> || != <=>", "|-> |->> |**= |... |:: |@> ||| |!= |<=> "},
        {"@ % * ? ! $ ~ ^ & | / + = < > #", "|@ |% |* |? |! |$ |~ |^ |& || |/ |+ |= |< |> |# "},
        {". : - , ;", ""},
        {"[] () {} ([]) [[ ]]", "|[] |() |{} |[] "},
        {"**** ---- ===== +---+ <<>>..x", ""},
        {"...: ....", "|... "},
        {"\xE2\x86\x92 x\xE2\x86\x92y \xE2\x89\xA0", "|\xE2\x86\x92 |\xE2\x89\xA0 "}, /* arrows, not equal */
        {"operator[] operator()(a, b) operator->* operator<(a) operator=", "|[] |() |->* |< |= "},
        {"std::vector::operator[]", "|[] "},
        {"operator", ""},
    };
    expect_pairs(pairs, COUNT_OF(pairs));
}

static void words_keep_their_signs(void **state) {
    (void)state;
    static const struct pair pairs[] = {
        {"--no-verify, -p -9 --", "|--no-verify |-p |-9 |-- "},
        {"%s %d \"%s:%s\"", "|%s |%d |%s "},
        {"@Property(x) @functools.wraps", "|@property |@functools "},
        {"$HOME/.config .quit .tar.gz #include \\d", "|$home |.quit |.tar |#include |\\d "},
        {"f(*args, **kw) a[&x] !x", "|*args |**kw |&x |!x "},
        {"<a> <a href> </a> Vec<T> <vector>", "|<a> |<vector> "},
        {"%(name)s %(x ${HOME} @{u} $(ls) #[test] #[cfg(x)]", "|%(name)s |${home} |@{u} |$(ls) |#[test] "},
        {"((%(name)s))", "|%(name)s "},
        {"....x ::x", "|::x "},
    };
    expect_pairs(pairs, COUNT_OF(pairs));
}

static void names_of_languages_keep_their_ends(void **state) {
    (void)state;
    static const struct pair pairs[] = {
        {"C++ C++, (C++) C++.", "|c++ |c++ |c++ |c++ "},
        {"C++20 C++03/C++11", "|c++ |c++20 |c++ |c++03 |c++ |c++11 "},
        {"C# F#, Array#each a++b x+=1", "|c# |f# "},
        {".NET", "|.net "},
    };
    expect_pairs(pairs, COUNT_OF(pairs));
}

static void marks_and_pairs_are_kept(void **state) {
    (void)state;
    static const struct pair pairs[] = {
        {"na\xC3\xAFve naive", "|nai\xCC\x88ve "},
        {"nai\xCC\x88ve", "|nai\xCC\x88ve "},                                   /* decomposed: the same */
        {"\xCC\x81", ""},                                                       /* a mark alone */
        {"\xE6\x95\xB0\xE6\x8D\xAE", "|\xE6\x95\xB0\xE6\x8D\xAE "},             /* Han */
        {"\xE3\x81\x8C\xE3\x81\x99", "|\xE3\x81\x8B\xE3\x82\x99\xE3\x81\x99 "}, /* Hiragana, voiced */
        {"a\xE6\x95\xB0\xE6\x8D\xAE\xE5\xBA\x93 z", "|\xE6\x95\xB0\xE6\x8D\xAE |\xE6\x8D\xAE\xE5\xBA\x93 "},
        {"\xED\x95\x9C\xEA\xB5\xAD", ""}, /* Hangul has no marks */
    };
    expect_pairs(pairs, COUNT_OF(pairs));
}

static void what_is_too_long_is_left_out(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "a", "-a", "(-a", "\xC3\xA9", "..:", "(", "+", "a#1", "$a(", "\xF0\x9D\x90\x80"};
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        struct str text = unit_repeat(pieces[i], 100000);
        struct buf out;
        buf_init(&out, (size_t)16 << 20);
        exact_write(&out, text);
        struct str rest = buf_str(&out);
        for (struct str term; str_split(&rest, ' ', &term);)
            assert_true(term.len <= TOKEN_MAX_BYTES + 1 && utf8_valid(term));
        buf_free(&out);
        unit_free(text);
    }
}

/* A term of what is typed must be the term of what was indexed, whatever the characters. */
static void every_character_gives_terms_without_spaces(void **state) {
    (void)state;
    struct buf out;
    buf_init(&out, 1000);
    for (uint32_t code = 1; code < 0x30000; code++) {
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        char text[6] = "$";
        size_t bytes = utf8_encode(code, text + 1);
        buf_reset(&out);
        exact_write(&out, str_make(text, 1 + bytes));
        exact_write(&out, str_make(text + 1, bytes));
        size_t newlines = 0, spaces = 0;
        for (size_t i = 0; i < out.len; i++) {
            newlines += out.data[i] == '\n';
            spaces += out.data[i] == ' ';
        }
        if (newlines != spaces || !utf8_valid(buf_str(&out)))
            fail_msg("U+%04X: '%s'", (unsigned)code, out.data);
    }
    buf_free(&out);
}

static void cut_terms_come_once_and_know_where_they_stood_last(void **state) {
    (void)state;
    struct arena arena;
    struct token tokens[2];
    arena_init(&arena);
    assert_int_equal(exact_cut(STR("-p x -p"), tokens, 2, &arena), 1);
    unit_expect(tokens[0].term, STR("-p"), "term");
    assert_int_equal(tokens[0].start, 5);
    assert_int_equal(tokens[0].end, 7);
    assert_int_equal(exact_cut(STR("-a -b -c"), tokens, 2, &arena), 2);
    assert_int_equal(exact_cut(STR("plain"), tokens, 2, &arena), 0);
    arena_free(&arena);
}

static void only_the_very_start_of_a_title_counts(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t bytes;
    } cases[] = {
        {"\\d[S+] [ pattern ]", 2},
        {"\\copy x, \\copy y", 5},
        {"-> and ->>", 2},
        {"The -> operator", 0},
        {"", 0},
        {"[x]", 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        unit_expect_number((long long)exact_at_start(str_from(cases[i].text)), (long long)cases[i].bytes,
                           cases[i].text);
}

static void words_remain_when_they_are_left_out(void **state) {
    (void)state;
    static const struct pair pairs[] = {
        {"", ""}, {"a b ", "a b "}, {"a \n@b ", "a "}, {"\n@a ", ""}, {"a \n-b \n-c d ", "a d "}, {"a \n", "a "},
    };
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        struct buf out;
        buf_init(&out, 100);
        exact_leave_out(&out, str_from(pairs[i].text));
        unit_expect(buf_str(&out), str_from(pairs[i].terms), pairs[i].text);
        buf_free(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_words_have_none),
        cmocka_unit_test(operators_stand_by_themselves),
        cmocka_unit_test(words_keep_their_signs),
        cmocka_unit_test(names_of_languages_keep_their_ends),
        cmocka_unit_test(marks_and_pairs_are_kept),
        cmocka_unit_test(what_is_too_long_is_left_out),
        cmocka_unit_test(every_character_gives_terms_without_spaces),
        cmocka_unit_test(cut_terms_come_once_and_know_where_they_stood_last),
        cmocka_unit_test(only_the_very_start_of_a_title_counts),
        cmocka_unit_test(words_remain_when_they_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
