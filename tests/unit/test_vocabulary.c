#include "common/search/vocabulary.h"
#include "tests/unit/unit.h"

static const struct vocabulary_node *find(const struct vocabulary *vocabulary, const char *word) {
    return vocabulary_find(vocabulary, str_from(word));
}

static void terms_and_their_beginnings_are_found(void **state) {
    (void)state;
    struct vocabulary vocabulary = {0};
    vocabulary_add(&vocabulary, STR("nest"), 1);
    vocabulary_add(&vocabulary, STR("nesting"), 20);
    vocabulary_add(&vocabulary, STR("no"), 3);
    vocabulary_add(&vocabulary, STR("öl"), 7);
    vocabulary_finish(&vocabulary);
    assert_int_equal(vocabulary.count, 7 + 1 + 2);
    assert_int_equal(find(&vocabulary, "nest")->weight, 1);
    assert_int_equal(find(&vocabulary, "nest")->best, 30);
    assert_int_equal(find(&vocabulary, "nesti")->weight, 0);
    assert_int_equal(find(&vocabulary, "n")->best, 30);
    assert_int_equal(find(&vocabulary, "no")->weight, 11);
    assert_int_equal(find(&vocabulary, "öl")->weight, 20);
    static const char *const absent[] = {"", "nests", "nestings", "o", "nn", "a", "z", "\xC3"};
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        assert_null(find(&vocabulary, absent[i]));
    vocabulary_free(&vocabulary);
}

static void what_does_not_fit_is_left_out(void **state) {
    (void)state;
    static const char *const refused[] = {"", "m", "ma", "nest", "nes", "\xF0\x9F\x90\xA6"};
    char longest[VOCABULARY_MAX_LETTERS + 2];
    struct vocabulary vocabulary = {0};
    vocabulary_add(&vocabulary, STR("nest"), 1);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        vocabulary_add(&vocabulary, str_from(refused[i]), 1);
    memset(longest, 'o', sizeof longest);
    vocabulary_add(&vocabulary, str_make(longest, VOCABULARY_MAX_LETTERS + 1), 1);
    assert_int_equal(vocabulary.count, 4);
    vocabulary_add(&vocabulary, str_make(longest, VOCABULARY_MAX_LETTERS), UINT64_MAX);
    vocabulary_finish(&vocabulary);
    assert_int_equal(vocabulary.count, 4 + VOCABULARY_MAX_LETTERS);
    assert_int_equal(vocabulary_find(&vocabulary, str_make(longest, 1))->best, UINT8_MAX);
    vocabulary_free(&vocabulary);
}

static void an_empty_one_has_nothing(void **state) {
    (void)state;
    struct vocabulary vocabulary = {0};
    vocabulary_finish(&vocabulary);
    assert_null(find(&vocabulary, "a"));
    vocabulary_free(&vocabulary);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_and_their_beginnings_are_found),
        cmocka_unit_test(what_does_not_fit_is_left_out),
        cmocka_unit_test(an_empty_one_has_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
