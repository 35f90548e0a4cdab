#include "common/search/content.h"

#include "common/base/utf8.h"
#include "common/index/layout.h"

/* A place in a text, in both ways to count. */
struct offset {
    size_t bytes, units;
};

/* The place that many bytes into the text, at or behind one that is known. */
static struct offset offset_at(struct str text, struct offset known, size_t bytes) {
    while (known.bytes < bytes)
        known.units += utf8_next(text, &known.bytes) > 0xFFFF ? 2 : 1;
    return known;
}

/* What a value says, behind the name of its shape. */
static void write_value(enum shape shape, unsigned value, struct json *json) {
    if (shape == SHAPE_NUMBERS) {
        json_string(json, str_from(shape_numbering(value)));
    } else if (shape == SHAPE_ITEM) {
        json_number(json, shape_number(value));
    } else {
        json_number(json, shape_columns(value));
        json_number(json, shape_rows(value));
    }
}

static void write_step(const struct layout_step *step, struct json *json) {
    struct str name = step->shape == LAYOUT_LEAVE ? STR("/") : str_from(shape_name(step->shape));
    if (step->value == 0) {
        json_string(json, name);
        return;
    }
    json_array(json);
    json_string(json, name);
    write_value(step->shape, step->value, json);
    json_end(json);
}

static void write_steps(const struct layout_part *part, struct json *json) {
    if (part->step_count == 0)
        return;
    json_key(json, "steps");
    json_array(json);
    for (size_t i = 0; i < part->step_count; i++)
        write_step(&part->steps[i], json);
    json_end(json);
}

static void write_cells(const struct layout_part *part, struct json *json) {
    struct offset at = {0, 0};
    if (part->cell_count == 0)
        return;
    json_key(json, "cells");
    json_array(json);
    for (size_t i = 0; i < part->cell_count; i++) {
        at = offset_at(part->flow.bytes, at, part->cells[i].start);
        json_array(json);
        json_number(json, (int64_t)at.units);
        json_string(json, str_from(shape_name(part->cells[i].shape)));
        if (part->cells[i].value > 0)
            write_value(part->cells[i].shape, part->cells[i].value, json);
        json_end(json);
    }
    json_end(json);
}

static void write_marks(const struct layout_part *part, struct json *json) {
    struct offset at = {0, 0};
    if (part->mark_count == 0)
        return;
    json_key(json, "marks");
    json_array(json);
    for (size_t i = 0; i < part->mark_count; i++) {
        at = offset_at(part->flow.bytes, at, part->marks[i].start);
        json_array(json);
        json_number(json, (int64_t)at.units);
        json_number(json, (int64_t)offset_at(part->flow.bytes, at, part->marks[i].end).units);
        json_string(json, str_from(shape_name(part->marks[i].shape)));
        json_end(json);
    }
    json_end(json);
}

void content_write_json(struct flow flow, struct str shape, struct json *json) {
    struct layout layout = {.flow = flow, .bytes = shape};
    json_array(json);
    for (struct layout_part part; layout_next(&layout, &part);) {
        json_object(json);
        json_member_string(json, part.flow.is_code ? "code" : "text", part.flow.bytes);
        write_steps(&part, json);
        write_cells(&part, json);
        write_marks(&part, json);
        json_end(json);
    }
    json_end(json);
}
