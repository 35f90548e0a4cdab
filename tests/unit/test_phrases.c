/* indexer/rank/phrases: which texts of links become keywords, and where they lead. */
#include "indexer/rank/phrases.h"
#include "tests/unit/unit.h"

/* Page 3 belongs to the second doc set. */
static const uint32_t docset_of[] = {0, 0, 0, 1};

static void add_link(struct graph *graph, uint32_t source, const char *fragment, const char *text) {
    graph_add_link(graph, &(struct graph_reference){
                              .docset = docset_of[source],
                              .source_page = source,
                              .path = STR("a.html"),
                              .fragment = str_from(fragment),
                              .text = str_from(text),
                          });
}

/* a.html is entry 0 with #own, and has the section #s with #label and #below, entry 1; entry 2 is another a.html. */
static void begin(struct graph *graph) {
    graph_init(graph);
    graph_add_target(graph, graph_place(0, STR("a.html"), STR("")), 0, GRAPH_OWN);
    graph_add_target(graph, graph_place(0, STR("a.html"), STR("s")), 1, GRAPH_OWN);
    graph_add_target(graph, graph_place(0, STR("a.html"), STR("label")), 1, GRAPH_INSIDE);
    graph_add_target(graph, graph_place(0, STR("a.html"), STR("label-2")), 1, GRAPH_INSIDE);
    graph_add_target(graph, graph_place(0, STR("a.html"), STR("below")), 1, GRAPH_BELOW_HEADING);
    graph_add_target(graph, graph_place(1, STR("a.html"), STR("")), 2, GRAPH_OWN);
}

/* "entry key #anchor" lines. */
static void expect_keywords(struct graph *graph, const char *wanted) {
    struct keywords keywords;
    struct buf out;
    graph_resolve(graph, 3);
    keywords_init(&keywords);
    phrases_add(&keywords, graph, docset_of);
    keywords_resolve(&keywords, graph);
    buf_init(&out, 10000);
    for (size_t i = 0; i < keywords.count; i++)
        buf_addf(&out, "%u %.*s #%.*s\n", keywords.keywords[i].entry, STR_ARG(keywords.keywords[i].key),
                 STR_ARG(keywords.keywords[i].anchor));
    unit_expect(buf_str(&out), str_from(wanted), "keywords");
    buf_free(&out);
    keywords_free(&keywords);
    graph_free(graph);
}

static void a_text_of_several_words_becomes_a_keyword(void **state) {
    (void)state;
    struct graph graph;
    begin(&graph);
    add_link(&graph, 0, "label", "the label");
    add_link(&graph, 0, "below", "the part");
    add_link(&graph, 0, "s", "The section");
    add_link(&graph, 0, "", "our page");
    add_link(&graph, 0, "gone", "missing place");
    add_link(&graph, 0, "label", "label");
    expect_keywords(&graph, "0 missing place #\n0 our page #\n1 label the #label\n1 part the #\n1 section the #\n");
}

static void a_text_that_leads_to_many_entries_is_none(void **state) {
    (void)state;
    struct graph graph;
    begin(&graph);
    add_link(&graph, 0, "s", "see here");
    add_link(&graph, 1, "", "see here");
    add_link(&graph, 0, "s", "more often");
    add_link(&graph, 1, "label", "more often");
    add_link(&graph, 1, "", "more often");
    add_link(&graph, 0, "s", "on one page");
    add_link(&graph, 0, "s", "on one page");
    add_link(&graph, 0, "", "on one page");
    add_link(&graph, 0, "label", "three places of one");
    add_link(&graph, 0, "label-2", "three places of one");
    add_link(&graph, 0, "s", "three places of one");
    add_link(&graph, 1, "", "three places of one");
    add_link(&graph, 2, "", "three places of one");
    expect_keywords(&graph, "0 of one places three #\n1 more often #label\n");
}

static void the_place_that_most_pages_lead_to_counts(void **state) {
    (void)state;
    struct graph graph;
    begin(&graph);
    add_link(&graph, 0, "label", "the place");
    add_link(&graph, 0, "label", "the place");
    add_link(&graph, 1, "label-2", "the place");
    add_link(&graph, 2, "label-2", "the place");
    for (uint32_t page = 0; page < 3; page++)
        add_link(&graph, page, "s", "the place");
    expect_keywords(&graph, "1 place the #label-2\n");
}

static void each_doc_set_has_its_own(void **state) {
    (void)state;
    struct graph graph;
    begin(&graph);
    add_link(&graph, 0, "", "our page");
    add_link(&graph, 3, "", "our page");
    expect_keywords(&graph, "0 our page #\n2 our page #\n");
}

static void without_links_there_are_none(void **state) {
    (void)state;
    struct graph graph;
    begin(&graph);
    expect_keywords(&graph, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_of_several_words_becomes_a_keyword),
        cmocka_unit_test(a_text_that_leads_to_many_entries_is_none),
        cmocka_unit_test(the_place_that_most_pages_lead_to_counts),
        cmocka_unit_test(each_doc_set_has_its_own),
        cmocka_unit_test(without_links_there_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
