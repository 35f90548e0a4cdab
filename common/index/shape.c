#include "common/index/shape.h"

#include "common/base/array.h"

#include <stdint.h>

/* Bytes of a number below 2^35, and of the longest range: its shape and three of them. */
#define NUMBER_MAX_BYTES 5
#define RANGE_MAX_BYTES (1 + 3 * NUMBER_MAX_BYTES)

/* Beside the shape: a value follows. */
#define HAS_VALUE 0x80u

struct shape_rule {
    const char *name;
    enum shape home;    /* what it must stand in; SHAPE_COUNT: where text may stand */
    enum shape wrapper; /* of text in it */
};

static const struct shape_rule rules[SHAPE_COUNT] = {
    [SHAPE_CODE] = {"code", SHAPE_COUNT, SHAPE_COUNT},
    [SHAPE_EMPHASIS] = {"emphasis", SHAPE_COUNT, SHAPE_COUNT},
    [SHAPE_STRONG] = {"strong", SHAPE_COUNT, SHAPE_COUNT},
    [SHAPE_LIST] = {"list", SHAPE_COUNT, SHAPE_ITEM},
    [SHAPE_NUMBERS] = {"numbers", SHAPE_COUNT, SHAPE_ITEM},
    [SHAPE_ITEM] = {"item", SHAPE_LIST, SHAPE_COUNT},
    [SHAPE_TERMS] = {"terms", SHAPE_COUNT, SHAPE_DESCRIPTION},
    [SHAPE_TERM] = {"term", SHAPE_TERMS, SHAPE_COUNT},
    [SHAPE_DESCRIPTION] = {"description", SHAPE_TERMS, SHAPE_COUNT},
    [SHAPE_TABLE] = {"table", SHAPE_COUNT, SHAPE_ROW},
    [SHAPE_CAPTION] = {"caption", SHAPE_TABLE, SHAPE_COUNT},
    [SHAPE_ROW] = {"row", SHAPE_TABLE, SHAPE_CELL},
    [SHAPE_HEAD] = {"head", SHAPE_ROW, SHAPE_COUNT},
    [SHAPE_CELL] = {"cell", SHAPE_ROW, SHAPE_COUNT},
    [SHAPE_NOTE] = {"note", SHAPE_COUNT, SHAPE_COUNT},
    [SHAPE_TIP] = {"tip", SHAPE_COUNT, SHAPE_COUNT},
    [SHAPE_WARNING] = {"warning", SHAPE_COUNT, SHAPE_COUNT},
    [SHAPE_CHANGE] = {"change", SHAPE_COUNT, SHAPE_COUNT},
    [SHAPE_LABEL] = {"label", SHAPE_NOTE, SHAPE_COUNT},
};

const char *shape_name(enum shape shape) {
    return rules[shape].name;
}

bool shape_is_inline(enum shape shape) {
    return shape <= SHAPE_STRONG;
}

bool shape_is_cell(enum shape shape) {
    return shape == SHAPE_HEAD || shape == SHAPE_CELL;
}

static bool is_note(enum shape shape) {
    return shape >= SHAPE_NOTE && shape <= SHAPE_CHANGE;
}

bool shape_is_empty(const struct shape_range *range) {
    return range->start == range->end && (range->shape == SHAPE_ROW || shape_is_cell(range->shape));
}

static const char *const numberings[] = {"", "a", "A", "i", "I"};

const char *shape_numbering(unsigned value) {
    return value < COUNT_OF(numberings) ? numberings[value] : "";
}

/* From 1 on: 0, -1, 1, -2, 2, ... */
unsigned shape_number_value(long number) {
    return number < 0 ? (unsigned)(-2 * number) : (unsigned)(2 * number + 1);
}

long shape_number(unsigned value) {
    return value % 2 == 0 ? -(long)(value / 2) : (long)(value / 2);
}

unsigned shape_span_value(unsigned columns, unsigned rows) {
    return (rows - 1) * SHAPE_MAX_COLUMNS + columns - 1;
}

unsigned shape_columns(unsigned value) {
    return value % SHAPE_MAX_COLUMNS + 1;
}

unsigned shape_rows(unsigned value) {
    return value / SHAPE_MAX_COLUMNS + 1;
}

static size_t max_value(enum shape shape) {
    if (shape == SHAPE_NUMBERS)
        return COUNT_OF(numberings) - 1;
    if (shape == SHAPE_ITEM)
        return shape_number_value(SHAPE_MAX_NUMBER);
    return shape_is_cell(shape) ? shape_span_value(SHAPE_MAX_COLUMNS, SHAPE_MAX_ROWS) : 0;
}

