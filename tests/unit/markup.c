#include "tests/unit/markup.h"

#include "common/base/utf8.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

struct markup {
    struct buf *out;
    enum shape open[SHAPE_MAX_DEPTH];
    size_t depth;
};

static enum shape innermost(const struct markup *markup) {
    return markup->depth > 0 ? markup->open[markup->depth - 1] : SHAPE_COUNT;
}

/* " 4" for an item, " a" for its list, " 2 3" for a cell; nothing without a value. */
static void write_value(struct markup *markup, enum shape shape, unsigned value) {
    if (value == 0)
        return;
    if (shape_is_cell(shape)) {
        assert_in_range(shape_columns(value), 1, SHAPE_MAX_COLUMNS);
        assert_in_range(shape_rows(value), 1, SHAPE_MAX_ROWS);
        buf_addf(markup->out, " %u %u", shape_columns(value), shape_rows(value));
    } else if (shape == SHAPE_ITEM) {
        assert_in_range(labs(shape_number(value)), 0, SHAPE_MAX_NUMBER);
        buf_addf(markup->out, " %ld", shape_number(value));
    } else {
        assert_int_equal(shape, SHAPE_NUMBERS);
        assert_int_equal(strlen(shape_numbering(value)), 1);
        buf_addf(markup->out, " %s", shape_numbering(value));
    }
}

static void enter(struct markup *markup, const struct layout_step *step) {
    enum shape shape = step->shape;
    assert_true(markup->depth < SHAPE_MAX_DEPTH && shape < SHAPE_COUNT && !shape_is_inline(shape));
    assert_true(shape_holds(innermost(markup), shape));
    markup->open[markup->depth++] = shape;
    buf_addf(markup->out, "<%s", shape_name(shape));
    write_value(markup, shape, step->value);
    buf_putc(markup->out, '>');
}

static void leave(struct markup *markup) {
    assert_true(markup->depth > 0);
    buf_addf(markup->out, "</%s>", shape_name(markup->open[--markup->depth]));
}

static void write_steps(struct markup *markup, const struct layout_part *part, bool is_first) {
    if (part->step_count == 0 && !is_first)
        buf_putc(markup->out, '\n');
    assert_true(part->step_count <= LAYOUT_MAX_STEPS);
    for (size_t i = 0; i < part->step_count; i++) {
        if (part->steps[i].shape == LAYOUT_LEAVE)
            leave(markup);
        else
            enter(markup, &part->steps[i]);
    }
    if (part->flow.bytes.len > 0)
        assert_int_equal(shape_wrapper(innermost(markup)), SHAPE_COUNT);
}

static void expect_marks(const struct layout_part *part) {
    const struct layout_mark *marks = part->marks;
    for (size_t i = 0; i < part->mark_count; i++) {
        assert_true(shape_is_inline(marks[i].shape) && marks[i].start < marks[i].end);
        assert_true(marks[i].end <= part->flow.bytes.len);
        for (size_t j = 0; j < i; j++)
            assert_true(marks[j].start <= marks[i].start &&
                        (marks[j].end <= marks[i].start || marks[j].end >= marks[i].end));
        for (size_t j = 0; j < part->cell_count; j++)
            assert_true(part->cells[j].start <= marks[i].start || part->cells[j].start >= marks[i].end);
    }
}

/* What begins and ends in front of one byte. */
static void write_place(struct markup *markup, const struct layout_part *part, size_t at) {
    for (size_t i = part->mark_count; i-- > 0;)
        if (part->marks[i].end == at)
            buf_putc(markup->out, '}');
    for (size_t i = 0; i < part->cell_count; i++) {
        if (part->cells[i].start != at)
            continue;
        assert_true(shape_is_cell(innermost(markup)) && shape_is_cell(part->cells[i].shape));
        markup->open[markup->depth - 1] = part->cells[i].shape;
        buf_addf(markup->out, "|%s", shape_name(part->cells[i].shape));
        write_value(markup, part->cells[i].shape, part->cells[i].value);
        buf_putc(markup->out, '>');
    }
    for (size_t i = 0; i < part->mark_count; i++)
        if (part->marks[i].start == at)
            buf_addf(markup->out, "{%s ", shape_name(part->marks[i].shape));
}

static void write_text(struct markup *markup, const struct layout_part *part) {
    struct str text = part->flow.bytes;
    expect_marks(part);
    for (size_t at = 0; at < text.len; at++) {
        size_t before = markup->out->len;
        write_place(markup, part, at);
        if (markup->out->len > before)
            assert_true(((unsigned char)text.ptr[at] & 0xC0) != 0x80);
        buf_putc(markup->out, text.ptr[at]);
    }
    write_place(markup, part, text.len);
}

void markup_write(struct buf *out, struct flow flow, struct str shape) {
    struct layout layout = {.flow = flow, .bytes = shape};
    struct markup markup = {.out = out};
    struct flow_part want;
    struct layout_part part;
    for (bool is_first = true; layout_next(&layout, &part); is_first = false) {
        bool is_rest = !flow_next(&flow, &want);
        write_steps(&markup, &part, is_first);
        if (is_rest) {
            assert_true(part.flow.bytes.len == 0 && !part.flow.is_code && part.step_count > 0);
            assert_int_equal(part.cell_count + part.mark_count, 0);
            assert_false(layout_next(&layout, &part));
            break;
        }
        assert_true(part.flow.is_code == want.is_code);
        assert_true(part.flow.bytes.ptr == want.bytes.ptr && part.flow.bytes.len == want.bytes.len);
        if (part.flow.is_code)
            buf_addf(out, "[%.*s]", STR_ARG(part.flow.bytes));
        else
            write_text(&markup, &part);
    }
    assert_false(flow_next(&flow, &want));
    while (markup.depth > 0)
        leave(&markup);
}
