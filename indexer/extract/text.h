/* Small readings of text that several profiles need. */
#ifndef DOCFINCH_INDEXER_EXTRACT_TEXT_H
#define DOCFINCH_INDEXER_EXTRACT_TEXT_H

#include "common/base/buf.h"
#include "common/base/str.h"
#include "indexer/extract/entry.h"

/* Appends text as one line: runs of white space become one space, none at the ends; permalink
 * signs (pilcrow, #, section sign) at the end and zero-width spaces are left out. */
void text_write_line(struct buf *out, struct str text);

/* "Python 3.11.2 documentation" -> page->project "Python", page->version "3.11.2". Without a number in it the text says
 * nothing. */
void text_read_project(struct str text, struct extraction *page);

/* The first number with dots in the text, as a version: "since Qt 5.3." -> "5.3"; empty when there is none. Borrowed.
 */
struct str text_version(struct str text);

/* Bytes of the number at the start of the line, digits and dots: "9.4. String functions" -> 4. */
size_t text_number_bytes(struct str line);

/* "9.4. String functions" -> "String functions"; without a dot behind the number it is a part of the title, as in
 * "3 ways". Borrowed. */
struct str text_without_number(struct str line);

/* What stands behind the last separator; the text when it has none. Borrowed. */
struct str text_after_last(struct str text, struct str separator);

struct page_view;

/* The project's name and version from the end of the page's <title>, behind the last separator. */
void text_read_site(const struct page_view *view, const char *separator, struct extraction *page);

/* Whether the line begins with a command's option: "-a", "--all=WHEN". */
bool text_is_option(struct str line);

/* "--output=FILE, -o" -> "--output": the first option, without its value. Borrowed. */
struct str text_option_name(struct str line);

#endif
