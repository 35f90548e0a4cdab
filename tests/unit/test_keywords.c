/* indexer/rank/keywords and indexer/store/keyword_rows: what indexes call entries, from the place to the row. */
#include "common/index/db.h"
#include "common/text/name.h"
#include "indexer/rank/keywords.h"
#include "indexer/store/keyword_rows.h"
#include "indexer/store/writer.h"
#include "tests/unit/unit.h"

#include <stdio.h>

static struct keyword keyword_of(const char *phrase, const char *path, const char *fragment, struct buf *key) {
    buf_reset(key);
    name_write_phrase_key(key, str_from(phrase));
    return (struct keyword){
        .phrase = str_from(phrase),
        .key = buf_str(key),
        .target = {str_from(path), str_from(fragment)},
        .is_name = true,
    };
}

static void add(struct keywords *keywords, const char *phrase, const char *path, const char *fragment) {
    struct buf key;
    buf_init(&key, 1000);
    const struct keyword keyword = keyword_of(phrase, path, fragment, &key);
    assert_true(keywords_add(keywords, &keyword, graph_place(0, str_from(path), str_from(fragment))));
    buf_free(&key);
}

static void add_main(struct keywords *keywords, const char *phrase, const char *path, const char *fragment) {
    struct buf key;
    buf_init(&key, 1000);
    struct keyword keyword = keyword_of(phrase, path, fragment, &key);
    keyword.is_main = true;
    assert_true(keywords_add(keywords, &keyword, graph_place(0, str_from(path), str_from(fragment))));
    buf_free(&key);
}

/* "entry key anchor" lines of the entries below count. */
static void expect_keywords(const struct keywords *keywords, uint32_t count, const char *wanted) {
    struct buf out;
    buf_init(&out, 10000);
    for (uint32_t entry = 0; entry < count; entry++) {
        size_t found = 0;
        const struct entry_keyword *all = keywords_of(keywords, entry, &found);
        for (size_t i = 0; i < found; i++)
            buf_addf(&out, "%u %.*s #%.*s\n", entry, STR_ARG(all[i].key), STR_ARG(all[i].anchor));
    }
    unit_expect(buf_str(&out), str_from(wanted), "keywords");
    buf_free(&out);
}

/* a.html is entry 0 with the section #s, entry 1; b.html is entry 2. */
static void make_graph(struct graph *graph) {
    graph_init(graph);
    graph_add_target(graph, graph_place(0, STR("a.html"), STR("")), 0, GRAPH_OWN);
    graph_add_target(graph, graph_place(0, STR("a.html"), STR("s")), 1, GRAPH_OWN);
    graph_add_target(graph, graph_place(0, STR("a.html"), STR("inside")), 1, GRAPH_INSIDE);
    graph_add_target(graph, graph_place(0, STR("a.html"), STR("inside-2")), 1, GRAPH_INSIDE);
    graph_add_target(graph, graph_place(0, STR("a.html"), STR("below")), 1, GRAPH_BELOW_HEADING);
    graph_add_target(graph, graph_place(0, STR("b.html"), STR("")), 2, GRAPH_OWN);
    graph_resolve(graph, 3);
}

static void places_become_entries(void **state) {
    (void)state;
    struct graph graph;
    struct keywords keywords;
    make_graph(&graph);
    keywords_init(&keywords);
    add(&keywords, "page", "a.html", "");
    add(&keywords, "missing place", "a.html", "gone");
    add(&keywords, "missing page", "gone.html", "s");
    add(&keywords, "section", "a.html", "s");
    add(&keywords, "paragraph", "a.html", "inside");
    add(&keywords, "heading", "a.html", "below");
    keywords_resolve(&keywords, &graph);
    expect_keywords(&keywords, 4, "0 missing place #\n0 page #\n1 heading #\n1 paragraph #inside\n1 section #\n");
    keywords_free(&keywords);
    graph_free(&graph);
}

