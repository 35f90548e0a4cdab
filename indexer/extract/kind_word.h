/* Words by which generators say what kind of symbol something is, in tables of one shape. */
#ifndef DOCFINCH_INDEXER_EXTRACT_KIND_WORD_H
#define DOCFINCH_INDEXER_EXTRACT_KIND_WORD_H

#include "common/base/str.h"
#include "common/index/kind.h"

#include <stdbool.h>

/* A table ends with {NULL, KIND_COUNT}. */
struct kind_word {
    const char *word;
    enum kind kind;
};

/* How a word has to be in the text: str_equal(), str_starts(), str_ends(), str_has_word() for the value of a class
 * attribute, or a function like these. */
typedef bool kind_word_fits(struct str text, struct str word);

/* The first row of the table whose word fits; the row at its end when none does. */
const struct kind_word *kind_word_find(const struct kind_word table[], struct str text, kind_word_fits *fits);

/* The same; only the kind. */
enum kind kind_word_of(const struct kind_word table[], struct str text, kind_word_fits *fits);

/* Whether the text has the word anywhere in it. */
bool kind_word_inside(struct str text, struct str word);

#endif
