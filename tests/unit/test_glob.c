#include "indexer/input/glob.h"
#include "tests/unit/unit.h"

static void patterns_describe_whole_paths(void **state) {
    (void)state;
    static const struct {
        const char *pattern, *path;
        bool matches;
    } cases[] = {
        {"index.html", "index.html", true},
        {"index.html", "a/index.html", false},
        {"*.html", "index.html", true},
        {"*.html", "a/index.html", false},
        {"?.html", "a.html", true},
        {"[a-c]?.html", "bx.html", true},
        {"[!a-c].html", "b.html", false},
        {"\\*.html", "a.html", false},
        {"\\*.html", "*.html", true},
        {"api/*", "api/x.html", true},
        {"api/*", "api/v1/x.html", false},
        {"*/x.html", "api/x.html", true},
        {"api", "api", true},
        {"api", "api/x.html", false},
        {"api/", "api", false},
        {"api/", "api/x.html", true},
        {"api/", "api/v1/x.html", true},
        {"api/**", "api/v1/x.html", true},
        {"api/**", "api", false},
        {"api/**", "apix/x.html", false},
        {"**", "a", true},
        {"**", "a/b/c", true},
        {"**/", "a/b", true},
        {"**/x.html", "x.html", true},
        {"**/x.html", "a/b/c/x.html", true},
        {"**/x.html", "a/b/c/xx.html", false},
        {"a/**/x.html", "a/x.html", true},
        {"a/**/x.html", "a/b/c/x.html", true},
        {"a/**/x.html", "b/x.html", false},
        {"**/b/**/d", "a/b/c/b/c/d", true},
        {"**/b/*/d", "a/b/c/b/c/d", true},
        {"**/b/c", "a/b/b/c", true},
        {"**/b/c", "a/b/b/c/d", false},
        {"**/old/", "a/old/b/c", true},
        {"**/old/", "a/old", false},
        {"**.html", "a.html", true}, /* not a part of its own: as one star */
        {"**.html", "b/a.html", false},
        {"a//b", "a/b", false},
        {"", "a", false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        unit_expect_number(glob_matches(str_from(cases[i].pattern), str_from(cases[i].path)), cases[i].matches,
                           cases[i].pattern);
}

static void patterns_that_cannot_match_are_refused(void **state) {
    (void)state;
    struct str long_pattern = unit_repeat("x", GLOB_MAX_BYTES + 1);
    assert_false(glob_is_valid(STR("")));
    assert_false(glob_is_valid(STR("/x")));
    assert_false(glob_is_valid(long_pattern));
    assert_true(glob_is_valid(str_head(long_pattern, GLOB_MAX_BYTES)));
    assert_true(glob_is_valid(STR("**/x/")));
    unit_free(long_pattern);
}

/* Each ** may end anywhere: trying all ways would take longer than the universe is old. */
static void many_stars_take_no_time(void **state) {
    (void)state;
    struct str pattern = unit_repeat("**/a/", 150), path = unit_repeat("a/", 2000);
    assert_false(glob_matches(str_head(pattern, pattern.len - 1), str_from("b")));
    struct str name = str_head(path, path.len - 1);
    assert_true(glob_matches(str_head(pattern, pattern.len - 1), name));
    pattern.len -= 1;
    char *last = (char *)(size_t)pattern.ptr + pattern.len - 1;
    *last = 'b';
    assert_false(glob_matches(pattern, name));
    unit_free(pattern);
    unit_free(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_describe_whole_paths),
        cmocka_unit_test(patterns_that_cannot_match_are_refused),
        cmocka_unit_test(many_stars_take_no_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