static void the_main_place_of_a_phrase_counts_or_else_the_first(void **state) {
    (void)state;
    struct graph graph;
    struct keywords keywords;
    make_graph(&graph);
    keywords_init(&keywords);
    add(&keywords, "cell\nlarge", "a.html", "inside-2");
    add(&keywords, "large\ncell", "a.html", "inside");
    add(&keywords, "door", "a.html", "inside");
    add_main(&keywords, "door", "a.html", "inside-2");
    add(&keywords, "door", "b.html", "");
    keywords_resolve(&keywords, &graph);
    expect_keywords(&keywords, 3, "1 cell large #inside-2\n1 door #inside-2\n2 door #\n");
    keywords_free(&keywords);
    graph_free(&graph);
}

/* A keyword of a link, for the same words as one of an index. */
static void add_link(struct keywords *keywords, const char *phrase, const char *fragment) {
    struct buf key;
    buf_init(&key, 1000);
    struct keyword keyword = keyword_of(phrase, "a.html", fragment, &key);
    keyword.is_link = true;
    assert_true(keywords_add(keywords, &keyword, graph_place(0, STR("a.html"), str_from(fragment))));
    buf_free(&key);
}

static void where_links_lead_counts_before_the_place_of_an_index(void **state) {
    (void)state;
    struct graph graph;
    struct keywords keywords;
    make_graph(&graph);
    keywords_init(&keywords);
    add_main(&keywords, "door", "a.html", "inside");
    add_link(&keywords, "door", "inside-2");
    add(&keywords, "wall", "a.html", "inside");
    add_link(&keywords, "wall", "s");
    add_link(&keywords, "roof", "inside");
    add_link(&keywords, "ROOF", "inside-2");
    keywords_resolve(&keywords, &graph);
    expect_keywords(&keywords, 3, "1 door #inside-2\n1 roof #inside\n1 wall #inside\n");
    size_t count = 0;
    const struct entry_keyword *all = keywords_of(&keywords, 1, &count);
    assert_false(all[0].is_link); /* its words stay the entry's */
    assert_true(all[1].is_link);
    keywords_free(&keywords);
    graph_free(&graph);
}

static void no_keywords_are_no_problem(void **state) {
    (void)state;
    struct graph graph;
    struct keywords keywords;
    graph_init(&graph);
    graph_resolve(&graph, 0);
    keywords_init(&keywords);
    add(&keywords, "lost", "a.html", "");
    keywords_resolve(&keywords, &graph);
    expect_keywords(&keywords, 2, "");
    keywords_free(&keywords);
    graph_free(&graph);
}

/* A database with the keyword table, and statements for all that a writer has. */
static void open_db(struct db *db) {
    const char *sql[WRITE_STMT_COUNT];
    struct err err = {0};
    for (size_t i = 0; i < COUNT_OF(sql); i++)
        sql[i] = "SELECT 1";
    sql[WRITE_KEYWORD] = "INSERT INTO keyword VALUES (?1, ?2, ?3)";
    sql[WRITE_META] = "SELECT key, entry, anchor FROM keyword ORDER BY key, entry";
    assert_true(db_create(db, &err));
    assert_true(db_exec(db, "CREATE TABLE keyword (key, entry, anchor, PRIMARY KEY (key, entry)) WITHOUT ROWID", &err));
    assert_true(db_prepare(db, sql, COUNT_OF(sql), &err));
}

static void expect_rows(struct keyword_rows *rows, const char *wanted) {
    struct db db;
    struct buf out;
    struct err err = {0};
    open_db(&db);
    buf_init(&out, 10000);
    assert_true(keyword_rows_write(rows, &db, &err));
    while (db_step(&db, WRITE_META, &err) == DB_ROW)
        buf_addf(&out, "%.*s %d #%.*s\n", STR_ARG(db_text(&db, WRITE_META, 0)), (int)db_int(&db, WRITE_META, 1),
                 STR_ARG(db_text(&db, WRITE_META, 2)));
    db_reset(&db, WRITE_META);
    db_close(&db);
    unit_expect(buf_str(&out), str_from(wanted), "rows");
    buf_free(&out);
}

static struct placed_entry placed(uint32_t id, uint32_t docset, const char *title, const char *name) {
    return (struct placed_entry){
        .entry = {.title = str_from(title), .name = str_from(name), .anchor = STR("own")},
        .id = id,
        .index = id - 1,
        .docset = docset,
    };
}

