/* What an entry says and how it is set, part by part: the blocks and samples of flow.h with the ranges of shape.h. What
 * comes out is always whole, whatever the columns hold: items in lists, cells in rows, marks inside their block that
 * begin and end between characters and nest. Ranges that do not fit are left out. */
#ifndef DOCFINCH_COMMON_INDEX_LAYOUT_H
#define DOCFINCH_COMMON_INDEX_LAYOUT_H

#include "common/index/flow.h"
#include "common/index/shape.h"

#include <stdbool.h>
#include <stddef.h>

/* Of one part; more are left out. */
#define LAYOUT_MAX_STEPS 192
#define LAYOUT_MAX_MARKS 512
#define LAYOUT_MAX_CELLS 64

/* A step that ends the innermost open shape. */
#define LAYOUT_LEAVE SHAPE_COUNT

struct layout_step {
    enum shape shape; /* to enter, or LAYOUT_LEAVE */
    unsigned value;   /* as in struct shape_range */
};

struct layout_mark {
    enum shape shape;  /* code, emphasis or strong */
    size_t start, end; /* bytes of the part */
};

/* The open cell ends in the middle of the block, and the next one begins. */
struct layout_cell {
    enum shape shape; /* head or cell */
    unsigned value;   /* as in struct shape_range */
    size_t start;     /* bytes of the part */
};

struct layout_part {
    struct flow_part flow;
    struct layout_step steps[LAYOUT_MAX_STEPS]; /* before it */
    size_t step_count;
    struct layout_cell cells[LAYOUT_MAX_CELLS]; /* in order */
    size_t cell_count;
    struct layout_mark marks[LAYOUT_MAX_MARKS]; /* in the order in which they begin, outer ones first */
    size_t mark_count;
};

/* Begin with flow and bytes; the rest is zero. What is open after the last part ends with it. */
struct layout {
    struct flow flow;
    struct str bytes; /* entry.shape */
    struct shape_stack stack;
    struct shape_range next; /* when has_next: the range that was read and not used */
    size_t position;         /* of the next part */
    bool has_next;
};

/* Takes the next part off; false when none is left. Cells and rows without text behind the last part have a part of
 * their own, which is a block without text. */
bool layout_next(struct layout *layout, struct layout_part *part);

#endif
