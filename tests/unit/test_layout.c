/* common/index: shape, layout. */
#include "common/index/layout.h"
#include "tests/unit/markup.h"
#include "tests/unit/unit.h"

#include <stdlib.h>

static void write_ranges(struct buf *out, const struct shape_range ranges[], size_t count) {
    size_t last = 0;
    for (size_t i = 0; i < count; i++) {
        assert_true(shape_write(out, last, &ranges[i]));
        last = ranges[i].start;
    }
}

static void ranges_are_read_as_they_were_written(void **state) {
    (void)state;
    static const struct shape_range ranges[] = {{SHAPE_TABLE, 0, 300, 0},     {SHAPE_ROW, 0, 127, 0},
                                                {SHAPE_CELL, 0, 0, 0},        {SHAPE_HEAD, 0, 9, 16383},
                                                {SHAPE_LABEL, 200, 70000, 0}, {SHAPE_ITEM, 200, 201, 1999999999}};
    struct buf out;
    buf_init(&out, SHAPE_MAX_BYTES);
    write_ranges(&out, ranges, COUNT_OF(ranges));
    unit_expect(buf_str(&out),
                STR("\x09\x00\xac\x02"
                    "\x0b\x00\x7f"
                    "\x0d\x00\x00"
                    "\x8c\x00\x09\xff\x7f"
                    "\x12\xc8\x01\xa8\xa1\x04"
                    "\x85\x00\x01\xff\xa7\xd6\xb9\x07"),
                "bytes");
    struct str bytes = buf_str(&out);
    struct shape_range range = {0};
    for (size_t i = 0; i < COUNT_OF(ranges); i++) {
        assert_true(shape_next(&bytes, &range));
        assert_int_equal(range.shape, ranges[i].shape);
        assert_int_equal(range.start, ranges[i].start);
        assert_int_equal(range.end, ranges[i].end);
        assert_int_equal(range.value, ranges[i].value);
    }
    assert_false(shape_next(&bytes, &range));
    buf_free(&out);
}

static void values_say_numbers_and_spans(void **state) {
    (void)state;
    static const long numbers[] = {0, 1, -1, 2, -2, 4711, SHAPE_MAX_NUMBER, -SHAPE_MAX_NUMBER};
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        assert_true(shape_number_value(numbers[i]) > 0);
        assert_int_equal(shape_number(shape_number_value(numbers[i])), numbers[i]);
    }
    assert_int_equal(shape_span_value(1, 1), 0);
    for (unsigned columns = 1; columns <= SHAPE_MAX_COLUMNS; columns++) {
        for (unsigned rows = 1; rows <= SHAPE_MAX_ROWS; rows++) {
            assert_int_equal(shape_columns(shape_span_value(columns, rows)), columns);
            assert_int_equal(shape_rows(shape_span_value(columns, rows)), rows);
        }
    }
    unit_expect(str_from(shape_numbering(3)), STR("i"), "small roman numbers");
    unit_expect(str_from(shape_numbering(0)), STR(""), "the usual numbers");
    unit_expect(str_from(shape_numbering(5)), STR(""), "no numbers");
}

/* The largest value of each shape, and one that is larger, which is left out. */
static void values_have_an_end(void **state) {
    (void)state;
    static const struct shape_range largest[] = {
        {SHAPE_NUMBERS, 0, 1, 4}, {SHAPE_ITEM, 0, 1, 1999999999}, {SHAPE_CELL, 0, 1, 16383}, {SHAPE_HEAD, 0, 1, 16383},
        {SHAPE_LIST, 0, 1, 0},    {SHAPE_ROW, 0, 1, 0},           {SHAPE_CODE, 0, 1, 0},
    };
    for (size_t i = 0; i < COUNT_OF(largest); i++) {
        struct shape_range over = largest[i], range = {0};
        struct buf out;
        buf_init(&out, SHAPE_MAX_BYTES);
        over.value++;
        write_ranges(&out, &largest[i], 1);
        write_ranges(&out, &over, 1);
        struct str bytes = buf_str(&out);
        assert_true(shape_next(&bytes, &range));
        assert_int_equal(range.value, largest[i].value);
        assert_true(shape_next(&bytes, &range));
        assert_int_equal(range.shape, over.shape);
        assert_int_equal(range.value, 0);
        buf_free(&out);
    }
}

