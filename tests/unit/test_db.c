#include "common/base/clock.h"
#include "common/index/db.h"
#include "common/index/image.h"
#include "common/index/schema.h"
#include "tests/unit/unit.h"

#include <unistd.h>

enum { STMT_INSERT, STMT_SELECT, STMT_ENDLESS, STMT_COUNT };

static const char *const statements[STMT_COUNT] = {
    [STMT_INSERT] = "INSERT INTO meta VALUES (?1, ?2)",
    [STMT_SELECT] = "SELECT key, value FROM meta WHERE key = ?1",
    [STMT_ENDLESS] = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
};

static void create(struct db *db) {
    struct err err = {0};
    assert_true(db_create(db, &err) && db_exec(db, schema_sql, &err));
    assert_true(db_prepare(db, statements, STMT_COUNT, &err));
}

static void insert(struct db *db, const char *key, struct str value) {
    struct err err = {0};
    db_bind_text(db, STMT_INSERT, 1, str_from(key));
    db_bind_text(db, STMT_INSERT, 2, value);
    assert_true(db_run(db, STMT_INSERT, &err));
}

static void what_is_written_is_read_back(void **state) {
    (void)state;
    struct db db;
    struct err err = {0};
    create(&db);
    insert(&db, "a", STR("text\0 with NUL \xC3\xA9"));
    insert(&db, "empty", STR(""));
    db_bind_text(&db, STMT_SELECT, 1, STR("a"));
    assert_int_equal(db_step(&db, STMT_SELECT, &err), DB_ROW);
    unit_expect(db_text(&db, STMT_SELECT, 1), STR("text\0 with NUL \xC3\xA9"), "text");
    assert_int_equal(db_step(&db, STMT_SELECT, &err), DB_DONE);
    db_reset(&db, STMT_SELECT);
    db_bind_text(&db, STMT_SELECT, 1, STR("empty"));
    assert_int_equal(db_step(&db, STMT_SELECT, &err), DB_ROW);
    unit_expect(db_text(&db, STMT_SELECT, 1), STR(""), "empty text is not NULL");
    db_reset(&db, STMT_SELECT);
    db_close(&db);
}

static void a_file_that_exists_is_not_written_over(void **state) {
    (void)state;
    struct db db = {0};
    struct err err = {0};
    unit_write_file("there", STR("something else"));
    assert_true(db_create(&db, &err) && db_exec(&db, schema_sql, &err));
    assert_false(db_copy_to(&db, unit_path("there"), &err));
    assert_true(err.code != ERR_NONE);
    db_close(&db);
}

static void a_copy_has_what_was_written(void **state) {
    (void)state;
    struct db db;
    struct err err = {0};
    int64_t count = 0;
    unlink(unit_path("copy"));
    create(&db);
    insert(&db, "a", STR("b"));
    assert_true(db_copy_to(&db, unit_path("copy"), &err));
    db_close(&db);
    assert_true(db_open_file(&db, unit_path("copy"), &err) && db_quick_check(&db, &err));
    assert_true(db_query_int(&db, "SELECT count(*) FROM meta WHERE value = 'b'", &count, &err));
    assert_int_equal(count, 1);
    assert_false(db_exec(&db, "DELETE FROM meta", &err));
    db_close(&db);
}

static void a_bad_statement_fails_at_the_start(void **state) {
    (void)state;
    static const char *const bad[] = {"SELECT 1", "SELECT nothing FROM nowhere"};
    struct db db;
    struct err err = {0};
    assert_true(db_create(&db, &err));
    assert_false(db_prepare(&db, bad, COUNT_OF(bad), &err));
    unit_expect_err(&err, ERR_DB, "nowhere");
    db_close(&db);
}

static void a_bind_that_fails_fails_the_next_step_once(void **state) {
    (void)state;
    struct db db;
    struct err err = {0};
    create(&db);
    db_bind_int(&db, STMT_SELECT, 9, 1);
    db_bind_text(&db, STMT_SELECT, 1, STR("a"));
    assert_int_equal(db_step(&db, STMT_SELECT, &err), DB_FAILED);
    unit_expect_err(&err, ERR_DB, "bound");
    db_reset(&db, STMT_SELECT);
    assert_int_equal(db_step(&db, STMT_SELECT, &err), DB_DONE);
    db_close(&db);
}

