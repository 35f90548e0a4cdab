/* indexer/store: spool, record, prefixes, names, order, artifact. */
#include "common/index/db.h"
#include "common/index/image.h"
#include "indexer/store/artifact.h"
#include "indexer/store/names.h"
#include "indexer/store/order.h"
#include "indexer/store/prefixes.h"
#include "indexer/store/record.h"
#include "indexer/store/spool.h"
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void records_are_read_back_in_any_order(void **state) {
    (void)state;
    enum { COUNT = 300 };
    struct spool spool;
    struct err err = {0};
    struct spool_record records[COUNT];
    struct buf out;
    buf_init(&out, (size_t)1 << 20);
    assert_true(spool_open(&spool, unit_path("docs.db"), &err));
    for (size_t i = 0; i < COUNT; i++) {
        char letter[2] = {(char)('a' + i % 26), '\0'};
        struct str bytes = unit_repeat(letter, i * 37);
        assert_true(spool_append(&spool, bytes, &records[i], &err));
        unit_free(bytes);
    }
    assert_true(spool_flush(&spool, &err));
    for (size_t i = COUNT; i-- > 0;) {
        assert_true(spool_read(&spool, records[i], &out, &err));
        assert_int_equal(out.len, i * 37);
        for (size_t j = 0; j < out.len; j++)
            assert_int_equal(out.data[j], 'a' + (int)(i % 26));
    }
    assert_true(spool_append(&spool, STR("late"), &records[0], &err) && spool_flush(&spool, &err));
    assert_true(spool_read(&spool, records[0], &out, &err));
    unit_expect(buf_str(&out), STR("late"), "after reading");
    struct spool_record behind = {spool.size_bytes, 1};
    assert_false(spool_read(&spool, behind, &out, &err));
    unit_expect_err(&err, ERR_INTERNAL, "too short");
    spool_close(&spool);
    spool_close(&spool);
    buf_free(&out);
}

static void a_spool_needs_a_folder(void **state) {
    (void)state;
    struct spool spool;
    struct err err = {0};
    assert_false(spool_open(&spool, unit_path("missing/docs.db"), &err));
    unit_expect_err(&err, ERR_IO, "No such file");
    spool_close(&spool);
}

static struct entry some_entry(void) {
    struct entry entry = {.kind = KIND_METHOD,
                          .depth = 3,
                          .parent = 1,
                          .text_of = 2,
                          .title_words = 2,
                          .since = STR(""),
                          .deprecated = STR("")};
    struct str *const strings[] = {&entry.anchor,      &entry.title, &entry.name, &entry.signature,
                                   &entry.breadcrumbs, &entry.text,  &entry.code, &entry.shape};
    static const char *const values[] = {"C.m", "C.m", "pkg.C.m", "m(self)", "A\nB", "text", "", "\x03\x01\x02"};
    for (size_t i = 0; i < COUNT_OF(strings); i++)
        *strings[i] = str_from(values[i]);
    for (int field = 0; field < FIELD_COUNT; field++) {
        entry.terms[field] = str_from(values[(size_t)field % COUNT_OF(values)]);
        entry.term_count[field] = (uint16_t)(field * 1000);
    }
    return entry;
}

static void an_entry_is_read_as_it_was_written(void **state) {
    (void)state;
    const struct entry entry = some_entry();
    struct entry copy;
    struct buf out;
    struct err err = {0};
    buf_init(&out, 10000);
    record_write(&out, &entry);
    assert_true(record_read(buf_str(&out), &copy, &err));
    assert_int_equal(copy.kind, entry.kind);
    assert_int_equal(copy.depth, 3);
    assert_int_equal(copy.title_words, 2);
    unit_expect(copy.anchor, entry.anchor, "anchor");
    unit_expect(copy.name, entry.name, "name");
    unit_expect(copy.breadcrumbs, entry.breadcrumbs, "breadcrumbs");
    unit_expect(copy.code, STR(""), "code");
    unit_expect(copy.shape, entry.shape, "shape");
    for (int field = 0; field < FIELD_COUNT; field++) {
        unit_expect(copy.terms[field], entry.terms[field], "terms");
        assert_int_equal(copy.term_count[field], entry.term_count[field]);
    }
    for (size_t length = 0; length < out.len; length++) {
        assert_false(record_read(str_head(buf_str(&out), length), &copy, &err));
        unit_expect_err(&err, ERR_INTERNAL, "spool record");
    }
    buf_free(&out);
}