static void bytes_that_are_no_range_end_it(void **state) {
    (void)state;
    static const struct str cases[] = {{"", 0},
                                       {"\x00", 1},
                                       {"\x00\x01", 2},
                                       {"\x13\x00\x01", 3},
                                       {"\xff\x00\x01\x01", 4},
                                       {"\x8d\x00\x01", 3},
                                       {"\x8d\x00\x01\x80", 4},
                                       {"\x93\x00\x01\x01", 4},
                                       {"\x00\x80\x80\x80\x80\x80\x01\x01", 8}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct str bytes = cases[i];
        struct shape_range range = {0};
        assert_false(shape_next(&bytes, &range));
    }
    /* positions do not run over */
    struct str far = unit_repeat("\x0e\xff\xff\xff\xff\x7f\x01", 1000);
    struct str rest = far;
    struct shape_range range = {0};
    size_t count = 0;
    while (shape_next(&rest, &range))
        assert_true(range.end > range.start && ++count < 10);
    unit_free(far);
}

static void a_column_has_an_end(void **state) {
    (void)state;
    const struct shape_range range = {SHAPE_CODE, 1, 2, 0};
    struct buf out;
    buf_init(&out, 2 * SHAPE_MAX_BYTES);
    while (shape_write(&out, 0, &range))
        assert_true(out.len <= SHAPE_MAX_BYTES);
    assert_true(out.len > SHAPE_MAX_BYTES - 20);
    buf_free(&out);
}

struct case_of_layout {
    const char *text, *code;
    struct shape_range ranges[8]; /* up to one that is zero */
    const char *markup;
};

static void expect_markup(const struct case_of_layout *one) {
    size_t count = 0;
    while (count < COUNT_OF(one->ranges) && (one->ranges[count].shape > 0 || one->ranges[count].end > 0))
        count++;
    struct buf shape, out;
    buf_init(&shape, SHAPE_MAX_BYTES);
    buf_init(&out, 10000);
    write_ranges(&shape, one->ranges, count);
    markup_write(&out, (struct flow){str_from(one->text), str_from(one->code)}, buf_str(&shape));
    unit_expect(buf_str(&out), str_from(one->markup), one->markup);
    buf_free(&shape);
    buf_free(&out);
}

