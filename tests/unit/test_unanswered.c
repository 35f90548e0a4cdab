#include "server/observe/unanswered.h"
#include "tests/unit/unit.h"

#include <stdio.h>

#define JSON_MAX_BYTES 1000000

static void ask(struct unanswered *unanswered, struct str query, unsigned times) {
    for (unsigned i = 0; i < times; i++)
        unanswered_count(unanswered, query, STR(""));
}

/* Frees it, too. */
static void expect(struct unanswered *unanswered, const char *want) {
    struct buf out;
    struct json json;
    buf_init(&out, JSON_MAX_BYTES);
    json_init(&json, &out);
    unanswered_write(unanswered, &json);
    unit_expect(buf_str(&out), str_from(want), "unanswered queries");
    buf_free(&out);
    unanswered_free(unanswered);
}

static void queries_are_shown_from_the_threshold_on(void **state) {
    (void)state;
    struct unanswered *unanswered = unanswered_new(3);
    ask(unanswered, STR("once"), 1);
    ask(unanswered, STR("twice"), 2);
    ask(unanswered, STR("three"), 3);
    ask(unanswered, STR("often"), 9);
    expect(unanswered, "{\"threshold\":3,\"queries\":[{\"query\":\"often\",\"docset\":\"\",\"count\":9},"
                       "{\"query\":\"three\",\"docset\":\"\",\"count\":3}]}");
}

static void spellings_of_one_query_are_one(void **state) {
    (void)state;
    struct unanswered *unanswered = unanswered_new(1);
    ask(unanswered, STR("Na\xC3\xAFve  Bayes"), 1);
    ask(unanswered, STR(" naive\tbayes "), 1);
    ask(unanswered, STR("NAIVE BAYES"), 1);
    ask(unanswered, STR(""), 5);
    ask(unanswered, STR(" \t "), 5);
    expect(unanswered, "{\"threshold\":1,\"queries\":[{\"query\":\"naive bayes\",\"docset\":\"\",\"count\":3}]}");
}

static void doc_sets_are_kept_apart(void **state) {
    (void)state;
    struct unanswered *unanswered = unanswered_new(1);
    struct str long_name = unit_repeat("x", UNANSWERED_MAX_DOCSET_BYTES + 1);
    unanswered_count(unanswered, STR("lamp"), STR("b"));
    unanswered_count(unanswered, STR("lamp"), STR("a"));
    unanswered_count(unanswered, STR("lamp"), STR("a"));
    unanswered_count(unanswered, STR("lamp"), long_name);
    expect(unanswered, "{\"threshold\":1,\"queries\":[{\"query\":\"lamp\",\"docset\":\"a\",\"count\":2},"
                       "{\"query\":\"lamp\",\"docset\":\"b\",\"count\":1}]}");
    unit_free(long_name);
}

/* 20,000 different queries come between those that are asked again and again; none of them may look frequent. */
static void many_rare_queries_do_not_hide_a_frequent_one(void **state) {
    (void)state;
    struct unanswered *unanswered = unanswered_new(50);
    for (unsigned i = 0; i < 20000; i++) {
        char text[16];
        ask(unanswered, str_make(text, (size_t)snprintf(text, sizeof text, "rare %u", i)), 1);
        if (i % 200 == 0)
            ask(unanswered, STR("frequent"), 1);
    }
    expect(unanswered, "{\"threshold\":50,\"queries\":[{\"query\":\"frequent\",\"docset\":\"\",\"count\":100}]}");
}

/* U+FDFA folds to 18 characters. */
static void a_long_query_is_cut(void **state) {
    (void)state;
    struct unanswered *unanswered = unanswered_new(1);
    struct str text = unit_repeat("x", 3 * UNANSWERED_MAX_BYTES), grows = unit_repeat("\xEF\xB7\xBA", 200);
    struct str head = unit_repeat("x", UNANSWERED_MAX_BYTES);
    char want[UNANSWERED_MAX_BYTES + 100];
    ask(unanswered, text, 2);
    ask(unanswered, grows, 1);
    snprintf(want, sizeof want, "{\"threshold\":1,\"queries\":[{\"query\":\"%.*s\",\"docset\":\"\",\"count\":2},",
             STR_ARG(head));
    struct buf out;
    struct json json;
    buf_init(&out, JSON_MAX_BYTES);
    json_init(&json, &out);
    unanswered_write(unanswered, &json);
    unit_expect(str_head(buf_str(&out), strlen(want)), str_from(want), "the cut query first");
    assert_true(str_ends(buf_str(&out), STR("\"count\":1}]}")));
    buf_free(&out);
    unanswered_free(unanswered);
    unit_free(text);
    unit_free(grows);
    unit_free(head);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(queries_are_shown_from_the_threshold_on),
        cmocka_unit_test(spellings_of_one_query_are_one),
        cmocka_unit_test(doc_sets_are_kept_apart),
        cmocka_unit_test(many_rare_queries_do_not_hide_a_frequent_one),
        cmocka_unit_test(a_long_query_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
