#include "indexer/extract/link.h"
#include "tests/unit/unit.h"

#define LIMIT 2048

static void hrefs_resolve_as_the_standard_says(void **state) {
    (void)state;
    static const struct {
        const char *page, *href, *path, *fragment; /* path NULL: leaves the doc set */
    } cases[] = {
        {"a.html", "b.html", "b.html", ""},
        {"d/a.html", "b.html", "d/b.html", ""},
        {"d/a.html", "./b.html", "d/b.html", ""},
        {"d/e/a.html", "../b.html", "d/b.html", ""},
        {"d/e/a.html", "../../b.html#x", "b.html", "x"},
        {"d/a.html", "../../b.html", NULL, NULL},
        {"a.html", "..", NULL, NULL},
        {"d/a.html", "..", "index.html", ""},
        {"d/a.html", ".", "d/index.html", ""},
        {"d/a.html", "e/", "d/e/index.html", ""},
        {"d/a.html", "e//f.html", "d/e/f.html", ""},
        {"d/a.html", "e/../f.html", "d/f.html", ""},
        {"d/a.html", "", "d/a.html", ""},
        {"d/a.html", "#x", "d/a.html", "x"},
        {"d/a.html", "#", "d/a.html", ""},
        {"d/a.html", "#a%20b%C3%A9", "d/a.html", "a b\xC3\xA9"},
        {"a.html", "b.html?x=1#y", "b.html", "y"},
        {"a.html", "?x=1", "a.html", ""},
        {"a.html", "b%20c.html", "b c.html", ""},
        {"d/a.html", "%2e%2e/b.html", "b.html", ""},
        {"a.html", "%2e%2e/b.html", NULL, NULL},
        {"a.html", "b%00.html", "b%00.html", ""},
        {"a.html", "b%zz%4", "b%zz%4", ""},
        {"a.html", " \n b.html \t", "b.html", ""},
        {"a.html", "/b.html", NULL, NULL},
        {"a.html", "//example.org/b", NULL, NULL},
        {"a.html", "https://example.org/", NULL, NULL},
        {"a.html", "mailto:x@example.org", NULL, NULL},
        {"a.html", "javascript:alert(1)", NULL, NULL},
        {"a.html", "b/c:d.html", "b/c:d.html", ""},
        {"a.html", "./c:d.html", "c:d.html", ""},
        {"a.html", "b#c#d", "b", "c#d"},
        {"a.html", "b#c?d", "b", "c?d"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf path, fragment;
        buf_init(&path, LIMIT);
        buf_init(&fragment, LIMIT);
        bool inside = link_resolve(str_from(cases[i].page), str_from(cases[i].href), &path, &fragment);
        unit_expect_number(inside, cases[i].path != NULL, cases[i].href);
        if (inside) {
            unit_expect(buf_str(&path), str_from(cases[i].path), cases[i].href);
            unit_expect(buf_str(&fragment), str_from(cases[i].fragment), cases[i].href);
        }
        buf_free(&path);
        buf_free(&fragment);
    }
}

static void a_link_that_is_too_long_is_none(void **state) {
    (void)state;
    static const char *const starts[] = {"", "#", "b#", "?", "a/../"};
    struct str filler = unit_repeat("x", LIMIT + 1);
    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        struct buf href, path, fragment;
        buf_init(&href, 2 * LIMIT);
        buf_init(&path, LIMIT);
        buf_init(&fragment, LIMIT);
        buf_addf(&href, "%s%s", starts[i], filler.ptr);
        bool is_query = starts[i][0] == '?'; /* queries are dropped, whatever their length */
        unit_expect_number(link_resolve(STR("p.html"), buf_str(&href), &path, &fragment), is_query, starts[i]);
        buf_free(&href);
        buf_free(&path);
        buf_free(&fragment);
    }
    unit_free(filler);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hrefs_resolve_as_the_standard_says),
        cmocka_unit_test(a_link_that_is_too_long_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