static void a_statement_that_must_give_no_row_is_held_to_it(void **state) {
    (void)state;
    struct db db;
    struct err err = {0};
    create(&db);
    insert(&db, "a", STR("x"));
    db_bind_text(&db, STMT_SELECT, 1, STR("a"));
    assert_false(db_run(&db, STMT_SELECT, &err));
    unit_expect_err(&err, ERR_DB, "unexpected row");
    db_bind_text(&db, STMT_INSERT, 1, STR("a"));
    db_bind_text(&db, STMT_INSERT, 2, STR("twice"));
    assert_false(db_run(&db, STMT_INSERT, &err));
    unit_expect_err(&err, ERR_DB, "UNIQUE");
    db_close(&db);
}

static void memory_of(struct image *image) {
    struct db db;
    struct err err = {0};
    unlink(unit_path("db"));
    create(&db);
    insert(&db, "a", STR("x"));
    assert_true(db_copy_to(&db, unit_path("db"), &err));
    db_close(&db);
    assert_true(image_seal(unit_path("db"), &err) && image_load(image, unit_path("db"), &err));
}

static void a_deadline_interrupts_a_statement_in_memory(void **state) {
    (void)state;
    struct image image = {0};
    struct db db;
    struct err err = {0};
    memory_of(&image);
    assert_true(db_open_memory(&db, &image, &err));
    assert_true(db_prepare(&db, statements, STMT_COUNT, &err));
    int64_t start_us = clock_us();
    db.deadline_us = start_us + 20000;
    assert_int_equal(db_step(&db, STMT_ENDLESS, &err), DB_INTERRUPTED);
    assert_int_equal(err.code, ERR_NONE);
    assert_true(clock_us() - start_us >= 20000);
    db_reset(&db, STMT_ENDLESS);
    db.deadline_us = 0;
    db_bind_text(&db, STMT_SELECT, 1, STR("a"));
    assert_int_equal(db_step(&db, STMT_SELECT, &err), DB_ROW);
    db_close(&db);
    image_free(&image);
}

static void memory_is_read_only(void **state) {
    (void)state;
    struct image image = {0};
    struct db db;
    struct err err = {0};
    memory_of(&image);
    assert_true(db_open_memory(&db, &image, &err));
    static const char *const writes[] = {"INSERT INTO meta VALUES ('b', 'y')", "DROP TABLE meta",
                                         "ATTACH ':memory:' AS other",
                                         "PRAGMA writable_schema = 1; DELETE FROM sqlite_schema"};
    for (size_t i = 0; i < COUNT_OF(writes); i++)
        unit_expect_number(db_exec(&db, writes[i], &err), 0, writes[i]);
    db_close(&db);
    image_free(&image);
}

static void many_connections_share_one_image(void **state) {
    (void)state;
    struct image image = {0};
    struct db dbs[4];
    struct err err = {0};
    memory_of(&image);
    for (size_t i = 0; i < COUNT_OF(dbs); i++)
        assert_true(db_open_memory(&dbs[i], &image, &err));
    for (size_t i = 0; i < COUNT_OF(dbs); i++) {
        int64_t count = 0;
        assert_true(db_query_int(&dbs[i], "SELECT count(*) FROM meta", &count, &err));
        assert_int_equal(count, 1);
        db_close(&dbs[i]);
    }
    image_free(&image);
}

static void closing_what_was_never_open_is_fine(void **state) {
    (void)state;
    struct db db = {0};
    db_close(&db);
    db_close(&db);
}

int main(void) {
    struct err err = {0};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(a_file_that_exists_is_not_written_over),
        cmocka_unit_test(a_copy_has_what_was_written),
        cmocka_unit_test(a_bad_statement_fails_at_the_start),
        cmocka_unit_test(a_bind_that_fails_fails_the_next_step_once),
        cmocka_unit_test(a_statement_that_must_give_no_row_is_held_to_it),
        cmocka_unit_test(a_deadline_interrupts_a_statement_in_memory),
        cmocka_unit_test(memory_is_read_only),
        cmocka_unit_test(many_connections_share_one_image),
        cmocka_unit_test(closing_what_was_never_open_is_fine),
    };
    return db_setup(&err) ? cmocka_run_group_tests(tests, unit_make_folder, unit_remove_folder) : 1;
}
