/* Which shape an element gives to the text in it. Pure functions of the page's nodes. */
#ifndef DOCFINCH_INDEXER_EXTRACT_ELEMENT_SHAPE_H
#define DOCFINCH_INDEXER_EXTRACT_ELEMENT_SHAPE_H

#include "common/index/shape.h"
#include "indexer/input/node.h"

/* Nodes of a table that are looked at; one with more is read as text. */
#define ELEMENT_SHAPE_MAX_TABLE_NODES 20000

/* Columns that one cell may span. */
#define ELEMENT_SHAPE_MAX_SPAN 16

/* SHAPE_COUNT when it gives none. Cost: that of a table is looked through, which its cells and rows are not asked for
 * again. */
enum shape element_shape(const struct node *element);

/* Columns that a cell takes, at most ELEMENT_SHAPE_MAX_SPAN; 1 for other elements. */
int element_shape_span(const struct node *cell);

#endif