struct emitted {
    struct buf text;
    size_t count, stop_at;
};

static bool emit(void *context, const struct prefix_place *place, uint32_t value, struct err *err) {
    struct emitted *emitted = context;
    if (emitted->count++ == emitted->stop_at)
        return err_set(err, ERR_IO, "stopped");
    buf_addf(&emitted->text, "%.*s %u %zu %u\n", STR_ARG(place->prefix), place->group, place->position, value);
    return true;
}

#define MODEL_VALUES 60

/* One list by brute force: again and again the best of all items that belong to it and are not taken. */
static void model_list(const struct prefix_item items[], size_t count, const struct prefix_place *list, size_t max,
                       struct buf *out) {
    bool taken[MODEL_VALUES] = {false};
    for (size_t position = 0; position < max; position++) {
        const struct prefix_item *best = NULL;
        for (size_t i = 0; i < count; i++)
            if (str_starts(items[i].key, list->prefix) && !taken[items[i].value] &&
                (list->group == 0 || items[i].group == list->group) && (best == NULL || items[i].rank < best->rank))
                best = &items[i];
        if (best == NULL)
            return;
        taken[best->value] = true;
        buf_addf(out, "%.*s %u %zu %u\n", STR_ARG(list->prefix), list->group, position, best->value);
    }
}

/* Every prefix of every key that is not one of the key before. */
static void model(const struct prefix_item items[], size_t count, const struct prefix_lists *lists, struct buf *out) {
    for (size_t i = 0; i < count; i++) {
        struct str key = items[i].key;
        for (size_t length = 1; length <= key.len; length++) {
            struct str prefix = str_head(key, length);
            bool is_new = i == 0 || !str_starts(items[i - 1].key, prefix);
            bool is_whole = length == key.len || ((unsigned char)key.ptr[length] & 0xC0) != 0x80;
            size_t matching = 0;
            for (size_t j = 0; j < count; j++)
                matching += str_starts(items[j].key, prefix);
            if (!is_new || !is_whole || matching <= lists->scan_max)
                continue;
            for (uint32_t group = 0; group <= lists->group_count; group++)
                model_list(items, count, &(struct prefix_place){prefix, group, 0}, lists->list_max, out);
        }
    }
}

static int compare_items(const void *a, const void *b) {
    return str_compare(((const struct prefix_item *)a)->key, ((const struct prefix_item *)b)->key);
}

static void prefix_lists_are_those_of_a_brute_force_search(void **state) {
    (void)state;
    static const char *const letters[] = {"a", "b", ".", "\xC3\xA9", "\xC3\xA8"};
    struct arena arena;
    uint32_t seed = 5;
    arena_init(&arena);
    for (int round = 0; round < 40; round++) {
        struct prefix_item items[120];
        size_t count = unit_random(&seed) % COUNT_OF(items);
        for (size_t i = 0; i < count; i++) {
            struct buf key;
            buf_init(&key, 100);
            for (uint32_t length = 1 + unit_random(&seed) % 5; length > 0; length--)
                buf_puts(&key, letters[unit_random(&seed) % COUNT_OF(letters)]);
            uint32_t value = unit_random(&seed) % MODEL_VALUES;
            items[i] = (struct prefix_item){arena_copy(&arena, buf_str(&key)), value * 7 % 61, value, 1 + value % 3};
            buf_free(&key);
        }
        qsort(items, count, sizeof *items, compare_items);
        struct emitted emitted = {.stop_at = SIZE_MAX};
        struct buf expected;
        const struct prefix_lists lists = {
            .scan_max = 1 + unit_random(&seed) % 8,
            .list_max = 1 + unit_random(&seed) % 6,
            .group_count = unit_random(&seed) % 2 * 3,
            .context = &emitted,
            .emit = emit,
        };
        buf_init(&emitted.text, (size_t)1 << 20);
        buf_init(&expected, (size_t)1 << 20);
        struct err err = {0};
        assert_true(prefixes_emit(&lists, items, count, &err));
        model(items, count, &lists, &expected);
        unit_expect(buf_str(&emitted.text), buf_str(&expected), "lists");
        buf_free(&emitted.text);
        buf_free(&expected);
    }
    arena_free(&arena);
}

