/* Which shape an element gives to the text in it. Pure functions of the page's nodes. */
#ifndef DOCFINCH_INDEXER_EXTRACT_ELEMENT_SHAPE_H
#define DOCFINCH_INDEXER_EXTRACT_ELEMENT_SHAPE_H

#include "common/index/shape.h"
#include "indexer/input/node.h"

/* Nodes of a table that are looked at; one with more is read as text. */
#define ELEMENT_SHAPE_MAX_TABLE_NODES 20000

/* SHAPE_COUNT when it gives none. Cost: the element's own attributes; a table is looked through up to one inside it,
 * and the class around it is read for the first element there only. All elements of a page take linear time. */
enum shape element_shape(const struct node *element);

/* That of a <dt> or <dd> in a <dl> whose own shape is known: in a note the term is its label. */
enum shape element_shape_in_list(const struct node *element, enum shape list);

/* The value of its range (shape.h): by what a list is numbered, the number that the page gives an item, columns and
 * rows of a cell. Rows end with their group: <thead>, <tbody>. Cost: at most 2 * SHAPE_MAX_ROWS nodes behind a row. */
unsigned element_shape_value(const struct node *element, enum shape shape);

#endif
