#include "indexer/extract/doubles.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <time.h>

static void an_entry_whose_id_is_taken_is_reached_by_its_words(void **state) {
    (void)state;
    static const struct {
        const char *id, *title, *anchor;
    } expected[] = {
        {"a", "One", "a"},   {"a", "Two words", "a:~:text=Two words"},
        {"b", "Three", "b"}, {"a", "Four", "b:~:text=Four"},
        {"b", "", "b"},      {"c", "Five", "c"},
    };
    struct entry entries[COUNT_OF(expected)] = {0};
    struct id_owner ids[COUNT_OF(expected)] = {0};
    struct extraction page = {.entries = entries, .entry_count = COUNT_OF(expected), .ids = ids};
    page.id_count = COUNT_OF(expected);
    arena_init(&page.arena);
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        entries[i] = (struct entry){.anchor = str_from(expected[i].id), .title = str_from(expected[i].title)};
        ids[i] = (struct id_owner){.id = str_from(expected[i].id), .entry = (uint32_t)i};
    }
    assert_true(doubles_part(&page));
    for (size_t i = 0; i < COUNT_OF(expected); i++)
        unit_expect(entries[i].anchor, str_from(expected[i].anchor), expected[i].title);
    arena_free(&page.arena);
}

#define PLACES 600000
#define HEADINGS 60000
#define PROCESSOR_SECONDS 10

/* One id for everything: each heading is to be reached from before all the places. */
static void many_equal_ids_take_no_more_time_than_many(void **state) {
    (void)state;
    struct extraction page = {.entry_count = 2 + HEADINGS, .id_count = 1 + PLACES + HEADINGS};
    page.entries = calloc(page.entry_count, sizeof *page.entries);
    page.ids = calloc(page.id_count, sizeof *page.ids);
    assert_true(page.entries != NULL && page.ids != NULL);
    arena_init(&page.arena);
    for (size_t i = 0; i < page.entry_count; i++)
        page.entries[i] = (struct entry){.anchor = STR("x"), .title = STR("T")};
    for (size_t i = 0; i < page.id_count; i++)
        page.ids[i] = (struct id_owner){.id = STR("x"),
                                        .entry = i == 0        ? 0
                                                 : i <= PLACES ? 1
                                                               : (uint32_t)(i - PLACES + 1)};
    clock_t start = clock();
    assert_true(doubles_part(&page));
    assert_true(clock() - start < PROCESSOR_SECONDS * CLOCKS_PER_SEC);
    unit_expect(page.entries[0].anchor, STR("x"), "first");
    unit_expect(page.entries[page.entry_count - 1].anchor, STR("x:~:text=T"), "last");
    arena_free(&page.arena);
    free(page.entries);
    free(page.ids);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_whose_id_is_taken_is_reached_by_its_words),
        cmocka_unit_test(many_equal_ids_take_no_more_time_than_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
