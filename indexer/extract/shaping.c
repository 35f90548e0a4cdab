#include "indexer/extract/shaping.h"

#include "common/base/mem.h"

#include <stdlib.h>

size_t shaping_begin(struct shaping *shaping, enum shape shape, unsigned value, struct shaping_place place) {
    if (shaping->count == SHAPING_MAX_RANGES)
        return shaping->count;
    shaping->ranges = mem_grow(shaping->ranges, shaping->count, &shaping->capacity, sizeof *shaping->ranges);
    shaping->ranges[shaping->count] = (struct shaping_range){shape, value, place, place};
    return shaping->count++;
}

void shaping_end(struct shaping *shaping, size_t number, struct shaping_place place) {
    if (number >= shaping->count)
        return;
    shaping->ranges[number].end = place;
    if (number >= shaping->cut_count)
        return;
    shaping->ended = mem_grow(shaping->ended, shaping->ended_count, &shaping->ended_capacity, sizeof *shaping->ended);
    shaping->ended[shaping->ended_count++] = number;
}

static void cut(struct shaping_range *range, size_t text_bytes) {
    range->start.text_bytes = range->start.text_bytes < text_bytes ? range->start.text_bytes : text_bytes;
    range->end.text_bytes = range->end.text_bytes < text_bytes ? range->end.text_bytes : text_bytes;
}

void shaping_cut(struct shaping *shaping, size_t text_bytes) {
    for (size_t i = 0; i < shaping->ended_count; i++)
        cut(&shaping->ranges[shaping->ended[i]], text_bytes);
    for (size_t i = shaping->cut_count; i < shaping->count; i++)
        cut(&shaping->ranges[i], text_bytes);
    shaping->cut_count = shaping->count;
    shaping->ended_count = 0;
}

/* A sample may follow the last line, whose end is not stored. */
static size_t bounded(size_t at, struct str text) {
    return at <= text.len ? at : text.len + 1;
}

static char char_at(struct str text, size_t at) {
    return at < text.len ? text.ptr[at] : '\n';
}

static bool is_blank(char c) {
    return c == ' ' || c == '\n';
}

/* The words of one block, without the spaces around them: what is stressed over several blocks is so in the first. */
static void narrow_words(struct str text, size_t *start, size_t *end) {
    while (*start < *end && is_blank(char_at(text, *start)))
        ++*start;
    size_t line = *start < text.len ? str_find_char(text, '\n', *start) : text.len;
    if (*end > line)
        *end = line;
    while (*end > *start && is_blank(char_at(text, *end - 1)))
        --*end;
}

/* The space behind a cell is not in it: a cell without text stands there. */
static size_t without_space_behind(struct str text, size_t start, size_t end) {
    return end > start && char_at(text, end - 1) == ' ' ? end - 1 : end;
}

/* A cell without text stands behind the one before it; what else begins at the end of a line begins with the next one.
 */
static void narrow_block(struct str text, size_t *start, size_t *end) {
    bool is_empty = *start == *end;
    if (is_empty && *start > 0 && char_at(text, *start - 1) == ' ')
        *end = --*start;
    else if (!is_empty && char_at(text, *start) == '\n')
        ++*start;
}

/* A cell without text names nothing. */
static struct shape_range range_in(const struct shaping_range *noted, struct str text, bool is_shared) {
    size_t start = bounded(noted->start.text_bytes, text), end = bounded(noted->end.text_bytes, text);
    size_t before = is_shared ? 0 : noted->start.samples, behind = is_shared ? 0 : noted->end.samples;
    if (shape_is_cell(noted->shape))
        end = without_space_behind(text, start, end);
    if (shape_is_inline(noted->shape))
        narrow_words(text, &start, &end);
    else if (before == behind)
        narrow_block(text, &start, &end);
    enum shape shape = noted->shape == SHAPE_HEAD && start == end ? SHAPE_CELL : noted->shape;
    return (struct shape_range){shape, start + before, end + (shape_is_inline(shape) ? before : behind), noted->value};
}

/* Enters the range. A row without text is only of use where a cell from above goes on into it; *rows counts those that
 * are left of such cells, from the row of the range on. */
static bool enter(struct shape_stack *stack, const struct shape_range *range, unsigned *rows) {
    if (range->shape == SHAPE_TABLE)
        *rows = 0;
    if (range->shape == SHAPE_ROW && *rows > 0)
        --*rows;
    if (range->shape == SHAPE_ROW && range->start == range->end && *rows == 0) {
        shape_leave(stack, range);
        return false;
    }
    if (!shape_enter(stack, range))
        return false;
    if (shape_is_cell(range->shape) && shape_rows(range->value) > *rows)
        *rows = shape_rows(range->value);
    return true;
}

struct writer {
    struct buf *out;
    struct shape_stack stack;
    size_t last_start;
    unsigned rows;                            /* as for enter() */
    struct shape_range held[SHAPE_MAX_DEPTH]; /* ranges of words that begin at one place */
    size_t held_count;
    bool is_full;
};

static void write_range(struct writer *writer, const struct shape_range *range) {
    if (writer->is_full || range->start < writer->last_start || !enter(&writer->stack, range, &writer->rows))
        return;
    writer->is_full = !shape_write(writer->out, writer->last_start, range);
    writer->last_start = range->start;
}

/* What is stressed over several blocks is so in the first, whatever they stand in. */
static void write_held(struct writer *writer) {
    for (size_t i = 0; i < writer->held_count; i++) {
        struct shape_range *range = &writer->held[i];
        shape_leave(&writer->stack, range);
        size_t depth = writer->stack.depth;
        if (depth > 0 && range->end > writer->stack.open[depth - 1].end)
            range->end = writer->stack.open[depth - 1].end;
        write_range(writer, range);
    }
    writer->held_count = 0;
}

/* Words stand in blocks: a range of words waits for the lists and tables that begin at its place, inside it. */
static void hold_or_write(struct writer *writer, const struct shape_range *range) {
    if (writer->held_count > 0 && range->start > writer->held[0].start)
        write_held(writer);
    if (!shape_is_inline(range->shape))
        write_range(writer, range);
    else if (range->start < range->end && writer->held_count < SHAPE_MAX_DEPTH)
        writer->held[writer->held_count++] = *range;
}

void shaping_write(const struct shaping *shaping, struct str text, bool is_shared, struct buf *out) {
    struct writer writer = {.out = out};
    for (size_t i = 0; i < shaping->count && !writer.is_full; i++) {
        const struct shaping_range *noted = &shaping->ranges[i];
        if (noted->start.text_bytes > text.len + 1)
            break;
        const struct shape_range range = range_in(noted, text, is_shared);
        hold_or_write(&writer, &range);
    }
    write_held(&writer);
}

void shaping_free(struct shaping *shaping) {
    free(shaping->ranges);
    free(shaping->ended);
    *shaping = (struct shaping){0};
}
