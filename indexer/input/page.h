/* An HTML file -> a tree. With xml.c the only file that knows libxml2.
 *
 * libxml2's own tree is not used: its SAX events build ours, which is faster and has no silent ends (libxml2 drops what
 * is deeper than 256 levels and text over 10 MB).
 *
 * Thread rule: page_setup() once before the first thread; then any number of threads, each with its own arena. */
#ifndef DOCFINCH_INDEXER_INPUT_PAGE_H
#define DOCFINCH_INDEXER_INPUT_PAGE_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/str.h"
#include "indexer/input/node.h"

#include <stdbool.h>

/* Limits. A page that meets one of the first three is refused with ERR_LIMIT; the others are met without losing text.
 */
#define PAGE_MAX_BYTES ((size_t)64 << 20) /* the file, as UTF-8 */
#define PAGE_MAX_TAG_ATTRIBUTES 500       /* in one tag: libxml2 takes quadratic time */
#define PAGE_MAX_NODES 1500000            /* elements and pieces of text */
#define PAGE_MAX_DEPTH 200                /* deeper elements are put into the one at this depth */
#define PAGE_MAX_ATTRIBUTES 64            /* of an element that are kept, the first ones */

/* Prepares libxml2, which then allocates as mem.h does: without memory the process ends. */
void page_setup(void);

/* Parses the bytes of a file. The tree lives in `arena`; *root is the <html> element or a stand-in for it. No markup is
 * an error. Errors: ERR_LIMIT. */
bool page_parse(struct node **root, struct str bytes, struct arena *arena, struct err *err);

#endif
