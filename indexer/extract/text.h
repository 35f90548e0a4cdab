/* Small readings of text that several profiles need. */
#ifndef DOCFINCH_INDEXER_EXTRACT_TEXT_H
#define DOCFINCH_INDEXER_EXTRACT_TEXT_H

#include "common/base/buf.h"
#include "common/base/str.h"
#include "indexer/extract/entry.h"

/* Appends text as one line: runs of white space become one space, none at the ends, and permalink signs (pilcrow, #,
 * section sign) at the end are left out. */
void text_write_line(struct buf *out, struct str text);

/* "Python 3.11.2 documentation" -> page->project "Python", page->version "3.11.2". Without a number in it the text says
 * nothing. */
void text_read_project(struct str text, struct extraction *page);

/* The first number with dots in the text, as a version: "since Qt 5.3." -> "5.3"; empty when there is none. Borrowed.
 */
struct str text_version(struct str text);

#endif
