/* How the text of an entry is set: what of it is code or stressed, what stands in lists, tables and notes. It is the
 * column entry.shape, a run of ranges beside the text, which stays plain. INDEX-FORMAT.md has the bytes.
 *
 * A position counts the bytes of entry.text, line ends included, and one for each sample of entry.code before it, in
 * the order of flow.h: a block of n bytes at position p ends at p + n, what follows it begins at p + n + 1, what
 * follows a sample at p begins at p + 1. Ranges come in the order in which they begin, outer ones first, and nest. */
#ifndef DOCFINCH_COMMON_INDEX_SHAPE_H
#define DOCFINCH_COMMON_INDEX_SHAPE_H

#include "common/base/buf.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* Longest column. It is enough for the densest 32 KiB of text there are in the documentations we know; what is behind
 * has no shape. */
#define SHAPE_MAX_BYTES ((size_t)32 << 10)

/* Ranges inside one another; deeper ones are left out. What text in a range needs around it counts: a table is at most
 * the third from the end. */
#define SHAPE_MAX_DEPTH 24

/* Columns and rows of one cell, and the largest number of an item, as of one below zero. */
#define SHAPE_MAX_COLUMNS 64
#define SHAPE_MAX_ROWS 256
#define SHAPE_MAX_NUMBER 999999999

/* The numbers are those of the file. */
enum shape {
    /* Words of a block. */
    SHAPE_CODE,
    SHAPE_EMPHASIS,
    SHAPE_STRONG,
    /* What blocks and samples stand in. */
    SHAPE_LIST,    /* of items in no order */
    SHAPE_NUMBERS, /* value: shape_numbering() */
    SHAPE_ITEM,    /* value: shape_number() */
    SHAPE_TERMS,
    SHAPE_TERM,
    SHAPE_DESCRIPTION,
    SHAPE_TABLE,
    SHAPE_CAPTION,
    SHAPE_ROW,
    SHAPE_HEAD, /* a cell that names its column or row; value: shape_columns(), shape_rows() */
    SHAPE_CELL,
    SHAPE_NOTE,
    SHAPE_TIP,
    SHAPE_WARNING,
    SHAPE_CHANGE, /* what changed in a version */
    SHAPE_LABEL,  /* of the four before it */
    SHAPE_COUNT,
};

struct shape_range {
    enum shape shape;
    size_t start, end; /* positions; equal for a cell or row without text */
    unsigned value;    /* what else is to be said of some shapes; 0: nothing */
};

/* "code", "emphasis", ...: the word in the API. Static. */
const char *shape_name(enum shape shape);

bool shape_is_inline(enum shape shape);
bool shape_is_cell(enum shape shape);

/* Whether there is something to be said of it in its range's value. */
bool shape_has_values(enum shape shape);

/* Whether it is a range without text, and of a shape that may be one. */
bool shape_is_empty(const struct shape_range *range);

/* By what the items of a list are numbered, as in <ol type>: "a", "A", "i", "I", for values from 1 on; "" for others.
 * Static. */
const char *shape_numbering(unsigned value);

/* An item's number; the items behind it count on. Value 0: that behind the item before it, or 1. Numbers are in
 * -SHAPE_MAX_NUMBER..SHAPE_MAX_NUMBER. */
unsigned shape_number_value(long number);
long shape_number(unsigned value);

/* Columns and rows that a cell takes, 1 to SHAPE_MAX_COLUMNS and SHAPE_MAX_ROWS. */
unsigned shape_span_value(unsigned columns, unsigned rows);
unsigned shape_columns(unsigned value);
unsigned shape_rows(unsigned value);

/* Whether the second may stand right inside the first; SHAPE_COUNT for the entry itself. Items are in lists, rows in
 * tables, and there is nothing else in these. */
bool shape_holds(enum shape outer, enum shape inner);

/* What must be put around text that stands right inside the shape, SHAPE_COUNT when it may stand there. */
enum shape shape_wrapper(enum shape outer);

/* The ranges around a place. Zeroed: none. */
struct shape_stack {
    struct shape_range open[SHAPE_MAX_DEPTH];
    size_t depth;
};

enum shape shape_innermost(const struct shape_stack *stack);

/* Leaves what has ended where the range begins. */
void shape_leave(struct shape_stack *stack, const struct shape_range *range);

/* Does so, and enters the range when it may stand there: it has text or shape_is_empty(), ends no later than what is
 * around it, shape_holds(), and the wrappers of its text have room, too. */
bool shape_enter(struct shape_stack *stack, const struct shape_range *range);

/* Appends a range behind one that begins at last_start (0 for the first); false, and nothing is written, when it does
 * not fit into SHAPE_MAX_BYTES. */
bool shape_write(struct buf *out, size_t last_start, const struct shape_range *range);

/* Takes the next range off; *range holds the one before, zeros at first. A value that its shape cannot have is left
 * out. False at the end and at bytes that are no range. */
bool shape_next(struct str *bytes, struct shape_range *range);

#endif