static void a_failing_list_ends_the_work(void **state) {
    (void)state;
    struct prefix_item items[10];
    for (uint32_t i = 0; i < COUNT_OF(items); i++)
        items[i] = (struct prefix_item){STR("abc"), i, i, 1};
    struct emitted emitted = {.stop_at = 3};
    struct err err = {0};
    buf_init(&emitted.text, 1000);
    const struct prefix_lists lists = {.scan_max = 2, .list_max = 5, .context = &emitted, .emit = emit};
    assert_false(prefixes_emit(&lists, items, COUNT_OF(items), &err));
    assert_int_equal(emitted.count, 4);
    buf_free(&emitted.text);
}

static void a_name_is_kept_under_all_its_spellings(void **state) {
    (void)state;
    struct names names;
    names_init(&names);
    struct entry entry = some_entry();
    names_add(&names, &entry, 5, 1);
    entry.name = STR("");
    entry.title = STR("A title of prose");
    names_add(&names, &entry, 6, 1);
    struct str long_title = unit_repeat("x", SCHEMA_KEY_MAX_BYTES + 1);
    entry.title = long_title;
    names_add(&names, &entry, 7, 1);
    entry.title = str_head(long_title, SCHEMA_KEY_MAX_BYTES);
    names_add(&names, &entry, 8, 1);
    static const struct {
        const char *key;
        enum name_tier tier;
        uint32_t entry;
    } expected[] = {{"c.m", NAME_WHOLE, 5}, {"pkg.c.m", NAME_WHOLE, 5},          {"c.m", NAME_TAIL, 5},
                    {"m", NAME_TAIL, 5},    {"a title of prose", NAME_WHOLE, 6}, {NULL, NAME_WHOLE, 8}};
    assert_int_equal(names.count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        if (expected[i].key != NULL)
            unit_expect(names.keys[i].key, str_from(expected[i].key), "key");
        assert_int_equal(names.keys[i].tier, expected[i].tier);
        assert_int_equal(names.keys[i].entry, expected[i].entry);
    }
    names_free(&names);
    unit_free(long_title);
}

static void ids_go_by_weight_then_by_name_then_by_input(void **state) {
    (void)state;
    struct collected_entry entries[] = {
        {.weight = 10, .name_bytes = 5},
        {.weight = 30, .name_bytes = 9},
        {.weight = 10, .name_bytes = 3},
        {.weight = 10, .name_bytes = 5},
        {.weight = 65535},
        {.weight = 30, .name_bytes = 8},
    };
    static const uint32_t expected[] = {4, 5, 1, 2, 0, 3};
    struct collection collection = {.entries = entries, .entry_count = COUNT_OF(entries)};
    uint32_t *order = order_entries(&collection);
    for (size_t i = 0; i < COUNT_OF(expected); i++)
        assert_int_equal(order[i], expected[i]);
    free(order);
}

/* Whether a build of the target could start in another process. */
static bool other_process_may_build(const char *target) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct artifact artifact;
        struct err err = {0};
        bool opened = artifact_open(&artifact, target, &err);
        bool is_right = opened || (err.code == ERR_IO && strstr(err.message, "another docfinch-index") != NULL);
        artifact_close(&artifact);
        _exit(!is_right ? 2 : opened ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
    return WEXITSTATUS(status) == 0;
}