/* Keywords that are resolved already: of entry number `entry`. */
static void add_resolved(struct keywords *keywords, uint32_t entry, const char *phrase, const char *anchor) {
    add(keywords, phrase, "a.html", anchor);
    keywords->keywords[keywords->count - 1].entry = entry;
}

static void what_says_no_more_than_a_name_is_left_out(void **state) {
    (void)state;
    struct keywords keywords;
    struct keyword_rows rows;
    struct buf texts;
    const struct placed_entry join = placed(1, 1, "nest.path.join", "nest.path.join");
    static const char *const phrases[] = {"join",          "path.join\n(in module nest)", "Join()",
                                          "paths\nunited", "union of paths\n(in memory)", "join\npaths"};
    keywords_init(&keywords);
    keyword_rows_init(&rows);
    buf_init(&texts, 10000);
    for (size_t i = 0; i < COUNT_OF(phrases); i++)
        add_resolved(&keywords, 0, phrases[i], i < 3 ? "own" : "index-1");
    keywords.keywords[5].is_name = false;
    keyword_rows_add(&rows, &keywords, &join);
    expect_rows(&rows, "in memory of paths union 1 #index-1\nof paths union 1 #index-1\npaths united 1 #index-1\n");
    keyword_texts_write(&keywords, 0, &join.entry, &texts);
    unit_expect(buf_str(&texts), STR("paths united\nunion of paths\njoin paths\n"), "texts");
    buf_free(&texts);
    keyword_rows_free(&rows);
    keywords_free(&keywords);
}

static void an_entry_named_by_a_part_of_the_phrase_is_meant(void **state) {
    (void)state;
    struct keywords keywords;
    struct keyword_rows rows;
    keywords_init(&keywords);
    keyword_rows_init(&rows);
    for (uint32_t entry = 0; entry < 4; entry++)
        add_resolved(&keywords, entry, "print\nbuilt-in function", entry == 2 ? "own" : "index-1");
    const struct placed_entry entries[] = {placed(1, 1, "Output", ""), placed(2, 1, "Basics", ""),
                                           placed(3, 1, "print", "print"), placed(4, 2, "Other", "")};
    for (size_t i = 0; i < COUNT_OF(entries); i++)
        keyword_rows_add(&rows, &keywords, &entries[i]);
    expect_rows(&rows, "built-in function print 3 #\nbuilt-in function print 4 #index-1\n");
    keyword_rows_free(&rows);
    keywords_free(&keywords);
}

static void a_key_leads_to_few_entries(void **state) {
    (void)state;
    enum { COUNT = 3 * KEYWORD_MAX_ENTRIES };
    struct keywords keywords;
    struct keyword_rows rows;
    struct buf wanted;
    keywords_init(&keywords);
    keyword_rows_init(&rows);
    buf_init(&wanted, 10000);
    for (uint32_t entry = 0; entry < COUNT; entry++)
        add_resolved(&keywords, entry, "object", "index-1");
    for (uint32_t id = COUNT; id > 0; id--) {
        const struct placed_entry entry = placed(id, 1, "Anything", "");
        keyword_rows_add(&rows, &keywords, &entry);
    }
    for (int id = 1; id <= KEYWORD_MAX_ENTRIES; id++)
        buf_addf(&wanted, "object %d #index-1\n", id);
    expect_rows(&rows, wanted.data);
    buf_free(&wanted);
    keyword_rows_free(&rows);
    keywords_free(&keywords);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_become_entries),
        cmocka_unit_test(the_main_place_of_a_phrase_counts_or_else_the_first),
        cmocka_unit_test(where_links_lead_counts_before_the_place_of_an_index),
        cmocka_unit_test(no_keywords_are_no_problem),
        cmocka_unit_test(what_says_no_more_than_a_name_is_left_out),
        cmocka_unit_test(an_entry_named_by_a_part_of_the_phrase_is_meant),
        cmocka_unit_test(a_key_leads_to_few_entries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
