#include "server/site/content_html.h"

#include "common/index/layout.h"
#include "server/site/template.h"

struct piece {
    struct str before, behind; /* what it holds; borrowed from the template */
};

struct page_writer {
    struct buf *out;
    struct piece block, inner, sample, shapes[SHAPE_COUNT];
    struct piece numbering, number, columns, rows; /* attributes of elements of shapes */
    enum shape open[SHAPE_MAX_DEPTH];
    size_t depth;
};

static struct piece piece_named(struct str pieces, const char *name) {
    static const struct str place = {"{{inside}}", sizeof "{{inside}}" - 1};
    struct str block = template_block(pieces, name);
    size_t at = str_find(block, place, 0);
    return (struct piece){str_head(block, at), str_from_offset(block, at + place.len)};
}

static void read_pieces(struct page_writer *writer, struct str pieces) {
    writer->block = piece_named(pieces, "block");
    writer->inner = piece_named(pieces, "inner");
    writer->sample = piece_named(pieces, "sample");
    writer->numbering = piece_named(pieces, "numbering");
    writer->number = piece_named(pieces, "number");
    writer->columns = piece_named(pieces, "columns");
    writer->rows = piece_named(pieces, "rows");
    for (int i = 0; i < SHAPE_COUNT; i++)
        writer->shapes[i] = piece_named(pieces, shape_name((enum shape)i));
}

static void write_number(struct page_writer *writer, const struct piece *piece, long number) {
    buf_addf(writer->out, "%.*s%ld%.*s", STR_ARG(piece->before), number, STR_ARG(piece->behind));
}

static void write_value(struct page_writer *writer, enum shape shape, unsigned value) {
    if (value == 0)
        return;
    if (shape == SHAPE_NUMBERS)
        buf_addf(writer->out, "%.*s%s%.*s", STR_ARG(writer->numbering.before), shape_numbering(value),
                 STR_ARG(writer->numbering.behind));
    else if (shape == SHAPE_ITEM)
        write_number(writer, &writer->number, shape_number(value));
    if (shape_is_cell(shape) && shape_columns(value) > 1)
        write_number(writer, &writer->columns, shape_columns(value));
    if (shape_is_cell(shape) && shape_rows(value) > 1)
        write_number(writer, &writer->rows, shape_rows(value));
}

static void enter(struct page_writer *writer, enum shape shape, unsigned value) {
    static const struct str place = {"{{value}}", sizeof "{{value}}" - 1};
    struct str before = writer->shapes[shape].before;
    size_t at = str_find(before, place, 0);
    buf_add(writer->out, str_head(before, at));
    write_value(writer, shape, value);
    buf_add(writer->out, str_from_offset(before, at + place.len));
    writer->open[writer->depth++] = shape;
}

static void leave(struct page_writer *writer) {
    buf_add(writer->out, writer->shapes[writer->open[--writer->depth]].behind);
}

static void write_slice(struct page_writer *writer, struct str text, size_t start, size_t end) {
    buf_add_html(writer->out, str_make(text.ptr + start, end - start));
}

/* The text from start to end with the marks that begin there, from *next on. Marks nest: the depth of calls is that of
 * elements in the page, and at most LAYOUT_MAX_MARKS. */
static void write_words(struct page_writer *writer, const struct layout_part *part, size_t *next, size_t start,
                        size_t end) {
    while (*next < part->mark_count && part->marks[*next].start < end) {
        const struct layout_mark *mark = &part->marks[(*next)++];
        const struct piece *piece = &writer->shapes[mark->shape];
        write_slice(writer, part->flow.bytes, start, mark->start);
        buf_add(writer->out, piece->before);
        write_words(writer, part, next, mark->start, mark->end);
        buf_add(writer->out, piece->behind);
        start = mark->end;
    }
    write_slice(writer, part->flow.bytes, start, end);
}

/* A cell without text has no block. */
static void write_block(struct page_writer *writer, const struct layout_part *part, size_t *next, size_t start,
                        size_t end) {
    const struct piece *piece = writer->depth > 0 ? &writer->inner : &writer->block;
    if (str_trim(str_make(part->flow.bytes.ptr + start, end - start)).len == 0)
        return;
    buf_add(writer->out, piece->before);
    write_words(writer, part, next, start, end);
    buf_add(writer->out, piece->behind);
}

static void write_text(struct page_writer *writer, const struct layout_part *part) {
    size_t next = 0, start = 0;
    for (size_t i = 0; i < part->cell_count; i++) {
        write_block(writer, part, &next, start, part->cells[i].start);
        leave(writer);
        enter(writer, part->cells[i].shape, part->cells[i].value);
        start = part->cells[i].start;
    }
    write_block(writer, part, &next, start, part->flow.bytes.len);
}

static void write_sample(struct page_writer *writer, const struct layout_part *part) {
    buf_add(writer->out, writer->sample.before);
    buf_add_html(writer->out, part->flow.bytes);
    buf_add(writer->out, writer->sample.behind);
}

void content_html_write(struct buf *out, struct str pieces, const struct whole_entry *entry) {
    struct layout layout = {.flow = entry->flow, .bytes = entry->shape};
    struct page_writer writer = {.out = out};
    read_pieces(&writer, pieces);
    for (struct layout_part part; layout_next(&layout, &part);) {
        for (size_t i = 0; i < part.step_count; i++) {
            if (part.steps[i].shape == LAYOUT_LEAVE)
                leave(&writer);
            else
                enter(&writer, part.steps[i].shape, part.steps[i].value);
        }
        if (part.flow.is_code)
            write_sample(&writer, &part);
        else
            write_text(&writer, &part);
    }
    while (writer.depth > 0)
        leave(&writer);
}
