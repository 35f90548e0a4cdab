#include "indexer/extract/term.h"
#include "tests/unit/unit.h"

#include <stdlib.h>

#define SCRATCH_BYTES 4096

static void a_line_gives_all_spellings(void **state) {
    (void)state;
    static const struct {
        const char *line, *spellings; /* with a bar between them */
    } cases[] = {
        {"-q, --quiet", "-q|--quiet"},
        {"-F <file>, --file=<file>", "-F|--file"},
        {"-F <file, or two>, --file", "-F|--file"},
        {"-U<n>", "-U"},
        {"--color[=<when>]", "--color"},
        {"--[no-]color[=<when>]", "--color|--no-color"},
        {"--[no-]", ""},
        {"-j N | --jobs=N", "-j|--jobs"},
        {"-o file, output file", "-o"},
        {"-", "-"},
        {"--", ""},
        {"- item", ""},
        {"to_json, to_jsonb", "to_json|to_jsonb"},
        {"std::pair<A, B>, std::tuple", ""},
        {"Birds, and how they fly", ""},
        {"plain", "plain"},
        {"", ""},
        {")]}>, x", ")]}>|x"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf scratch, got;
        buf_init(&scratch, SCRATCH_BYTES);
        buf_init(&got, SCRATCH_BYTES);
        buf_reserve(&scratch, SCRATCH_BYTES);
        struct str spellings[TERM_MAX_SPELLINGS];
        size_t count = term_spellings(str_from(cases[i].line), &scratch, spellings);
        for (size_t at = 0; at < count; at++) {
            buf_puts(&got, at > 0 ? "|" : "");
            buf_add(&got, spellings[at]);
        }
        unit_expect(buf_str(&got), str_from(cases[i].spellings), cases[i].line);
        buf_free(&scratch);
        buf_free(&got);
    }
}

static void more_spellings_than_there_is_room_for_are_left_out(void **state) {
    (void)state;
    struct str line = unit_repeat("-x, --[no-]y, ", 1000), spellings[TERM_MAX_SPELLINGS];
    struct buf scratch;
    buf_init(&scratch, SCRATCH_BYTES);
    buf_reserve(&scratch, SCRATCH_BYTES);
    size_t count = term_spellings(line, &scratch, spellings);
    assert_true(count > 8 && count <= TERM_MAX_SPELLINGS);
    buf_free(&scratch);
    unit_free(line);
}

static void a_title_tells_what_it_names(void **state) {
    (void)state;
    static const struct {
        const char *title;
        enum kind kind; /* KIND_TERM: it does not tell */
        const char *name;
    } cases[] = {
        {"-q, --quiet", KIND_OPTION, "--quiet"},
        {"-n <number>", KIND_OPTION, "-n"},
        {"BIRD_HOME", KIND_CONSTANT, "BIRD_HOME"},
        {"BIRD_HOME=<folder>", KIND_CONSTANT, "BIRD_HOME"},
        {"color.ui", KIND_SETTING, "color.ui"},
        {"nest.<name>.egg-count", KIND_SETTING, "nest.<name>.egg-count"},
        {"color.", KIND_TERM, ""},
        {".hidden", KIND_TERM, ""},
        {"a/b.c", KIND_TERM, ""},
        {"3.14", KIND_TERM, ""},
        {"e.g. a bird", KIND_TERM, ""},
        {"BIRD", KIND_TERM, ""},
        {"nest", KIND_TERM, ""},
        {"a.<b", KIND_TERM, ""},
        {"", KIND_TERM, ""},
    };
    struct extraction page = {0};
    struct builder builder;
    arena_init(&page.arena);
    builder_init(&builder, &page);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf scratch;
        buf_init(&scratch, SCRATCH_BYTES);
        buf_reserve(&scratch, SCRATCH_BYTES);
        struct builder_entry entry = {.kind = KIND_TERM, .title = str_from(cases[i].title), .name = STR("")};
        bool told = term_classify(&builder, &scratch, &entry);
        unit_expect_number(told, cases[i].kind != KIND_TERM, cases[i].title);
        unit_expect_number(entry.kind, cases[i].kind, cases[i].title);
        unit_expect(entry.name, str_from(cases[i].name), cases[i].title);
        buf_free(&scratch);
    }
    builder_finish(&builder);
    free(page.entries);
    arena_free(&page.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_gives_all_spellings),
        cmocka_unit_test(more_spellings_than_there_is_room_for_are_left_out),
        cmocka_unit_test(a_title_tells_what_it_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
