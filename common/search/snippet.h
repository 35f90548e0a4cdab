/* The piece of an entry's text that shows why it was found. */
#ifndef DOCFINCH_COMMON_SEARCH_SNIPPET_H
#define DOCFINCH_COMMON_SEARCH_SNIPPET_H

#include "common/base/buf.h"
#include "common/search/query.h"

/* Length of a snippet, without markup. */
#define SNIPPET_MAX_BYTES 220

/* Text behind this is not looked at. */
#define SNIPPET_SCAN_MAX_BYTES ((size_t)8 << 10)

/* The words that snippets show, ready for comparing with every word of a text. Its members are for snippet.c. */
struct sought {
    const struct query *query;
    unsigned marked;        /* bits of the query's words that are marked */
    unsigned starting[256]; /* bits of those that a word may be when it, or a part of it, starts with this byte */
    unsigned char class[256];
    struct buf scratch;
};

/* Borrows the query. Owned: sought_free(). */
void sought_init(struct sought *sought, const struct query *query);
void sought_free(struct sought *sought);

/* Appends HTML: the words of the query inside <em>, everything else escaped; the place with the most different words,
 * or the beginning when there are none. Between blocks of the text stands " · ", and an ellipsis where it is cut,
 * which is not within a word unless that is too long to be one. The last word also marks words that begin with it while
 * it is open. Returns the words that it shows: bit i for words[i]. */
unsigned snippet_write(struct buf *out, struct str text, struct sought *sought);

/* The words that neither the title nor the name of an entry has, when the snippet of its text shows none of them, or
 * one of four; else 0: it is good enough. */
unsigned snippet_missing(unsigned shown, struct str title, struct str name, struct sought *sought);

/* Replaces what *out has by a snippet of the code column (flow.h) if that shows much more of the missing words.
 * Between lines of a sample stands " · ", between samples an ellipsis. */
void snippet_prefer_code(struct buf *out, struct str code, struct sought *sought, unsigned shown, unsigned missing);

#endif
