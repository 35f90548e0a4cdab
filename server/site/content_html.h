/* What an entry says, as HTML: its parts with the elements of a template around them. */
#ifndef DOCFINCH_SERVER_SITE_CONTENT_HTML_H
#define DOCFINCH_SERVER_SITE_CONTENT_HTML_H

#include "common/base/buf.h"
#include "common/search/whole_entry.h"

/* Appends the entry's content. pieces: a template with blocks "block" and "inner" for a block of text, by itself and
 * inside a shape, "sample", and one with the name of each shape; what each holds stands in the place of {{inside}}.
 * What else is to be said of a shape stands in the place of {{value}}, in blocks "numbering", "number", "columns" and
 * "rows". All text is escaped. A template that lacks any of these fails `out`. */
void content_html_write(struct buf *out, struct str pieces, const struct whole_entry *entry);

#endif
