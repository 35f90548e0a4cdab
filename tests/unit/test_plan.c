#include "common/search/plan.h"
#include "tests/unit/unit.h"

/* A line per word: its weight, then its terms with what they count. */
static void print_plan(const struct plan *plan, struct buf *out) {
    for (size_t i = 0; i < plan->word_count; i++) {
        const struct plan_word *word = &plan->words[i];
        buf_addf(out, "%.*s idf %.2f%s:", STR_ARG(word->text), word->idf, word->is_common ? " common" : "");
        for (size_t term = 0; term < word->term_count; term++)
            buf_addf(out, " %.*s*%.1f", STR_ARG(word->terms[term].term), word->terms[term].share);
        buf_putc(out, '\n');
    }
}

static void rare_words_come_first_and_common_ones_are_marked(void **state) {
    (void)state;
    static struct plan plan;
    struct buf out;
    buf_init(&out, 4096);
    plan_add_word(&plan, STR("the"), 900, STR(""));
    plan_add_word(&plan, STR("unknown"), 0, STR(""));
    plan_add_word(&plan, STR("event"), 50, STR(""));
    struct plan_word *open = plan_add_word(&plan, STR("loo"), 0, STR(""));
    plan_add_completion(open, STR("loop"), 30, STR(""));
    plan_add_completion(open, STR("look"), 10, STR(""));
    struct plan_word *known = plan_add_word(&plan, STR("run"), 20, STR(""));
    plan_add_completion(known, STR("running"), 5, STR(""));
    plan_finish(&plan, 1000);
    print_plan(&plan, &out);
    unit_expect(buf_str(&out),
                STR("unknown idf 6.50:\n"
                    "run idf 3.89: run*1.0 running*0.1\n"
                    "loo idf 3.21: loop*0.7 look*0.7\n"
                    "event idf 2.99: event*1.0\n"
                    "the idf 0.11 common: the*1.0\n"),
                "plan");
    buf_free(&out);
}

static void completions_are_bounded(void **state) {
    (void)state;
    static struct plan plan;
    struct plan_word *word = plan_add_word(&plan, STR("a"), 1, STR(""));
    for (int i = 0; i < 2 * PLAN_MAX_COMPLETIONS; i++)
        plan_add_completion(word, STR("ab"), 1, STR(""));
    assert_int_equal(word->term_count, 1 + PLAN_MAX_COMPLETIONS);
}

static void a_guess_counts_less_the_further_it_is_behind(void **state) {
    (void)state;
    static struct plan plan;
    struct buf out;
    buf_init(&out, 4096);
    struct plan_word *word = plan_add_word(&plan, STR("type"), 10, STR(""));
    plan_add_completion(word, STR("types"), 5, STR(""));
    plan_add_guess(word, STR("tuple"), 8, STR(""), 3);
    plan_add_guess(word, STR("tupel"), 0, STR(""), 4);
    plan_add_guess(word, STR("typo"), 2, STR(""), 60);
    plan_finish(&plan, 1000);
    print_plan(&plan, &out);
    unit_expect(buf_str(&out), STR("type idf 4.56: type*1.0 types*0.1 tuple*0.9 typo*0.1\n"), "plan");
    for (int i = 0; i < 2 * PLAN_MAX_TERMS; i++)
        plan_add_guess(word, STR("tap"), 1, STR(""), 100);
    assert_int_equal(word->term_count, PLAN_MAX_TERMS);
    buf_free(&out);
}

static void the_other_number_counts_most_of_the_word(void **state) {
    (void)state;
    static struct plan plan;
    struct buf out;
    buf_init(&out, 4096);
    struct plan_word *word = plan_add_word(&plan, STR("slot"), 10, STR(""));
    plan_add_form(word, STR("slots"), 20, STR(""));
    plan_add_form(word, STR("slotes"), 0, STR(""));
    plan_finish(&plan, 1000);
    print_plan(&plan, &out);
    unit_expect(buf_str(&out), STR("slot idf 4.56: slot*1.0 slots*0.8\n"), "plan");
    buf_free(&out);
}

static void the_idf_sum_is_that_of_all_words(void **state) {
    (void)state;
    static struct plan plan;
    plan_add_word(&plan, STR("a"), 10, STR(""));
    plan_add_word(&plan, STR("b"), 0, STR(""));
    plan_finish(&plan, 100);
    double sum = plan.words[0].idf + plan.words[1].idf;
    assert_true(plan.idf_sum > sum - 1e-9 && plan.idf_sum < sum + 1e-9);
}

static void phrases_are_quoted(void **state) {
    (void)state;
    struct arena arena;
    struct query query;
    struct buf out;
    const struct query_options options = {.limit = 1};
    arena_init(&arena);
    buf_init(&out, 4096);
    query_parse(&query, STR("x \"one Two\" -yy \"NEAR(*\""), &options, NULL, &arena);
    plan_write_match(&query, &out);
    unit_expect(buf_str(&out), STR("\"one two\" AND \"near\""), "match");
    buf_reset(&out);
    plan_write_excluded_match(&query, &out);
    unit_expect(buf_str(&out), STR(""), "nothing excluded");
    query_parse(&query, STR("x -\"one two\" -\"\" -a.b -single"), &options, NULL, &arena);
    plan_write_excluded_match(&query, &out);
    unit_expect(buf_str(&out), STR("\"one two\" OR \"a b\""), "excluded match");
    plan_write_match(&query, &out);
    unit_expect(buf_str(&out), STR("\"one two\" OR \"a b\""), "no match beside it");
    buf_reset(&out);
    query_parse(&query, STR("no phrase"), &options, NULL, &arena);
    plan_write_match(&query, &out);
    unit_expect(buf_str(&out), STR(""), "none");
    buf_free(&out);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rare_words_come_first_and_common_ones_are_marked),
        cmocka_unit_test(completions_are_bounded),
        cmocka_unit_test(a_guess_counts_less_the_further_it_is_behind),
        cmocka_unit_test(the_other_number_counts_most_of_the_word),
        cmocka_unit_test(the_idf_sum_is_that_of_all_words),
        cmocka_unit_test(phrases_are_quoted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
