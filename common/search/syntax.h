/* The query language: which parts of a query are not looked for, but say what is.
 *
 *     -word  -"two words"     leave entries with it out
 *     kind:function           show this kind; also fn: and other short forms, alone or in front of a word
 *     in:python               stay in the doc sets whose names begin so; the one of just that name, if there is one
 *     -kind:section -in:git   all but those
 *
 * Several filters of one field add up. A query is never wrong: what is not exactly one of these is a word.
 *
 * '-' means many things. It excludes when a single one stands at the start of a word of two or more characters of which
 * the first is a letter, and the word has no more than letters, digits and separators of names in it; when the word
 * with its '-' is no name in the documentation (an option); and when something else is looked for that does not begin
 * with '-'. -"word" always excludes when something else is looked for. So "-rf", "-rf --verbose" and "find -name" look
 * for options. */
#ifndef DOCFINCH_COMMON_SEARCH_SYNTAX_H
#define DOCFINCH_COMMON_SEARCH_SYNTAX_H

#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* What is beyond is a word. */
#define SYNTAX_MAX_CLAUSES 16

enum clause_type { CLAUSE_EXCLUDED, CLAUSE_KIND, CLAUSE_DOCSET };

struct clause {
    enum clause_type type;
    bool is_negated;  /* a filter: all but this */
    struct str value; /* what is excluded, without '-' and quotes; name of a kind, short form, or beginning of a name */
    size_t start, end; /* where it stands in the text: bytes [start, end) */
};

/* What a documentation has. */
struct syntax_scope {
    /* Whether it is a kind (or short form of kinds) or the beginning of a doc set's name: else it is a word. */
    bool (*has_kind)(void *context, struct str name);
    bool (*has_docset)(void *context, struct str name);
    /* Whether something is called so: an option, "-name". */
    bool (*has_name)(void *context, struct str name);
    void *context;
};

/* Finds the clauses of a text, which must be valid UTF-8, and returns how many. Without a scope there are no filters
 * and no options. Values are borrowed from the text. */
size_t syntax_read(struct str text, const struct syntax_scope *scope, struct clause clauses[SYNTAX_MAX_CLAUSES]);

#endif
