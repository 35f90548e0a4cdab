/* indexer/rank/synonyms: what is a group, and what means the same as the words of a text. */
#include "common/base/buf.h"
#include "indexer/rank/synonyms.h"
#include "tests/unit/unit.h"

/* The terms of a text, each with what means the same in brackets behind it. */
static void expect(const char *const groups[], size_t count, const char *text, const char *wanted) {
    struct synonyms synonyms;
    synonyms_init(&synonyms, groups, count);
    struct synonym_reading reading = {.synonyms = &synonyms};
    struct str others[SYNONYMS_MAX_OTHERS], rest = str_from(text), term;
    struct buf out;
    buf_init(&out, 10000);
    while (str_split(&rest, ' ', &term)) {
        size_t found = synonyms_next(&reading, term, others);
        buf_addf(&out, "%.*s ", STR_ARG(term));
        for (size_t i = 0; i < found; i++)
            buf_addf(&out, "[%.*s] ", STR_ARG(others[i]));
    }
    unit_expect(buf_str(&out), str_from(wanted), text);
    buf_free(&out);
    synonyms_free(&synonyms);
}

static void a_group_has_two_synonyms_or_more(void **state) {
    (void)state;
    static const char *const good[] = {"a,b", "dict, dictionary, hash map", " A ,one two three four", "C++, cpp",
                                       "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16"};
    static const char *const bad[] = {
        "", "a", "a,", ",a", "a,,b", "a, -", "a, one two three four five", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17"};
    for (size_t i = 0; i < COUNT_OF(good); i++)
        unit_expect_number(synonyms_is_group(str_from(good[i])), true, good[i]);
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        unit_expect_number(synonyms_is_group(str_from(bad[i])), false, bad[i]);
}

static void each_of_a_group_stands_for_the_others(void **state) {
    (void)state;
    static const char *const groups[] = {"Dict, dictionary, hash map", "map, chart", "map, atlas"};
    expect(groups, 3, "a dict or two", "a dict [dictionary] [hash] [map] or two ");
    expect(groups, 3, "hash map", "hash map [dict] [dictionary] [chart] [atlas] ");
    expect(groups, 3, "map hash maps", "map [chart] [atlas] hash maps ");
    expect(groups, 3, "chart", "chart [map] ");
}

static void a_phrase_counts_where_its_words_follow_one_another(void **state) {
    (void)state;
    static const char *const groups[] = {"pull request, pr", "a b c d, z"};
    expect(groups, 2, "request pull request pull", "request pull request [pr] pull ");
    expect(groups, 2, "b c d a b c d d", "b c d a b c d [z] d ");
    expect(groups, 2, "pr", "pr [pull] [request] ");
}

static void without_groups_nothing_means_the_same(void **state) {
    (void)state;
    expect(NULL, 0, "a b", "a b ");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_group_has_two_synonyms_or_more),
        cmocka_unit_test(each_of_a_group_stands_for_the_others),
        cmocka_unit_test(a_phrase_counts_where_its_words_follow_one_another),
        cmocka_unit_test(without_groups_nothing_means_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
