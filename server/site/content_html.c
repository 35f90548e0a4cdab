#include "server/site/content_html.h"

#include "common/index/layout.h"
#include "server/site/template.h"

struct page_writer {
    struct buf *out;
    struct template_sides block, inner, sample, shapes[SHAPE_COUNT]; /* of what stands in them */
    struct template_sides values[SHAPE_COUNT];                       /* of the value, in front of that */
    struct template_sides numbering, number, columns, rows;          /* attributes of elements of shapes */
    enum shape open[SHAPE_MAX_DEPTH];
    size_t depth;
};

static struct template_sides piece_named(struct page_writer *writer, struct str pieces, const char *name) {
    return template_sides(writer->out, template_block(pieces, name), "inside");
}

static void read_shape(struct page_writer *writer, struct str pieces, enum shape shape) {
    writer->shapes[shape] = piece_named(writer, pieces, shape_name(shape));
    writer->values[shape] = (struct template_sides){writer->shapes[shape].before, STR("")};
    if (shape_has_values(shape))
        writer->values[shape] = template_sides(writer->out, writer->shapes[shape].before, "value");
}

static void read_pieces(struct page_writer *writer, struct str pieces) {
    writer->block = piece_named(writer, pieces, "block");
    writer->inner = piece_named(writer, pieces, "inner");
    writer->sample = piece_named(writer, pieces, "sample");
    writer->numbering = piece_named(writer, pieces, "numbering");
    writer->number = piece_named(writer, pieces, "number");
    writer->columns = piece_named(writer, pieces, "columns");
    writer->rows = piece_named(writer, pieces, "rows");
    for (int i = 0; i < SHAPE_COUNT; i++)
        read_shape(writer, pieces, (enum shape)i);
}

static void write_number(struct page_writer *writer, const struct template_sides *piece, long number) {
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
    buf_add(writer->out, writer->values[shape].before);
    write_value(writer, shape, value);
    buf_add(writer->out, writer->values[shape].behind);
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
        const struct template_sides *piece = &writer->shapes[mark->shape];
        write_slice(writer, part->flow.bytes, start, mark->start);
        buf_add(writer->out, piece->before);
        write_words(writer, part, next, mark->start, mark->end);
        buf_add(writer->out, piece->behind);
        start = mark->end;
    }
    write_slice(writer, part->flow.bytes, start, end);
}

/* A cell without text has no block, as in web/content.js; white space is that of ASCII. */
static void write_block(struct page_writer *writer, const struct layout_part *part, size_t *next, size_t start,
                        size_t end) {
    const struct template_sides *piece = writer->depth > 0 ? &writer->inner : &writer->block;
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
