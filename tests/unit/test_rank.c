#include "common/index/postings.h"
#include "common/search/rank.h"
#include "tests/unit/unit.h"

#define NEAR(a, b) ((a) - (b) < 1e-6 && (b) - (a) < 1e-6)

static const struct rank_evidence plain = {
    .sum = 100, .coverage = 0.5, .title_hits = 0, .query_words = 2, .title_words = 4, .prior = 1};

static void idf_falls_with_frequency_and_is_never_negative(void **state) {
    (void)state;
    assert_true(NEAR(rank_idf(1000, 1), 6.503290));
    assert_true(NEAR(rank_idf(10, 10), 0.046520));
    double last = rank_idf(1000, 0);
    for (uint64_t count = 1; count <= 1000; count++) {
        double idf = rank_idf(1000, count);
        assert_true(idf > 0 && idf < last);
        last = idf;
    }
    assert_true(rank_idf(10, 99) >= 0 && rank_idf(0, 0) >= 0);
}

static void the_title_counts_most_and_code_least(void **state) {
    (void)state;
    for (int field = FIELD_TITLE; field + 1 < FIELD_COUNT; field++)
        assert_true(rank_occurrence((enum field)field, 5, 5) > rank_occurrence((enum field)(field + 1), 5, 5));
    assert_true(NEAR(rank_occurrence(FIELD_TITLE, 3, 3), 10));
    assert_true(NEAR(rank_occurrence(FIELD_TEXT, 300, 100), 0.4));
}

static void the_first_words_count_more(void **state) {
    (void)state;
    assert_true(rank_lead_factor() > 1);
    assert_true(rank_lead_factor() * rank_occurrence(FIELD_TEXT, 5, 5) < rank_occurrence(FIELD_LINKS, 5, 5));
}

static void a_doc_set_that_is_named_counts_more(void **state) {
    (void)state;
    assert_true(NEAR(rank_docset_prior(false), 1));
    assert_true(rank_docset_prior(true) > 1);
}

static void a_longer_field_counts_less(void **state) {
    (void)state;
    for (int field = 0; field < FIELD_COUNT; field++)
        for (int length = 1; length < 100; length++)
            assert_true(rank_occurrence((enum field)field, length, 10) >=
                        rank_occurrence((enum field)field, length + 1, 10));
}

static void the_impact_grows_with_tf_and_saturates(void **state) {
    (void)state;
    uint8_t last = 0;
    double tf = 0.001;
    for (int step = 0; step < 80; step++) {
        tf *= 1.3;
        uint8_t impact = rank_impact(tf);
        assert_true(impact >= last && impact >= 1 && impact <= POSTINGS_MAX_IMPACT);
        last = impact;
    }
    assert_int_equal(rank_impact(1.2), 64); /* tf = k1 is half of all, 63.5 */
    assert_int_equal(last, POSTINGS_MAX_IMPACT);
}

static void the_score_is_the_product_of_its_factors(void **state) {
    (void)state;
    assert_true(NEAR(rank_score(&plain), 50));
    struct rank_evidence evidence = plain;
    evidence.title_hits = 2;
    double with_title = 50 * (1 + 1.5 * 1 * 0.5);
    assert_true(NEAR(rank_score(&evidence), with_title));
    evidence.prior = 3;
    assert_true(NEAR(rank_score(&evidence), 3 * with_title));
    evidence.coverage = 0.9;
    assert_true(NEAR(rank_score(&evidence), 3 * with_title * 0.9 / 0.5));
}

static void every_kind_of_evidence_raises_the_score(void **state) {
    (void)state;
    double score = rank_score(&plain);
    struct rank_evidence more = plain;
    more.sum = 101;
    assert_true(rank_score(&more) > score);
    more = plain;
    more.coverage = 0.6;
    assert_true(rank_score(&more) > score);
    more = plain;
    more.title_hits = 1;
    assert_true(rank_score(&more) > score);
    more.title_words = 3;
    assert_true(rank_score(&more) > score);
    more = plain;
    more.prior = rank_link_prior(1);
    assert_true(rank_score(&more) > score);
}

static void each_link_raises_the_prior(void **state) {
    (void)state;
    assert_true(NEAR(rank_link_prior(0), 1));
    for (uint32_t links = 0; links < 1000; links++)
        assert_true(rank_link_prior(links + 1) > rank_link_prior(links));
}

static void a_higher_page_rank_raises_the_prior(void **state) {
    (void)state;
    assert_true(NEAR(rank_page_prior(0), 1));
    for (int rank = 0; rank < 1000; rank++)
        assert_true(rank_page_prior((rank + 1) / 10.0) > rank_page_prior(rank / 10.0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(idf_falls_with_frequency_and_is_never_negative),
        cmocka_unit_test(the_title_counts_most_and_code_least),
        cmocka_unit_test(the_first_words_count_more),
        cmocka_unit_test(a_doc_set_that_is_named_counts_more),
        cmocka_unit_test(a_longer_field_counts_less),
        cmocka_unit_test(the_impact_grows_with_tf_and_saturates),
        cmocka_unit_test(the_score_is_the_product_of_its_factors),
        cmocka_unit_test(every_kind_of_evidence_raises_the_score),
        cmocka_unit_test(each_link_raises_the_prior),
        cmocka_unit_test(a_higher_page_rank_raises_the_prior),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
