#include "server/observe/unanswered.h"

#include "server/observe/typing.h"
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JSON_MAX_BYTES 1000000

/* So far apart that no text belongs to the typing of another. */
#define APART_US (((int64_t)TYPING_BACK_MS + 1) * 1000)

static void ask_in(struct unanswered *unanswered, struct str query, struct str docset) {
    static int64_t now_us = 0;
    const struct unanswered_search search = {query, docset, false, now_us += APART_US};
    unanswered_note(unanswered, &search);
}

static void ask(struct unanswered *unanswered, struct str query, unsigned times) {
    for (unsigned i = 0; i < times; i++)
        ask_in(unanswered, query, STR(""));
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
    ask_in(unanswered, STR("lamp"), STR("b"));
    ask_in(unanswered, STR("lamp"), STR("a"));
    ask_in(unanswered, STR("lamp"), STR("a"));
    ask_in(unanswered, STR("lamp"), long_name);
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

/* Requests as they come, each some time after the one before: "250 text" found nothing, "250+text" found something. */
static struct unanswered *type(const char *const requests[]) {
    struct unanswered *unanswered = unanswered_new(1);
    int64_t now_us = 1000000;
    for (size_t i = 0; requests[i] != NULL; i++) {
        char *text;
        now_us += strtol(requests[i], &text, 10) * 1000;
        const struct unanswered_search search = {str_from(text + 1), STR(""), *text == '+', now_us};
        unanswered_note(unanswered, &search);
    }
    return unanswered;
}

/* What is shown of them: "text 2" for one that counts twice, separated by commas. */
static void expect_searches(const char *const requests[], const char *want) {
    struct unanswered *unanswered = type(requests);
    char shown[1000] = "{\"threshold\":1,\"queries\":[";
    for (struct str rest = str_from(want), search; rest.len > 0 && str_split(&rest, ',', &search);) {
        size_t used = strlen(shown), space = search.len - 2;
        snprintf(shown + used, sizeof shown - used, "%s{\"query\":\"%.*s\",\"docset\":\"\",\"count\":%c}",
                 search.ptr == want ? "" : ",", (int)space, search.ptr, search.ptr[space + 1]);
    }
    size_t end = strlen(shown);
    snprintf(shown + end, sizeof shown - end, "]}");
    expect(unanswered, shown);
}

#define TYPED(want, ...) expect_searches((const char *const[]){__VA_ARGS__, NULL}, want)

static void a_search_is_what_its_typing_ended_with(void **state) {
    (void)state;
    TYPED("flux cap 1", "0 f", "150 fl", "150 flu", "150 flux", "150 flux ", "150 flux c", "150 flux ca",
          "150 flux cap");
    TYPED("flux 1", "0 f", "150 flux", "150 flux ");
    TYPED("\xC3\xA6\xC3\xB8\xE4\xB8\xAD\xE6\x96\x87 1", "0 \xC3\x86", "90 \xC3\xA6\xC3\xB8\xE4\xB8\xAD\xE6\x96\x87");
    TYPED("flux 1,fluxcapacitor 1", "0 flux", "150 fluxcapacitor");
    TYPED("lamp 1,lamp post 1", "0 lam", "90 lamp", "5001 lamp p", "90 lamp po", "90 lamp pos", "90 lamp post");
    TYPED("lamp 3", "0 lamp", "10 lamp", "10 lamp");
}

static void keys_that_overtake_each_other_are_one_search(void **state) {
    (void)state;
    TYPED("flux 1", "0 f", "90 flu", "9 fl", "90 flux", "9 flu");
    TYPED("fluxe 1", "0 f", "90 flu", "9 fl", "90 fluxe");
}

static void removed_letters_are_no_search(void **state) {
    (void)state;
    TYPED("abcd 1", "0 abc", "90 abcd", "90 abc");
    TYPED("abcd 1", "0 abc", "90 abcd", "9000 abc", "90 ab", "90 a");
    TYPED("abcd 1", "0 abc", "90 abcd", "90 abc", "90 abcd");
    TYPED("abce 1", "0 abc", "90 abcd", "90 abc", "90 abce");
    TYPED("abcd 1,abce 1", "0 abc", "90 abcd", "9000 abc", "90 abce");
    TYPED("dark blue 1,dark red 1", "0 dark blue", "90 dark bl", "90 dark b", "90 dark", "90 dark r", "90 dark re",
          "90 dark red");
    TYPED("abc 1,abcd 1", "0 abcd", "30001 abc");
}

static void several_may_type_at_once(void **state) {
    (void)state;
    TYPED("flux 2", "0 f", "1 f", "90 fl", "1 fl", "90 flu", "1 flu", "90 flux", "1 flux");
    TYPED("flux 1,lamp 1", "0 f", "1 l", "90 fl", "1 la", "90 flu", "1 lam", "90 flux", "1 lamp");
    TYPED("lamp 3", "0 l", "90 la", "90 lam", "90 lamp", "90 l", "90 la", "90 lam", "90 lamp", "90 l", "90 la",
          "90 lam", "90 lamp");
}

static void what_is_found_in_the_end_was_no_search_in_vain(void **state) {
    (void)state;
    TYPED("", "0 lam", "90+lamp");
    TYPED("", "0 lam", "90+lampe", "90 lamp");
    TYPED("lamps 1", "0 lam", "90+lamp", "90 lamps");
    TYPED("lam 1", "0 lam", "5001+lamp");
    TYPED("lam 1", "0 lam", "90+other");
}

/* No more of them are known than there is room for; what is forgotten has counted. */
static void typings_are_forgotten_one_by_one(void **state) {
    (void)state;
    const char *requests[TYPING_MAX + 4] = {"0 lamp", "1 post"};
    char texts[TYPING_MAX][16];
    for (size_t i = 0; i + 1 < TYPING_MAX; i++) {
        snprintf(texts[i], sizeof texts[i], "1 %c%c", (char)('A' + i % 26), (char)('0' + i / 26));
        requests[i + 2] = texts[i];
    }
    requests[TYPING_MAX + 1] = "1 posts";
    requests[TYPING_MAX + 2] = "1 lamps";
    struct unanswered *unanswered = type(requests);
    struct buf out;
    struct json json;
    buf_init(&out, JSON_MAX_BYTES);
    json_init(&json, &out);
    unanswered_write(unanswered, &json);
    assert_true(str_find(buf_str(&out), STR("\"lamp\""), 0) < out.len);
    assert_true(str_find(buf_str(&out), STR("\"post\""), 0) == out.len);
    buf_free(&out);
    unanswered_free(unanswered);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(queries_are_shown_from_the_threshold_on),
        cmocka_unit_test(spellings_of_one_query_are_one),
        cmocka_unit_test(doc_sets_are_kept_apart),
        cmocka_unit_test(many_rare_queries_do_not_hide_a_frequent_one),
        cmocka_unit_test(a_long_query_is_cut),
        cmocka_unit_test(a_search_is_what_its_typing_ended_with),
        cmocka_unit_test(keys_that_overtake_each_other_are_one_search),
        cmocka_unit_test(removed_letters_are_no_search),
        cmocka_unit_test(several_may_type_at_once),
        cmocka_unit_test(what_is_found_in_the_end_was_no_search_in_vain),
        cmocka_unit_test(typings_are_forgotten_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
