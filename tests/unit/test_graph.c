/* indexer/rank: weight and graph. */
#include "indexer/rank/graph.h"
#include "indexer/rank/weight.h"
#include "tests/unit/unit.h"

#include <stdlib.h>

static void more_links_and_less_depth_weigh_more(void **state) {
    (void)state;
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        uint16_t last = 0;
        for (uint32_t links = 0; links < 70000; links += links < 100 ? 1 : 997) {
            uint16_t weight = weight_of((enum kind)kind, 1, links);
            assert_true(weight >= last && weight > 0);
            last = weight;
        }
        for (unsigned depth = 0; depth < 10; depth++)
            assert_true(weight_of((enum kind)kind, depth, 3) >= weight_of((enum kind)kind, depth + 1, 3));
        assert_true(weight_of((enum kind)kind, 0, 0) > weight_of((enum kind)kind, 1, 0));
        assert_int_equal(weight_of((enum kind)kind, 0, UINT32_MAX), weight_of((enum kind)kind, 0, UINT16_MAX));
    }
}

static void kinds_stand_in_their_order(void **state) {
    (void)state;
    static const enum kind order[] = {KIND_MODULE, KIND_CLASS, KIND_FUNCTION, KIND_METHOD, KIND_ATTRIBUTE, KIND_MEMBER};
    for (size_t i = 0; i + 1 < COUNT_OF(order); i++)
        assert_true(weight_of(order[i], 1, 5) > weight_of(order[i + 1], 1, 5));
    assert_true(weight_of(KIND_CLASS, 1, 3) > weight_of(KIND_METHOD, 2, 10));
}

static void a_doubling_of_links_is_worth_the_same(void **state) {
    (void)state;
    int first = weight_of(KIND_PAGE, 0, 1) - weight_of(KIND_PAGE, 0, 0);
    assert_int_equal(first, 600);
    for (uint32_t links = 1; links < 60000 / 2; links = 2 * links + 1)
        assert_int_equal(weight_of(KIND_PAGE, 0, 2 * links + 1) - weight_of(KIND_PAGE, 0, links), first);
}

static void add(struct graph *graph, uint32_t source, const char *path, const char *fragment, const char *text) {
    graph_add_link(graph, &(struct graph_reference){
                              .source_page = source,
                              .path = str_from(path),
                              .fragment = str_from(fragment),
                              .text = str_from(text),
                          });
}

static void expect_texts(const struct graph *graph, uint32_t entry, const char *texts) {
    struct buf out;
    buf_init(&out, 10000);
    graph_write_texts(graph, entry, &out);
    unit_expect(buf_str(&out), str_from(texts), "texts");
    buf_free(&out);
}

static void pages_that_link_are_counted_once_each(void **state) {
    (void)state;
    struct graph graph;
    graph_init(&graph);
    add(&graph, 1, "a.html", "x", "early"); /* before the target is known */
    graph_add_target(&graph, graph_place(0, STR("a.html"), STR("")), 0, GRAPH_OWN);
    graph_add_target(&graph, graph_place(0, STR("a.html"), STR("x")), 1, GRAPH_OWN);
    graph_add_target(&graph, graph_place(0, STR("a.html"), STR("x")), 9, GRAPH_OWN); /* the first keeps the place */
    graph_add_target(&graph, graph_place(1, STR("a.html"), STR("x")), 2, GRAPH_OWN); /* of another doc set */
    add(&graph, 1, "a.html", "x", "again");
    add(&graph, 2, "a.html", "x", "early");
    add(&graph, 2, "a.html", "", "the page");
    add(&graph, 3, "a.html", "gone", "its page");
    add(&graph, 3, "gone.html", "x", "nothing");
    graph_resolve(&graph, 4);
    assert_int_equal(graph_link_count(&graph, 0), 2);
    assert_int_equal(graph_link_count(&graph, 1), 2);
    assert_int_equal(graph_link_count(&graph, 2), 0);
    assert_int_equal(graph_link_count(&graph, 3), 0);
    expect_texts(&graph, 0, "the page\nits page\n");
    expect_texts(&graph, 1, "early\nagain\n");
    expect_texts(&graph, 3, "");
    graph_free(&graph);
}

static void the_most_used_texts_are_kept(void **state) {
    (void)state;
    struct graph graph;
    graph_init(&graph);
    graph_add_target(&graph, graph_place(0, STR("a.html"), STR("")), 0, GRAPH_OWN);
    for (uint32_t text = 0; text < 20; text++) {
        struct buf name;
        buf_init(&name, 100);
        buf_addf(&name, "t%u", text);
        for (uint32_t source = 0; source <= text; source++)
            add(&graph, source, "a.html", "", name.data);
        buf_free(&name);
    }
    graph_resolve(&graph, 1);
    expect_texts(&graph, 0, "t19\nt18\nt17\nt16\nt15\nt14\nt13\nt12\n");
    assert_int_equal(graph_link_count(&graph, 0), 20);
    graph_free(&graph);
}

static void a_graph_without_links_or_targets_is_fine(void **state) {
    (void)state;
    struct graph graph;
    graph_init(&graph);
    graph_resolve(&graph, 0);
    graph_free(&graph);
    graph_init(&graph);
    add(&graph, 1, "a.html", "", "x");
    graph_resolve(&graph, 1);
    assert_int_equal(graph_link_count(&graph, 0), 0);
    graph_free(&graph);
}

