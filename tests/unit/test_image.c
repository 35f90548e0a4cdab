#include "common/index/db.h"
#include "common/index/image.h"
#include "common/index/schema.h"
#include "tests/unit/unit.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME "image.db"
#define DIGEST_AT (SCHEMA_PAGE_BYTES - SCHEMA_RESERVED_BYTES)

static void make_artifact(void) {
    struct db db;
    struct err err = {0};
    unlink(unit_path(NAME));
    assert_true(db_create(&db, &err));
    assert_true(db_exec(&db, schema_sql, &err) && db_exec(&db, "INSERT INTO meta VALUES ('id', 'x')", &err));
    assert_true(db_copy_to(&db, unit_path(NAME), &err));
    db_close(&db);
    assert_true(image_seal(unit_path(NAME), &err));
}

static void put_bytes(long offset, struct str bytes) {
    FILE *file = fopen(unit_path(NAME), "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, offset, offset < 0 ? SEEK_END : SEEK_SET), 0);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

static void expect_refused(const char *path, enum err_code code, const char *text) {
    struct image image;
    struct err err = {0};
    assert_false(image_load(&image, path, &err));
    unit_expect_err(&err, code, text);
    assert_null(image.bytes);
    assert_false(image_check(path, &err));
    unit_expect_err(&err, code, text);
}

static void a_sealed_file_loads_with_its_digest(void **state) {
    (void)state;
    make_artifact();
    struct image image;
    struct err err = {0};
    struct stat status;
    assert_true(image_load(&image, unit_path(NAME), &err));
    assert_int_equal(stat(unit_path(NAME), &status), 0);
    assert_int_equal(image.size, (size_t)status.st_size);
    assert_memory_equal(image.bytes + DIGEST_AT, image.digest.bytes, DIGEST_BYTES);
    for (size_t i = 0; i < IMAGE_TAIL_BYTES; i++)
        assert_int_equal(image.bytes[image.size + i], 0);
    struct db db;
    int64_t count = 0;
    assert_true(db_open_memory(&db, &image, &err) && db_quick_check(&db, &err));
    assert_true(db_query_int(&db, "SELECT count(*) FROM meta", &count, &err));
    assert_int_equal(count, 1);
    db_close(&db);
    image_free(&image);
    image_free(&image);
}

static void sealing_twice_gives_the_same_file(void **state) {
    (void)state;
    make_artifact();
    struct image first, second;
    struct err err = {0};
    assert_true(image_load(&first, unit_path(NAME), &err) && image_seal(unit_path(NAME), &err));
    assert_true(image_load(&second, unit_path(NAME), &err));
    assert_memory_equal(first.bytes, second.bytes, first.size);
    image_free(&first);
    image_free(&second);
}

/* Each is a change to a sound file, and what the message must say of it. */
static void a_wrong_header_is_named(void **state) {
    (void)state;
    static const struct {
        long offset;
        struct str bytes;
        const char *text;
    } cases[] = {
        {0, {"SQLite format 4", 16}, "not an SQLite file"},
        {68, {"\0\0\0\1", 4}, "not a docfinch artifact"},
        {60, {"\0\0\0\x63", 4}, "format version 99, this program reads version 7"},
        {16, {"\x04\0", 2}, "page size 1024"},
        {20, {"\0", 1}, "damaged"},
        {28, {"\0\0\0\1", 4}, "should be 4096"},
        {28, {"\xFF\xFF\xFF\xFF", 4}, "should be 17592186040320"},
        {DIGEST_AT, {"\0\0\0\0\0\0\0\0", 8}, "checksum does not match"},
        {-1, {"\xAA", 1}, "checksum does not match"},
        {4096, {"\xAA", 1}, "checksum does not match"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        make_artifact();
        put_bytes(cases[i].offset, cases[i].bytes);
        expect_refused(unit_path(NAME), ERR_FORMAT, cases[i].text);
    }
}

static void every_flipped_bit_is_seen(void **state) {
    (void)state;
    make_artifact();
    struct image image;
    struct err err = {0};
    uint32_t seed = 3;
    for (int i = 0; i < 60; i++) {
        assert_true(image_load(&image, unit_path(NAME), &err));
        size_t at = unit_random(&seed) % image.size;
        char sound = (char)image.bytes[at], flipped = (char)(sound ^ 1 << unit_random(&seed) % 8);
        image_free(&image);
        put_bytes((long)at, str_make(&flipped, 1));
        expect_refused(unit_path(NAME), ERR_FORMAT, unit_path(NAME));
        put_bytes((long)at, str_make(&sound, 1));
    }
}

static void a_file_of_another_length_is_refused(void **state) {
    (void)state;
    make_artifact();
    struct stat status;
    assert_int_equal(stat(unit_path(NAME), &status), 0);
    assert_int_equal(truncate(unit_path(NAME), status.st_size - 1), 0);
    expect_refused(unit_path(NAME), ERR_FORMAT, "copy it again");
    assert_int_equal(truncate(unit_path(NAME), status.st_size + 1), 0);
    expect_refused(unit_path(NAME), ERR_FORMAT, "copy it again");
    assert_int_equal(truncate(unit_path(NAME), SCHEMA_PAGE_BYTES - 1), 0);
    expect_refused(unit_path(NAME), ERR_FORMAT, "too short");
    assert_int_equal(truncate(unit_path(NAME), 0), 0);
    expect_refused(unit_path(NAME), ERR_FORMAT, "too short");
}

static void what_is_no_regular_file_is_refused_without_waiting(void **state) {
    (void)state;
    expect_refused(unit_path("missing"), ERR_IO, "there is no such file");
    expect_refused(unit_path(""), ERR_FORMAT, "not a regular file");
    assert_int_equal(mkfifo(unit_path("fifo"), 0600), 0);
    expect_refused(unit_path("fifo"), ERR_FORMAT, "not a regular file");
}

static void only_an_artifact_can_be_sealed(void **state) {
    (void)state;
    struct err err = {0};
    assert_false(image_seal(unit_path("missing"), &err));
    unit_expect_err(&err, ERR_IO, "missing");
    struct str text = unit_repeat("x", 2 * SCHEMA_PAGE_BYTES);
    unit_write_file("text", text);
    assert_false(image_seal(unit_path("text"), &err));
    unit_expect_err(&err, ERR_FORMAT, "not an SQLite file");
    unit_free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sealed_file_loads_with_its_digest),
        cmocka_unit_test(sealing_twice_gives_the_same_file),
        cmocka_unit_test(a_wrong_header_is_named),
        cmocka_unit_test(every_flipped_bit_is_seen),
        cmocka_unit_test(a_file_of_another_length_is_refused),
        cmocka_unit_test(what_is_no_regular_file_is_refused_without_waiting),
        cmocka_unit_test(only_an_artifact_can_be_sealed),
    };
    return cmocka_run_group_tests(tests, unit_make_folder, unit_remove_folder);
}
