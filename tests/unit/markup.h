/* What layout.h says of an entry, written so that a test can be read: "<list><item>See {code open}.</item></list>",
 * "[print(1)]" for a sample, a line end behind each part that another part of the same place follows, and "|cell>"
 * where a cell ends in the middle of a block and the next one begins. Values stand behind names: "<item 4>", "<numbers
 * a>", and columns and rows in "<cell 2 1>". */
#ifndef DOCFINCH_TESTS_UNIT_MARKUP_H
#define DOCFINCH_TESTS_UNIT_MARKUP_H

#include "common/base/buf.h"
#include "common/index/layout.h"

/* Appends the whole entry. Fails the test when what layout.h promises does not hold: shapes stand where they may, marks
 * nest and end between characters, all text comes once. */
void markup_write(struct buf *out, struct flow flow, struct str shape);

#endif
