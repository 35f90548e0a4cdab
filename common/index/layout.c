#include "common/index/layout.h"

/* Steps that are kept for what is around the part: to leave everything, and to wrap it. */
#define STEPS_KEPT (SHAPE_MAX_DEPTH + 2)

/* What the columns say of the part that is being read. */
struct reading {
    struct layout *layout;
    struct layout_part *part;
    size_t start, end; /* positions */
};

static bool peek(struct layout *layout) {
    if (!layout->has_next)
        layout->has_next = shape_next(&layout->bytes, &layout->next);
    return layout->has_next;
}

static void step(struct layout_part *part, enum shape shape, unsigned value) {
    if (part->step_count < LAYOUT_MAX_STEPS)
        part->steps[part->step_count++] = (struct layout_step){shape, value};
}

static void step_out(struct layout_part *part, size_t count) {
    for (; count > 0; count--)
        step(part, LAYOUT_LEAVE, 0);
}

/* Enters the range, if it may be entered, behind the steps out of what ends before it. */
static bool enter(struct reading *reading, const struct shape_range *range) {
    struct shape_stack *stack = &reading->layout->stack;
    size_t depth = stack->depth;
    bool is_entered = shape_enter(stack, range);
    step_out(reading->part, depth - (stack->depth - is_entered));
    if (is_entered)
        step(reading->part, range->shape, range->value);
    return is_entered;
}

/* A cell may end in the middle of the block; other ranges hold the part, or they have no text, or they are not for it.
 */
static bool is_for_part(const struct reading *reading, const struct shape_range *range) {
    return !shape_is_inline(range->shape) && reading->part->step_count + STEPS_KEPT + 2 < LAYOUT_MAX_STEPS &&
           (range->end >= reading->end || shape_is_cell(range->shape) || shape_is_empty(range));
}

static void leave(struct reading *reading) {
    reading->layout->stack.depth--;
    step(reading->part, LAYOUT_LEAVE, 0);
}

/* Whether the innermost shape holds the whole part, or takes text as it is. */
static bool holds_part(const struct reading *reading) {
    const struct shape_stack *stack = &reading->layout->stack;
    return shape_wrapper(shape_innermost(stack)) == SHAPE_COUNT || stack->open[stack->depth - 1].end >= reading->end;
}

/* Text that stands right in a list or a table is an item or a cell of its own; where none can be, the list is over. The
 * first loop only leaves shapes and the second one only enters them: both have an end. */
static void wrap(struct reading *reading) {
    struct shape_range range = {.start = reading->start, .end = reading->end};
    while (!holds_part(reading))
        leave(reading);
    do
        range.shape = shape_wrapper(shape_innermost(&reading->layout->stack));
    while (range.shape != SHAPE_COUNT && enter(reading, &range));
}

static void leave_ended(struct reading *reading) {
    const struct shape_stack *stack = &reading->layout->stack;
    while (stack->depth > 0 && stack->open[stack->depth - 1].end <= reading->start)
        leave(reading);
}

static void read_steps(struct reading *reading) {
    struct layout *layout = reading->layout;
    while (peek(layout) && layout->next.start <= reading->start) {
        if (shape_is_inline(layout->next.shape) && layout->next.start == reading->start)
            break;
        if (is_for_part(reading, &layout->next))
            enter(reading, &layout->next);
        layout->has_next = false;
    }
    leave_ended(reading);
    wrap(reading);
}

static bool is_between_characters(struct str text, size_t at) {
    return at == text.len || ((unsigned char)text.ptr[at] & 0xC0) != 0x80;
}

/* The innermost mark that has not ended at the place, where the next one begins; NULL when all have. */
static const struct layout_mark *open_mark(const struct layout_part *part, size_t place) {
    for (size_t i = part->mark_count; i-- > 0;)
        if (part->marks[i].end > place)
            return &part->marks[i];
    return NULL;
}

/* A cell that begins inside the block takes the place of the one that is open. */
static void read_cell(struct reading *reading) {
    struct layout_part *part = reading->part;
    struct shape_stack *stack = &reading->layout->stack;
    const struct shape_range *next = &reading->layout->next;
    size_t start = next->start - reading->start;
    if (!shape_is_cell(shape_innermost(stack)) || part->cell_count == LAYOUT_MAX_CELLS ||
        open_mark(part, start) != NULL || !is_between_characters(part->flow.bytes, start))
        return;
    struct shape_range *cell = &stack->open[stack->depth - 1];
    cell->shape = next->shape;
    cell->end = next->end > reading->end ? next->end : reading->end;
    part->cells[part->cell_count++] = (struct layout_cell){next->shape, next->value, start};
}

static void read_mark(struct reading *reading) {
    struct layout_part *part = reading->part;
    const struct shape_range *next = &reading->layout->next;
    struct layout_mark mark = {next->shape, next->start - reading->start, next->end - reading->start};
    if (mark.end > part->flow.bytes.len)
        mark.end = part->flow.bytes.len;
    const struct layout_mark *around = open_mark(part, mark.start);
    if (mark.start >= mark.end || part->mark_count == LAYOUT_MAX_MARKS || (around != NULL && mark.end > around->end) ||
        !is_between_characters(part->flow.bytes, mark.start) || !is_between_characters(part->flow.bytes, mark.end))
        return;
    part->marks[part->mark_count++] = mark;
}

static bool is_inside(const struct reading *reading, const struct shape_range *range) {
    return range->start < reading->end || (range->start == reading->end && shape_is_cell(range->shape));
}

/* What else begins in the block cannot be: a list does not begin in the middle of a line. */
static void read_line(struct reading *reading) {
    struct layout *layout = reading->layout;
    while (peek(layout) && is_inside(reading, &layout->next)) {
        if (shape_is_cell(layout->next.shape))
            read_cell(reading);
        else if (shape_is_inline(layout->next.shape))
            read_mark(reading);
        layout->has_next = false;
    }
}

/* What has no text and stands behind the last part. Steps that only leave are left out. */
static bool read_rest(struct layout *layout, struct layout_part *part) {
    struct reading reading = {layout, part, layout->position, layout->position};
    bool is_any = false;
    part->flow = (struct flow_part){STR(""), false};
    while (peek(layout) && layout->next.start <= reading.start) {
        if (shape_is_empty(&layout->next) && is_for_part(&reading, &layout->next))
            is_any = enter(&reading, &layout->next) || is_any;
        layout->has_next = false;
    }
    return is_any;
}

bool layout_next(struct layout *layout, struct layout_part *part) {
    part->step_count = part->cell_count = part->mark_count = 0;
    if (!flow_next(&layout->flow, &part->flow))
        return read_rest(layout, part);
    bool is_code = part->flow.is_code;
    size_t end = layout->position + (is_code ? 1 : part->flow.bytes.len);
    struct reading reading = {layout, part, layout->position, end};
    layout->position = is_code ? end : end + 1;
    read_steps(&reading);
    if (!is_code)
        read_line(&reading);
    return true;
}
