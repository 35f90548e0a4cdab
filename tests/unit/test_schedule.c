#include "indexer/schedule.h"
#include "tests/unit/unit.h"

#define KB ((size_t)1 << 10)
#define MB ((size_t)1 << 20)
#define MAX_FILES 40

/* Pages of these sizes; 0 ends the list. A size with a minus sign in front is that of a compressed page. */
static size_t schedule(const long long sizes[], size_t early[SCHEDULE_MAX_EARLY]) {
    static struct corpus_file files[MAX_FILES];
    static const struct corpus_file *pointers[MAX_FILES];
    size_t count = 0;
    for (; count < MAX_FILES && sizes[count] != 0; count++) {
        long long size = sizes[count];
        files[count] = (struct corpus_file){
            .is_html = true,
            .is_gzip = size < 0,
            .stored_bytes = (size_t)(size < 0 ? -size : size),
        };
        pointers[count] = &files[count];
    }
    return schedule_early(pointers, count, early);
}

static void large_pages_come_first_the_largest_before_all(void **state) {
    (void)state;
    static const long long sizes[] = {10 * KB, 2 * MB, 499 * KB, 3 * MB, -(long long)(200 * KB), MB, KB, 0};
    size_t early[SCHEDULE_MAX_EARLY];
    static const size_t expected[] = {3, 1, 4, 5};
    assert_int_equal(schedule(sizes, early), COUNT_OF(expected));
    assert_memory_equal(early, expected, sizeof expected);
}

static void their_number_and_bytes_are_bounded(void **state) {
    (void)state;
    size_t early[SCHEDULE_MAX_EARLY];
    long long many[MAX_FILES + 1] = {0}, large[] = {9 * MB, 5 * MB, 4 * MB, 3 * MB, 0};
    for (long long i = 0; i < MAX_FILES; i++)
        many[i] = (long long)(500 * KB) + i;
    assert_int_equal(schedule(many, early), SCHEDULE_MAX_EARLY);
    for (size_t i = 0; i < SCHEDULE_MAX_EARLY; i++)
        assert_int_equal(early[i], MAX_FILES - 1 - i);
    assert_int_equal(schedule(large, early), 2);
    assert_int_equal(early[0], 1);
    assert_int_equal(early[1], 3);
}

static void other_files_keep_their_place(void **state) {
    (void)state;
    const struct corpus_file file = {.stored_bytes = 2 * MB}, *files[] = {&file};
    size_t early[SCHEDULE_MAX_EARLY];
    assert_int_equal(schedule_early(files, 1, early), 0);
    assert_int_equal(schedule_early(files, 0, early), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_pages_come_first_the_largest_before_all),
        cmocka_unit_test(their_number_and_bytes_are_bounded),
        cmocka_unit_test(other_files_keep_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
