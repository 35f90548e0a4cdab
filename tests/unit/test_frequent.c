#include "common/index/postings.h"
#include "common/index/schema.h"
#include "common/search/frequent.h"
#include "tests/unit/unit.h"

#define ENTRIES 100

enum { STMT_TERM, STMT_POSTING, STMT_FREQUENT, STMT_REST, STMT_COUNT };

static const char *const statements[STMT_COUNT] = {
    [STMT_TERM] = "INSERT INTO term VALUES (?1, ?2, 0, ?3)",
    [STMT_POSTING] = "INSERT INTO posting VALUES (?1, 0, ?2)",
    [STMT_FREQUENT] = "SELECT term, postings FROM term WHERE entry_count > ?1 ORDER BY term",
    [STMT_REST] = "SELECT postings FROM posting WHERE term = ?1 ORDER BY chunk",
};

/* A term in every step-th entry; the list is cut after the tenth posting. Titles are those of even entries. */
static void insert_term(struct db *db, struct str term, uint32_t step) {
    struct buf head, tail;
    struct err err = {0};
    uint32_t last = 0, count = 0;
    buf_init(&head, 1000);
    buf_init(&tail, 1000);
    for (uint32_t entry = step; entry <= ENTRIES; entry += step) {
        const struct posting posting = {entry, (uint8_t)(entry % POSTINGS_MAX_IMPACT + 1), entry % 2 == 0};
        postings_write(count++ < 10 ? &head : &tail, last, &posting);
        last = entry;
    }
    db_bind_text(db, STMT_TERM, 1, term);
    db_bind_int(db, STMT_TERM, 2, count);
    db_bind_blob(db, STMT_TERM, 3, head.data, head.len);
    assert_true(db_run(db, STMT_TERM, &err));
    db_bind_text(db, STMT_POSTING, 1, term);
    db_bind_blob(db, STMT_POSTING, 2, tail.len > 0 ? tail.data : "", tail.len);
    assert_true(db_run(db, STMT_POSTING, &err));
    buf_free(&head);
    buf_free(&tail);
}

static void only_terms_of_many_entries_are_laid_out(void **state) {
    (void)state;
    struct db db;
    struct err err = {0};
    struct frequent frequent;
    assert_true(db_create(&db, &err) && db_exec(&db, schema_sql, &err));
    assert_true(db_prepare(&db, statements, STMT_COUNT, &err));
    insert_term(&db, STR("the"), 1);
    insert_term(&db, STR("of"), 3);
    insert_term(&db, STR("rare"), FREQUENT_ONE_IN);
    assert_true(frequent_load(&frequent, &db, STMT_FREQUENT, STMT_REST, ENTRIES, &err));
    assert_null(frequent_find(&frequent, STR("rare")));
    assert_null(frequent_find(&frequent, STR("th")));
    const uint8_t *the = frequent_find(&frequent, STR("the")), *of = frequent_find(&frequent, STR("of"));
    assert_non_null(the);
    assert_non_null(of);
    for (unsigned entry = 1; entry <= ENTRIES; entry++) {
        unsigned byte = (entry % POSTINGS_MAX_IMPACT + 1) | (entry % 2 == 0 ? POSTINGS_TITLE_BIT : 0);
        assert_int_equal(the[entry - 1], byte);
        assert_int_equal(of[entry - 1], entry % 3 == 0 ? byte : 0);
    }
    frequent_free(&frequent);
    db_close(&db);
}

static void a_list_of_entries_that_do_not_exist_ends_early(void **state) {
    (void)state;
    struct db db;
    struct err err = {0};
    struct frequent frequent;
    assert_true(db_create(&db, &err) && db_exec(&db, schema_sql, &err));
    assert_true(db_prepare(&db, statements, STMT_COUNT, &err));
    insert_term(&db, STR("the"), 1);
    assert_true(frequent_load(&frequent, &db, STMT_FREQUENT, STMT_REST, 7, &err));
    assert_non_null(frequent_find(&frequent, STR("the")));
    frequent_free(&frequent);
    db_close(&db);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_terms_of_many_entries_are_laid_out),
        cmocka_unit_test(a_list_of_entries_that_do_not_exist_ends_early),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
