#include "common/search/hits.h"
#include "tests/unit/unit.h"

static void the_answer_is_the_json_of_the_interface(void **state) {
    (void)state;
    struct hit hit = {
        .id = 7,
        .tier = TIER_TAIL,
        .docset = STR("python"),
        .version = STR("3.11"),
        .kind = STR("function"),
        .title = STR("a<b>"),
        .name = STR("m.a"),
        .signature = STR("a(\"x\")"),
        .since = STR("3.7"),
        .deprecated = STR(""),
        .path = STR("p.html"),
        .anchor = STR("m.a"),
        .breadcrumbs = STR("One\nTwo & three\n"),
        .url = STR("/docs/python/p.html#m.a"),
        .snippet = STR("<em>a</em>"),
    };
    struct facet docsets[] = {{STR("python"), 1, 12}}, kinds[] = {{STR("function"), 7, 10}, {STR("method"), 8, 2}};
    const struct hits hits = {.query = STR("a"),
                              .docset_facets = docsets,
                              .docset_facet_count = 1,
                              .kind_facets = kinds,
                              .kind_facet_count = 2,
                              .corrected = STR("ab"),
                              .index = STR("id"),
                              .hit = &hit,
                              .count = 1,
                              .total = 12,
                              .total_exact = true,
                              .took_us = 187};
    struct buf out;
    struct json json;
    buf_init(&out, 4096);
    json_init(&json, &out);
    hits_write_json(&hits, &json);
    unit_expect(buf_str(&out),
                STR("{\"query\":\"a\",\"index\":\"id\",\"took_us\":187,\"total\":12,\"total_exact\":true,"
                    "\"partial\":false,\"corrected\":\"ab\","
                    "\"facets\":{\"docset\":{\"python\":12},\"kind\":{\"function\":10,\"method\":2}},"
                    "\"hits\":[{\"id\":7,\"tier\":\"tail\",\"docset\":\"python\",\"version\":\"3.11\","
                    "\"kind\":\"function\",\"title\":\"a\\u003cb\\u003e\",\"signature\":\"a(\\\"x\\\")\","
                    "\"since\":\"3.7\",\"deprecated\":\"\","
                    "\"breadcrumbs\":[\"One\",\"Two \\u0026 three\"],\"path\":\"p.html\",\"anchor\":\"m.a\","
                    "\"url\":\"/docs/python/p.html#m.a\",\"snippet\":\"\\u003cem\\u003ea\\u003c/em\\u003e\"}]}"),
                "one hit");
    buf_free(&out);
}

static void nothing_found_is_an_empty_list(void **state) {
    (void)state;
    const struct hits hits = {.query = STR(""), .index = STR("id"), .partial = true};
    struct buf out;
    struct json json;
    buf_init(&out, 4096);
    json_init(&json, &out);
    hits_write_json(&hits, &json);
    unit_expect(buf_str(&out),
                STR("{\"query\":\"\",\"index\":\"id\",\"took_us\":0,\"total\":0,\"total_exact\":false,"
                    "\"partial\":true,\"corrected\":null,\"facets\":{\"docset\":{},\"kind\":{}},\"hits\":[]}"),
                "no hit");
    buf_free(&out);
}

static void every_tier_has_its_name(void **state) {
    (void)state;
    static const char *const names[] = {"exact", "tail", "keyword", "prefix", "corrected", "text"};
    for (int tier = TIER_EXACT; tier <= TIER_TEXT; tier++)
        assert_string_equal(tier_name((enum tier)tier), names[tier]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answer_is_the_json_of_the_interface),
        cmocka_unit_test(nothing_found_is_an_empty_list),
        cmocka_unit_test(every_tier_has_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