static void parts_stand_in_their_shapes(void **state) {
    (void)state;
    static const struct case_of_layout cases[] = {
        {"a\nb", "", {{0}}, "a\nb"},
        {"a bc d", "", {{SHAPE_CODE, 2, 4, 0}}, "a {code bc} d"},
        {"abc",
         "",
         {{SHAPE_STRONG, 0, 3, 0}, {SHAPE_CODE, 0, 1, 0}, {SHAPE_CODE, 2, 3, 0}},
         "{strong {code a}b{code c}}"},
        {"a\nb\nc",
         "",
         {{SHAPE_LIST, 2, 5, 0}, {SHAPE_ITEM, 2, 3, 0}, {SHAPE_ITEM, 4, 5, 0}},
         "a<list><item>b</item><item>c</item></list>"},
        {"a\nb\nc",
         "",
         {{SHAPE_LIST, 0, 4, 0}, {SHAPE_ITEM, 0, 4, 0}, {SHAPE_NUMBERS, 2, 4, 0}, {SHAPE_ITEM, 2, 4, 0}},
         "<list><item>a<numbers><item>b</item></numbers></item></list>c"},
        /* A sample counts as one, and what is around it goes on. */
        {"a\nb\nc", "\x1f\x1es", {{SHAPE_NOTE, 0, 4, 0}, {SHAPE_CODE, 3, 4, 0}}, "<note>a\n[s]\n{code b}</note>c"},
        {"b", "\x1es", {{SHAPE_NOTE, 0, 1, 0}}, "<note>[s]</note>b"},
        /* Rows of a line, rows of several blocks, and both. */
        {"a b\nc",
         "",
         {{SHAPE_TABLE, 0, 5, 0},
          {SHAPE_ROW, 0, 3, 0},
          {SHAPE_HEAD, 0, 1, 0},
          {SHAPE_CELL, 2, 3, 0},
          {SHAPE_ROW, 4, 5, 0},
          {SHAPE_CELL, 4, 5, 0}},
         "<table><row><head>a |cell>b</cell></row><row><cell>c</cell></row></table>"},
        {"a\nb",
         "",
         {{SHAPE_TABLE, 0, 3, 0}, {SHAPE_ROW, 0, 3, 0}, {SHAPE_CELL, 0, 1, 0}, {SHAPE_CELL, 2, 3, 0}},
         "<table><row><cell>a</cell><cell>b</cell></row></table>"},
        {"a b\nc",
         "",
         {{SHAPE_TABLE, 0, 5, 0}, {SHAPE_ROW, 0, 5, 0}, {SHAPE_CELL, 0, 1, 0}, {SHAPE_CELL, 2, 5, 0}},
         "<table><row><cell>a |cell>b\nc</cell></row></table>"},
        /* Cells without text: the first, in the middle, at the end of a line and of a block. */
        {"a b",
         "",
         {{SHAPE_TABLE, 0, 3, 0},
          {SHAPE_ROW, 0, 3, 0},
          {SHAPE_CELL, 0, 0, 0},
          {SHAPE_CELL, 0, 1, 0},
          {SHAPE_CELL, 1, 1, 0},
          {SHAPE_CELL, 2, 3, 0},
          {SHAPE_CELL, 3, 3, 0}},
         "<table><row><cell></cell><cell>a|cell> |cell>b|cell></cell></row></table>"},
        {"a\nb",
         "",
         {{SHAPE_TABLE, 0, 3, 0},
          {SHAPE_ROW, 0, 2, 0},
          {SHAPE_CELL, 0, 2, 0},
          {SHAPE_CELL, 2, 2, 0},
          {SHAPE_ROW, 2, 3, 0},
          {SHAPE_CELL, 2, 3, 0}},
         "<table><row><cell>a</cell><cell></cell></row><row><cell>b</cell></row></table>"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        expect_markup(&cases[i]);
}

/* Behind the last block, behind the last sample, and between others. */
static void cells_and_rows_may_be_empty(void **state) {
    (void)state;
    static const struct case_of_layout cases[] = {
        {"a",
         "",
         {{SHAPE_TABLE, 0, 2, 0},
          {SHAPE_ROW, 0, 2, 0},
          {SHAPE_CELL, 0, 2, 0},
          {SHAPE_CELL, 2, 2, 0},
          {SHAPE_CELL, 2, 2, 0},
          {SHAPE_ROW, 2, 2, 0},
          {SHAPE_CELL, 2, 2, 0}},
         "<table><row><cell>a</cell><cell></cell><cell></cell></row><row><cell></cell></row></table>"},
        {"",
         "\x1es",
         {{SHAPE_TABLE, 0, 1, 0}, {SHAPE_ROW, 0, 1, 0}, {SHAPE_CELL, 0, 1, 0}, {SHAPE_CELL, 1, 1, 0}},
         "<table><row><cell>[s]</cell><cell></cell></row></table>"},
        {"a\nb",
         "",
         {{SHAPE_TABLE, 0, 3, 0},
          {SHAPE_ROW, 0, 2, 0},
          {SHAPE_CELL, 0, 2, 0},
          {SHAPE_ROW, 2, 2, 0},
          {SHAPE_ROW, 2, 3, 0},
          {SHAPE_CELL, 2, 3, 0}},
         "<table><row><cell>a</cell></row><row></row><row><cell>b</cell></row></table>"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        expect_markup(&cases[i]);
}

/* Of lists and items, of cells, of cells inside a block. */
static void values_stand_at_shapes_and_cells(void **state) {
    (void)state;
    static const struct case_of_layout cases[] = {
        {"a\nb",
         "",
         {{SHAPE_NUMBERS, 0, 3, 2}, {SHAPE_ITEM, 0, 1, 1}, {SHAPE_ITEM, 2, 3, 9}},
         "<numbers A><item 0>a</item><item 4>b</item></numbers>"},
        {"a b\nc",
         "",
         {{SHAPE_TABLE, 0, 5, 0},
          {SHAPE_ROW, 0, 3, 0},
          {SHAPE_HEAD, 0, 1, 64},
          {SHAPE_CELL, 2, 3, 65},
          {SHAPE_ROW, 4, 5, 0},
          {SHAPE_CELL, 4, 5, 1}},
         "<table><row><head 1 2>a |cell 2 2>b</cell></row><row><cell 2 1>c</cell></row></table>"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        expect_markup(&cases[i]);
}

static void what_does_not_fit_is_left_out(void **state) {
    (void)state;
    static const struct case_of_layout cases[] = {
        /* behind the end, and over it */
        {"ab", "", {{SHAPE_CODE, 1, 900, 0}, {SHAPE_CODE, 5, 9, 0}, {SHAPE_LIST, 7, 9, 0}}, "a{code b}"},
        /* inside a character */
        {"\u20ac", "", {{SHAPE_CODE, 0, 2, 0}, {SHAPE_CODE, 1, 3, 0}}, "\u20ac"},
        /* marks that cross, and that hold shapes */
        {"abc", "", {{SHAPE_CODE, 0, 2, 0}, {SHAPE_STRONG, 1, 3, 0}}, "{code ab}c"},
        {"a\nb",
         "",
         {{SHAPE_CODE, 0, 3, 0}, {SHAPE_LIST, 2, 3, 0}, {SHAPE_ITEM, 2, 3, 0}},
         "{code a}<list><item>b</item></list>"},
        /* items, rows, terms and labels by themselves */
        {"a\nb",
         "",
         {{SHAPE_ITEM, 0, 1, 0}, {SHAPE_CELL, 0, 1, 0}, {SHAPE_TERM, 0, 1, 0}, {SHAPE_LABEL, 2, 3, 0}},
         "a\nb"},
        /* text in a list or a table and not in an item or cell */
        {"a\nb\nc",
         "",
         {{SHAPE_LIST, 0, 5, 0}, {SHAPE_ITEM, 2, 3, 0}},
         "<list><item>a</item><item>b</item><item>c</item></list>"},
        {"a\nb",
         "",
         {{SHAPE_TABLE, 0, 3, 0}, {SHAPE_CAPTION, 0, 1, 0}},
         "<table><caption>a</caption><row><cell>b</cell></row></table>"},
        {"a", "", {{SHAPE_TERMS, 0, 1, 0}}, "<terms><description>a</description></terms>"},
        /* shapes that end inside a block, or begin there */
        {"abc", "", {{SHAPE_LIST, 0, 2, 0}, {SHAPE_ITEM, 0, 2, 0}}, "abc"},
        {"abc", "", {{SHAPE_LIST, 0, 2, 0}}, "abc"},
        {"abc", "", {{SHAPE_NOTE, 1, 3, 0}}, "abc"},
        /* a sample has no marks */
        {"a", "\x1es", {{SHAPE_CODE, 0, 1, 0}, {SHAPE_STRONG, 1, 2, 0}}, "[s]\n{strong a}"},
        /* behind the last part: what has text, what stands farther, what is in no table */
        {"a", "", {{SHAPE_LIST, 0, 1, 0}, {SHAPE_ITEM, 0, 1, 0}, {SHAPE_ITEM, 2, 3, 0}}, "<list><item>a</item></list>"},
        {"a",
         "",
         {{SHAPE_TABLE, 0, 2, 0}, {SHAPE_ROW, 0, 2, 0}, {SHAPE_CELL, 0, 2, 0}, {SHAPE_CELL, 9, 9, 0}},
         "<table><row><cell>a</cell></row></table>"},
        {"a", "", {{SHAPE_ROW, 2, 2, 0}, {SHAPE_CELL, 2, 2, 0}}, "a"},
        {"a", "", {{SHAPE_NOTE, 0, 2, 0}, {SHAPE_ROW, 2, 2, 0}, {SHAPE_CELL, 2, 2, 0}}, "<note>a</note>"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        expect_markup(&cases[i]);
}

static size_t count_of(struct str text, struct str word) {
    size_t count = 0;
    for (size_t at = str_find(text, word, 0); at < text.len; at = str_find(text, word, at + 1))
        count++;
    return count;
}

/* A column of 24 shapes inside one another, and one more. */
static void depth_has_an_end(void **state) {
    (void)state;
    struct buf shape, out;
    buf_init(&shape, SHAPE_MAX_BYTES);
    buf_init(&out, 10000);
    const struct shape_range note = {SHAPE_NOTE, 0, 1, 0};
    for (int i = 0; i < SHAPE_MAX_DEPTH + 5; i++)
        assert_true(shape_write(&shape, 0, &note));
    markup_write(&out, (struct flow){STR("a\nb"), STR("")}, buf_str(&shape));
    assert_int_equal(count_of(buf_str(&out), STR("<note>")), SHAPE_MAX_DEPTH);
    buf_free(&shape);
    buf_free(&out);
}

/* Text in a table needs a row and a cell around it, text in a list an item: there is room for them, or the table is
 * left out. */
static void depth_has_room_for_what_text_needs(void **state) {
    (void)state;
    static const struct {
        enum shape shape;
        const char *element;
        size_t wrappers;
    } cases[] = {{SHAPE_TABLE, "<table>", 2}, {SHAPE_LIST, "<list>", 1}, {SHAPE_TERMS, "<terms>", 1}};
    for (size_t around = 0; around < (size_t)SHAPE_MAX_DEPTH * COUNT_OF(cases); around++) {
        size_t i = around % COUNT_OF(cases), depth = around / COUNT_OF(cases);
        struct buf shape, out;
        buf_init(&shape, SHAPE_MAX_BYTES);
        buf_init(&out, 10000);
        for (size_t count = 0; count < depth; count++)
            assert_true(shape_write(&shape, 0, &(struct shape_range){SHAPE_NOTE, 0, 1, 0}));
        assert_true(shape_write(&shape, 0, &(struct shape_range){cases[i].shape, 0, 1, 0}));
        markup_write(&out, (struct flow){STR("a"), STR("")}, buf_str(&shape));
        assert_int_equal(count_of(buf_str(&out), str_from(cases[i].element)),
                         depth + cases[i].wrappers < SHAPE_MAX_DEPTH);
        assert_int_equal(count_of(buf_str(&out), STR("<note>")), depth);
        buf_free(&shape);
        buf_free(&out);
    }
}

/* What may stand in the shape, where that is said; else one of those that hold others. */
static enum shape random_inner(enum shape shape, uint32_t *seed) {
    static const enum shape blocks[] = {SHAPE_LIST, SHAPE_NUMBERS, SHAPE_TERMS, SHAPE_TABLE, SHAPE_NOTE};
    enum shape wrapper = shape_wrapper(shape);
    return wrapper != SHAPE_COUNT ? wrapper : blocks[unit_random(seed) % COUNT_OF(blocks)];
}

/* Ranges that mostly go into one another, with some of any shape and length between them. */
static void write_deep_ranges(struct buf *out, size_t text_bytes, uint32_t *seed) {
    enum shape inner = SHAPE_COUNT;
    size_t start = 0, last_start = 0;
    for (uint32_t count = unit_random(seed) % 200; count > 0; count--) {
        bool is_any = unit_random(seed) % 8 == 0;
        inner = is_any ? (enum shape)(unit_random(seed) % SHAPE_COUNT) : random_inner(inner, seed);
        start += unit_random(seed) % 12 == 0 ? unit_random(seed) % 6 : 0;
        size_t whole = text_bytes > start ? text_bytes - start : 0;
        size_t length = unit_random(seed) % 8 == 0 ? unit_random(seed) % 8 : whole - (whole > 0 && is_any);
        assert_true(shape_write(out, last_start, &(struct shape_range){inner, start, start + length, 0}));
        last_start = start;
    }
}

/* As any_bytes_give_whole_shapes() has it, at depths that bytes of chance do not reach. */
static void deep_columns_give_whole_shapes(void **state) {
    (void)state;
    static const char text[] = "ab \u20ac cd\nefg hi\n\U0001F426 j\nk l m n\no\n\np";
    static const char code[] = "\x1f\x1esample\x1f\x1f\x1e\x1etwo\x1f";
    uint32_t seed = 11;
    size_t at_the_end = 0;
    for (int round = 0; round < 30000; round++) {
        struct buf shape, out;
        buf_init(&shape, SHAPE_MAX_BYTES);
        buf_init(&out, 100000);
        write_deep_ranges(&shape, sizeof text + 1, &seed);
        markup_write(&out, (struct flow){str_from(text), str_from(code)}, buf_str(&shape));
        at_the_end += count_of(buf_str(&out), STR("<")) >= SHAPE_MAX_DEPTH;
        buf_free(&shape);
        buf_free(&out);
    }
    assert_true(at_the_end > 10000);
}

/* Whatever the column says, markup_write() finds everything in its place. */
static void any_bytes_give_whole_shapes(void **state) {
    (void)state;
    static const char text[] = "ab \u20ac cd\nefg hi\n\U0001F426 j\nk l m n\no\n\np";
    static const char code[] = "\x1f\x1esample\x1f\x1f\x1e\x1etwo\x1f";
    uint32_t seed = 6;
    for (int round = 0; round < 20000; round++) {
        struct buf shape, out;
        buf_init(&shape, SHAPE_MAX_BYTES);
        buf_init(&out, 100000);
        for (uint32_t count = unit_random(&seed) % 60; count > 0; count--) {
            bool has_value = unit_random(&seed) % 4 == 0;
            buf_putc(&shape, (char)(unit_random(&seed) % SHAPE_COUNT | (has_value ? 0x80 : 0)));
            buf_putc(&shape, (char)(unit_random(&seed) % 4 == 0 ? unit_random(&seed) % 5 : 0));
            buf_putc(&shape, (char)(unit_random(&seed) % (unit_random(&seed) % 3 == 0 ? 5 : 50)));
            for (uint32_t more = has_value ? unit_random(&seed) % 3 : 0; more > 0; more--)
                buf_putc(&shape, (char)(unit_random(&seed) | 0x80));
            if (has_value)
                buf_putc(&shape, (char)(unit_random(&seed) & 0x7f));
        }
        markup_write(&out, (struct flow){str_from(text), str_from(code)}, buf_str(&shape));
        buf_free(&shape);
        buf_free(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_are_read_as_they_were_written),
        cmocka_unit_test(values_say_numbers_and_spans),
        cmocka_unit_test(values_have_an_end),
        cmocka_unit_test(bytes_that_are_no_range_end_it),
        cmocka_unit_test(a_column_has_an_end),
        cmocka_unit_test(parts_stand_in_their_shapes),
        cmocka_unit_test(cells_and_rows_may_be_empty),
        cmocka_unit_test(values_stand_at_shapes_and_cells),
        cmocka_unit_test(what_does_not_fit_is_left_out),
        cmocka_unit_test(depth_has_an_end),
        cmocka_unit_test(depth_has_room_for_what_text_needs),
        cmocka_unit_test(deep_columns_give_whole_shapes),
        cmocka_unit_test(any_bytes_give_whole_shapes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
