#include "common/base/mem.h"
#include "common/search/facets.h"
#include "common/search/filter.h"
#include "tests/unit/unit.h"

#include <stdlib.h>

static struct arena arena;

/* Three doc sets; git has no methods. */
static struct docset_kind python_kinds[] = {{{"method", 6}, 20}, {{"function", 8}, 10}};
static struct docset_kind git_kinds[] = {{{"option", 6}, 30}};
static struct docset docsets[] = {
    {.id = 1, .name = {"python", 6}, .kinds = python_kinds, .kind_count = 2},
    {.id = 2, .name = {"python-old", 10}, .kinds = python_kinds, .kind_count = 1},
    {.id = 3, .name = {"git", 3}, .kinds = git_kinds, .kind_count = 1},
};
static struct str kinds[] = {{"method", 6}, {"function", 8}, {"option", 6}, {"section", 7}};
static const struct corpus corpus = {
    .docsets = docsets,
    .docset_count = 3,
    .kinds = kinds,
    .kind_count = 4,
};

static bool has_kind(void *context, struct str name) {
    (void)context;
    return filter_has_kind(&corpus, name);
}

static bool has_docset(void *context, struct str name) {
    (void)context;
    return filter_has_docset(&corpus, name);
}

static bool has_no_name(void *context, struct str name) {
    (void)context, (void)name;
    return false;
}

/* Which ids are let through, as digits: doc sets, then kinds; and the only doc set. */
static void expect_filter(const char *text, const struct query_options *options, const char *want) {
    const struct syntax_scope scope = {has_kind, has_docset, has_no_name, NULL};
    struct query query;
    struct filter filter;
    struct buf out;
    buf_init(&out, 100);
    query_parse(&query, str_from(text), options, &scope, &arena);
    filter_set(&filter, &corpus, &query, &arena);
    for (uint16_t id = 1; id <= 3; id++)
        buf_addf(&out, filter_allows_docset(&filter, id) ? "%u" : "", id);
    buf_putc(&out, ' ');
    for (uint16_t id = 1; id <= 4; id++)
        buf_addf(&out, filter_allows_kind(&filter, id) ? "%u" : "", id);
    if (filter.only_docset != NULL)
        buf_addf(&out, " only %.*s", STR_ARG(filter.only_docset->name));
    unit_expect(buf_str(&out), str_from(want), text);
    buf_free(&out);
}

static void clauses_of_one_field_add_up(void **state) {
    (void)state;
    const struct query_options none = {.docset = STR(""), .kind = STR(""), .limit = 10};
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"x", "123 1234"},
        {"x in:git", "3 1234 only git"},
        {"x in:python", "1 1234 only python"}, /* of just that name */
        {"x in:PYT", "12 1234"},
        {"x in:git in:python", "13 1234"},
        {"x -in:python", "23 1234"},
        {"x in:p -in:python", "2 1234 only python-old"},
        {"x kind:method", "123 1"},
        {"x fn:", "123 12"},
        {"x kind:fn kind:option", "123 123"},
        {"x fn: -kind:method", "123 2"},
        {"x kind:section", "123 1234"}, /* nothing is one: a word */
        {"x in:git -in:git", " 1234"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        expect_filter(cases[i].text, &none, cases[i].want);
}

static void options_narrow_further(void **state) {
    (void)state;
    const struct query_options both = {.docset = STR("python"), .kind = STR("method"), .limit = 10};
    const struct query_options unknown = {.docset = STR("PYTHON"), .kind = STR("fn"), .limit = 10};
    expect_filter("x", &both, "1 1 only python");
    expect_filter("x in:git kind:function", &both, " ");
    expect_filter("x in:p fn:", &both, "1 1 only python");
    expect_filter("x", &unknown, " ");
}

static void facets_come_the_largest_first(void **state) {
    (void)state;
    struct facets facets;
    struct hits hits = {0};
    facets_init(&facets, &corpus);
    bool left_docsets[] = {true, false, true, true}, left_kinds[] = {true, true, true, true, false};
    const struct filter filter = {.docsets = left_docsets, .kinds = left_kinds};
    facets_count(&facets, &filter, 3, 1);
    facets_count(&facets, &filter, 3, 2);
    facets_count(&facets, &filter, 1, 2); /* in a doc set that an option leaves out */
    facets_count(&facets, &filter, 2, 4); /* of a kind that one leaves out */
    facets_count(&facets, &filter, 0, 0);
    facets_list(&facets, &corpus, &hits, &arena);
    assert_int_equal(hits.docset_facet_count, 2);
    unit_expect(hits.docset_facets[0].name, STR("git"), "first");
    assert_int_equal(hits.docset_facets[0].count, 2);
    unit_expect(hits.docset_facets[1].name, STR("python"), "second");
    assert_int_equal(hits.kind_facet_count, 3);
    unit_expect(hits.kind_facets[0].name, STR("method"), "of equals the lower id");
    unit_expect(hits.kind_facets[2].name, STR("section"), "last");
    facets_reset(&facets, &corpus);
    facets_list(&facets, &corpus, &hits, &arena);
    assert_int_equal(hits.docset_facet_count + hits.kind_facet_count, 0);
    facets_free(&facets);
}

/* Another option would not show what the query's text leaves out. */
static void facets_keep_to_what_the_query_says(void **state) {
    (void)state;
    const struct query_options options = {.docset = STR("git"), .kind = STR(""), .limit = 10};
    const struct syntax_scope scope = {has_kind, has_docset, has_no_name, NULL};
    struct query query;
    struct filter filter;
    struct facets facets;
    struct hits hits = {0};
    query_parse(&query, STR("x in:python -kind:option"), &options, &scope, &arena);
    filter_set(&filter, &corpus, &query, &arena);
    facets_init(&facets, &corpus);
    for (uint16_t docset = 1; docset <= 3; docset++)
        for (uint16_t kind = 1; kind <= 4; kind++)
            facets_count(&facets, &filter, docset, kind);
    facets_list(&facets, &corpus, &hits, &arena);
    assert_int_equal(hits.docset_facet_count, 1);
    unit_expect(hits.docset_facets[0].name, STR("python"), "what is left without the option");
    assert_int_equal(hits.docset_facets[0].count, 3);
    assert_int_equal(hits.kind_facet_count, 0); /* git is no doc set of the query */
    facets_free(&facets);
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
        cmocka_unit_test(clauses_of_one_field_add_up),
        cmocka_unit_test(options_narrow_further),
        cmocka_unit_test(facets_come_the_largest_first),
        cmocka_unit_test(facets_keep_to_what_the_query_says),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