static void very_many_targets_are_all_found(void **state) {
    (void)state;
    enum { COUNT = 20000 };
    struct graph graph;
    struct buf name;
    graph_init(&graph);
    buf_init(&name, 100);
    for (uint32_t i = 0; i < COUNT; i++) {
        buf_reset(&name);
        buf_addf(&name, "p%u.html", i);
        graph_add_target(&graph, graph_place(0, buf_str(&name), STR("")), i, GRAPH_OWN);
        add(&graph, i / 2, name.data, "", name.data);
    }
    graph_resolve(&graph, COUNT);
    for (uint32_t i = 0; i < COUNT; i++)
        assert_int_equal(graph_link_count(&graph, i), 1);
    buf_free(&name);
    graph_free(&graph);
}

static void redirects_lead_to_where_they_lead(void **state) {
    (void)state;
    struct graph graph;
    uint32_t entry = 0;
    graph_init(&graph);
    graph_add_alias(&graph, 0, STR("oldest.html"), STR("old.html"), STR(""));
    graph_add_alias(&graph, 0, STR("old.html"), STR("new.html"), STR("part"));
    graph_add_alias(&graph, 0, STR("round.html"), STR("about.html"), STR(""));
    graph_add_alias(&graph, 0, STR("about.html"), STR("round.html"), STR(""));
    graph_add_alias(&graph, 0, STR("lost.html"), STR("nowhere.html"), STR(""));
    graph_add_target(&graph, graph_place(0, STR("new.html"), STR("")), 0, GRAPH_OWN);
    graph_add_target(&graph, graph_place(0, STR("new.html"), STR("part")), 1, GRAPH_OWN);
    add(&graph, 2, "oldest.html", "", "the old page");
    add(&graph, 3, "old.html", "gone", "its section");
    add(&graph, 4, "round.html", "", "nothing");
    add(&graph, 5, "lost.html", "", "nothing");
    graph_resolve(&graph, 2);
    assert_int_equal(graph_link_count(&graph, 0), 0);
    assert_int_equal(graph_link_count(&graph, 1), 2);
    expect_texts(&graph, 1, "the old page\nits section\n");
    assert_true(graph_find(&graph, 0, STR("oldest.html"), STR(""), &entry));
    assert_int_equal(entry, 1);
    assert_false(graph_find(&graph, 0, STR("round.html"), STR(""), &entry));
    graph_forget_places(&graph);
    assert_false(graph_find(&graph, 0, STR("new.html"), STR(""), &entry));
    assert_int_equal(graph_link_count(&graph, 1), 2);
    graph_free(&graph);
}

/* Page 0 is linked to by all, page 3 by none, pages 4 and 5 are of another doc set. */
static void page_rank_is_that_of_a_reader_who_follows_links(void **state) {
    (void)state;
    static const struct page_link links[] = {{0, 1}, {0, 2}, {0, 3}, {1, 0}, {2, 0}, {5, 4}};
    static const uint32_t docset[] = {0, 0, 0, 0, 1, 1};
    uint64_t *rank = pagerank_compute(links, COUNT_OF(links), docset, COUNT_OF(docset));
    assert_true(rank[0] > rank[1] && rank[1] == rank[2] && rank[2] > rank[3]);
    assert_true(rank[5] > rank[4]);
    uint64_t first = rank[0] + rank[1] + rank[2] + rank[3], second = rank[4] + rank[5];
    assert_true(first > 4 * PAGERANK_ONE - 1000 && first <= 4 * PAGERANK_ONE);
    assert_true(second > 2 * PAGERANK_ONE - 1000 && second <= 2 * PAGERANK_ONE);
    assert_int_equal(rank[3], PAGERANK_ONE * 15 / 100);
    free(rank);
    free(pagerank_compute(NULL, 0, docset, 1));
}

static void links_from_page_to_page_count_once(void **state) {
    (void)state;
    static const uint32_t page_of[] = {0, 0, 1};
    struct graph graph;
    size_t count = 0;
    graph_init(&graph);
    graph_add_target(&graph, graph_place(0, STR("a.html"), STR("")), 0, GRAPH_OWN);
    graph_add_target(&graph, graph_place(0, STR("a.html"), STR("x")), 1, GRAPH_OWN);
    graph_add_target(&graph, graph_place(0, STR("b.html"), STR("")), 2, GRAPH_OWN);
    add(&graph, 1, "a.html", "", "one");
    add(&graph, 1, "a.html", "x", "two");
    add(&graph, 0, "a.html", "x", "to itself");
    add(&graph, 0, "b.html", "", "three");
    graph_resolve(&graph, COUNT_OF(page_of));
    struct page_link *links = graph_page_links(&graph, page_of, &count);
    assert_int_equal(count, 2);
    assert_true(links[0].target == 0 && links[0].source == 1 && links[1].target == 1 && links[1].source == 0);
    free(links);
    graph_free(&graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_links_and_less_depth_weigh_more),
        cmocka_unit_test(kinds_stand_in_their_order),
        cmocka_unit_test(a_doubling_of_links_is_worth_the_same),
        cmocka_unit_test(pages_that_link_are_counted_once_each),
        cmocka_unit_test(the_most_used_texts_are_kept),
        cmocka_unit_test(a_graph_without_links_or_targets_is_fine),
        cmocka_unit_test(very_many_targets_are_all_found),
        cmocka_unit_test(redirects_lead_to_where_they_lead),
        cmocka_unit_test(page_rank_is_that_of_a_reader_who_follows_links),
        cmocka_unit_test(links_from_page_to_page_count_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
