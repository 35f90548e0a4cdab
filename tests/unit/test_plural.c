#include "common/text/plural.h"
#include "tests/unit/unit.h"

static void the_other_number_is_among_the_forms(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"file", "files"},
        {"files", "file"},
        {"query", "queries"},
        {"queries", "query"},
        {"class", "classes"},
        {"classes", "class"},
        {"index", "indexes"},
        {"indices", "index"},
        {"index", "indices"},
        {"matrix", "matrices"},
        {"branch", "branches"},
        {"key", "keys"},
        {"replication slot", "replication slots"},
        {"os.path", "os.paths"},
    };
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct str forms[PLURAL_MAX_FORMS];
        size_t count = plural_forms(str_from(cases[i][0]), forms, &arena);
        bool found = false;
        for (size_t form = 0; form < count; form++)
            found = found || str_is(forms[form], cases[i][1]);
        if (!found)
            fail_msg("'%s' is not among the forms of '%s'", cases[i][1], cases[i][0]);
    }
    arena_free(&arena);
}

static void what_is_no_english_word_has_no_forms(void **state) {
    (void)state;
    static const char *const cases[] = {"", "s", "is", "x86", "utf8", "c++", "\xC3\xA9t\xC3\xA9", "a b", "foo()"};
    struct arena arena;
    struct str forms[PLURAL_MAX_FORMS];
    arena_init(&arena);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(plural_forms(str_from(cases[i]), forms, &arena), 0);
    arena_free(&arena);
}

static void a_plural_gives_its_singular(void **state) {
    (void)state;
    struct arena arena;
    struct str forms[PLURAL_MAX_FORMS];
    arena_init(&arena);
    assert_int_equal(plural_forms(STR("files"), forms, &arena), 2);
    unit_expect(forms[0], STR("file"), "first");
    unit_expect(forms[1], STR("fil"), "a guess");
    assert_int_equal(plural_forms(STR("status"), forms, &arena), 2);
    unit_expect(forms[1], STR("statuses"), "second");
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_other_number_is_among_the_forms),
        cmocka_unit_test(what_is_no_english_word_has_no_forms),
        cmocka_unit_test(a_plural_gives_its_singular),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