bool shape_has_values(enum shape shape) {
    return max_value(shape) > 0;
}

bool shape_holds(enum shape outer, enum shape inner) {
    enum shape home = rules[inner].home;
    if (shape_is_inline(outer))
        return shape_is_inline(inner);
    if (outer == SHAPE_NUMBERS)
        outer = SHAPE_LIST;
    else if (home == SHAPE_NOTE && is_note(outer))
        outer = SHAPE_NOTE;
    return home == SHAPE_COUNT ? shape_wrapper(outer) == SHAPE_COUNT : home == outer;
}

enum shape shape_wrapper(enum shape outer) {
    return outer == SHAPE_COUNT ? SHAPE_COUNT : rules[outer].wrapper;
}

enum shape shape_innermost(const struct shape_stack *stack) {
    return stack->depth > 0 ? stack->open[stack->depth - 1].shape : SHAPE_COUNT;
}

/* The last cells of a row and the last rows of a table may be empty, and then begin where it ends. */
static bool is_left(const struct shape_range *open, const struct shape_range *next) {
    bool may_be_last = (open->shape == SHAPE_ROW && shape_is_cell(next->shape)) ||
                       (open->shape == SHAPE_TABLE && next->shape == SHAPE_ROW && shape_is_empty(next));
    return open->end <= next->start && !may_be_last;
}

void shape_leave(struct shape_stack *stack, const struct shape_range *range) {
    while (stack->depth > 0 && is_left(&stack->open[stack->depth - 1], range))
        stack->depth--;
}

/* Shapes that text which stands right in the shape needs around it: two in a table, one in a row or a list. */
static size_t count_wrappers(enum shape shape) {
    size_t count = 0;
    while ((shape = shape_wrapper(shape)) != SHAPE_COUNT)
        count++;
    return count;
}

bool shape_enter(struct shape_stack *stack, const struct shape_range *range) {
    shape_leave(stack, range);
    bool is_empty = shape_is_empty(range);
    bool has_room = stack->depth + count_wrappers(range->shape) < SHAPE_MAX_DEPTH;
    bool is_inside = stack->depth == 0 || range->end <= stack->open[stack->depth - 1].end || is_empty;
    bool has_text = range->start < range->end;
    if (!is_inside || !has_room || !(has_text || is_empty) || !shape_holds(shape_innermost(stack), range->shape))
        return false;
    stack->open[stack->depth++] = *range;
    return true;
}

static void put_number(struct buf *out, size_t number) {
    for (; number >= 0x80; number >>= 7)
        buf_putc(out, (char)(number | 0x80));
    buf_putc(out, (char)number);
}

bool shape_write(struct buf *out, size_t last_start, const struct shape_range *range) {
    if (out->len + RANGE_MAX_BYTES > SHAPE_MAX_BYTES || range->end > UINT32_MAX)
        return false;
    buf_putc(out, (char)(range->shape | (range->value > 0 ? HAS_VALUE : 0)));
    put_number(out, range->start - last_start);
    put_number(out, range->end - range->start);
    if (range->value > 0)
        put_number(out, range->value);
    return true;
}

static bool take_number(struct str *bytes, size_t *number) {
    *number = 0;
    for (size_t i = 0; i < bytes->len && i < NUMBER_MAX_BYTES; i++) {
        unsigned char byte = (unsigned char)bytes->ptr[i];
        *number |= (size_t)(byte & 0x7F) << 7 * i;
        if (byte >= 0x80)
            continue;
        *bytes = str_from_offset(*bytes, i + 1);
        return true;
    }
    return false;
}

bool shape_next(struct str *bytes, struct shape_range *range) {
    size_t step, length, value = 0;
    unsigned first = bytes->len > 0 ? (unsigned char)bytes->ptr[0] : SHAPE_COUNT;
    enum shape shape = (enum shape)(first & ~HAS_VALUE);
    if (shape >= SHAPE_COUNT)
        return false;
    *bytes = str_from_offset(*bytes, 1);
    if (!take_number(bytes, &step) || !take_number(bytes, &length) || range->start > UINT32_MAX ||
        ((first & HAS_VALUE) != 0 && !take_number(bytes, &value)))
        return false;
    unsigned said = (unsigned)(value <= max_value(shape) ? value : 0);
    *range = (struct shape_range){shape, range->start + step, range->start + step + length, said};
    return true;
}
