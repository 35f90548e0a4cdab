/* HTML files with named places, filled with values. All HTML of the pages is in those files, all decisions are in C.
 *
 *     {{name}}                       a value, written as HTML text: safe in an element and in a quoted attribute
 *     <!--name-->...<!--/name-->     a block: replaced, markers included, by HTML that was made for it
 *
 * What stands inside a block is a template too, for the piece that is repeated or left out: template_block() gives it.
 * Names are lower-case ASCII letters and '_'. Other comments are copied as they are.
 *
 * Thread rule: no state; any thread. */
#ifndef DOCFINCH_SERVER_SITE_TEMPLATE_H
#define DOCFINCH_SERVER_SITE_TEMPLATE_H

#include "common/base/buf.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum template_type { TEMPLATE_TEXT, TEMPLATE_LINK, TEMPLATE_NUMBER, TEMPLATE_HTML };

/* Borrows what it is made from until template_write() returns. */
struct template_value {
    const char *name;
    enum template_type type;
    struct str text;
    int64_t number;
    bool failed; /* the HTML it was made from is not complete */
};

struct template_value template_text(const char *name, struct str text);

/* A URL for href="": one that is neither http(s) nor a path from the server's root is written as "#". */
struct template_value template_link(const char *name, struct str url);

/* Written with a comma between thousands: 21,432. */
struct template_value template_number(const char *name, int64_t number);

/* For a block: HTML made by template_write(), or a snippet of the search. An empty one leaves the block out. */
struct template_value template_html(const char *name, const struct buf *html);
struct template_value template_snippet(const char *name, struct str html);

/* Appends the template with its values. A place without a value, or HTML for {{name}}, is a mistake in the program and
 * fails `out`. */
void template_write(struct buf *out, struct str text, const struct template_value *values, size_t count);

/* Appends a block of the template with its one value; nothing when that is empty. */
void template_write_optional(struct buf *out, struct str text, const char *block, struct template_value value);

/* What stands between the markers of the first block of that name; empty when there is none. Borrowed from `text`. */
struct str template_block(struct str text, const char *name);

/* What stands before and behind the first place of that name, for what is written piece by piece: borrowed from `text`.
 * No such place is a mistake in the program and fails `out`, as template_write() has it. */
struct template_sides {
    struct str before, behind;
};
struct template_sides template_sides(struct buf *out, struct str text, const char *name);

/* Empty buffers for the pieces of a page that are made before it, each as large as `out` may become. Owned:
 * template_free_parts(). */
void template_init_parts(struct buf *part, size_t count, const struct buf *out);
void template_free_parts(struct buf *part, size_t count);

/* Appends a number as template_number() does. */
void template_write_number(struct buf *out, int64_t number);

#endif