static void two_builds_of_one_target_do_not_meet(void **state) {
    (void)state;
    struct artifact artifact;
    struct err err = {0};
    const char *target = unit_path("two.db");
    assert_true(artifact_open(&artifact, target, &err));
    assert_false(other_process_may_build(target));
    assert_false(other_process_may_build(target));
    artifact_close(&artifact);
    assert_true(other_process_may_build(target));
}

static void expect_content(const char *name, const char *content) {
    char bytes[100] = "";
    FILE *file = fopen(unit_path(name), "rb");
    assert_non_null(file);
    size_t got = fread(bytes, 1, sizeof bytes - 1, file);
    fclose(file);
    unit_expect(str_make(bytes, got), str_from(content), name);
}

static void a_failed_build_leaves_the_old_file_alone(void **state) {
    (void)state;
    struct artifact artifact;
    struct err err = {0};
    unit_write_file("kept.db", STR("old"));
    unit_write_file("kept.db.tmp", STR("left by an interrupted build"));
    assert_true(artifact_open(&artifact, unit_path("kept.db"), &err));
    assert_int_equal(access(artifact.path.data, F_OK), -1);
    unit_write_file("kept.db.tmp", STR("not an artifact"));
    assert_false(artifact_publish(&artifact, &err));
    artifact_close(&artifact);
    expect_content("kept.db", "old");
    assert_int_equal(access(unit_path("kept.db.tmp"), F_OK), -1);
    assert_int_equal(access(unit_path("kept.db.lock"), F_OK), -1);
}

static void an_artifact_that_opens_badly_is_not_published(void **state) {
    (void)state;
    struct artifact artifact;
    struct db db;
    struct err err = {0};
    unit_write_file("bad.db", STR("old"));
    assert_true(artifact_open(&artifact, unit_path("bad.db"), &err));
    assert_true(db_create(&db, &err) && db_exec(&db, "CREATE TABLE t (x)", &err));
    assert_true(db_copy_to(&db, artifact.path.data, &err));
    db_close(&db);
    assert_false(artifact_publish(&artifact, &err));
    assert_true(err.code == ERR_FORMAT || err.code == ERR_DB);
    artifact_close(&artifact);
    expect_content("bad.db", "old");
}

static void a_target_that_is_no_file_is_refused(void **state) {
    (void)state;
    struct artifact artifact;
    struct err err = {0};
    unit_write_folder("folder.db");
    assert_false(artifact_open(&artifact, unit_path("folder.db"), &err));
    unit_expect_err(&err, ERR_IO, "not a regular file");
    artifact_close(&artifact);
    assert_false(artifact_open(&artifact, unit_path("missing/x.db"), &err));
    unit_expect_err(&err, ERR_IO, "No such file");
    artifact_close(&artifact);
}

int main(void) {
    struct err err = {0};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_read_back_in_any_order),
        cmocka_unit_test(a_spool_needs_a_folder),
        cmocka_unit_test(an_entry_is_read_as_it_was_written),
        cmocka_unit_test(prefix_lists_are_those_of_a_brute_force_search),
        cmocka_unit_test(a_failing_list_ends_the_work),
        cmocka_unit_test(a_name_is_kept_under_all_its_spellings),
        cmocka_unit_test(ids_go_by_weight_then_by_name_then_by_input),
        cmocka_unit_test(two_builds_of_one_target_do_not_meet),
        cmocka_unit_test(a_failed_build_leaves_the_old_file_alone),
        cmocka_unit_test(an_artifact_that_opens_badly_is_not_published),
        cmocka_unit_test(a_target_that_is_no_file_is_refused),
    };
    return db_setup(&err) ? cmocka_run_group_tests(tests, unit_make_folder, unit_remove_folder) : 1;
}
