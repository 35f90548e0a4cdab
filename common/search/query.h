/* What somebody typed, made into a value: valid UTF-8, bounded, cut into words. No query is an error: what cannot be
 * used is left out. */
#ifndef DOCFINCH_COMMON_SEARCH_QUERY_H
#define DOCFINCH_COMMON_SEARCH_QUERY_H

#include "common/base/arena.h"
#include "common/base/str.h"
#include "common/search/syntax.h"
#include "common/text/exact.h"
#include "common/text/tokens.h"

#include <stdbool.h>

/* FTS5 has no bound of its own: a phrase of 100,000 tokens ran for minutes. */
#define QUERY_MAX_BYTES 256
#define QUERY_MAX_WORDS 16
#define QUERY_MAX_EXACT 8
#define QUERY_MAX_PHRASES 4
#define QUERY_MAX_EXCLUDED_WORDS 8
#define QUERY_MAX_EXCLUDED_PHRASES 4

#define QUERY_DEFAULT_LIMIT 10
#define QUERY_MAX_LIMIT 100
#define QUERY_MAX_OFFSET 1000

struct query_options {
    struct str docset; /* name of a doc set to stay in; empty: all */
    struct str kind;   /* kind to show; empty: all */
    unsigned limit;    /* hits wanted, at most QUERY_MAX_LIMIT */
    unsigned offset;   /* hits to leave out at the start, at most QUERY_MAX_OFFSET */
    bool explain;      /* say why each hit is where it is */
    bool is_grouped;   /* hits of one page stand together, in the place of the best of them */
    bool is_literal;   /* words are taken as they are typed: none is corrected */
};

struct query {
    struct str clean;                    /* as typed: valid UTF-8, cut at QUERY_MAX_BYTES */
    struct str text;                     /* the same, trimmed */
    struct str sought;                   /* what of it is looked for: without filters and exclusions */
    struct str key;                      /* folded for the name table; empty when there is nothing to look up */
    struct str beginning;                /* the same of a name that is still being typed; empty behind white space */
    struct token words[QUERY_MAX_WORDS]; /* folded, repetitions left out; places in clean */
    size_t word_count;
    struct token exact[QUERY_MAX_EXACT]; /* exact terms (common/text/exact.h), which count beside the words */
    size_t exact_count;
    struct str phrases[QUERY_MAX_PHRASES]; /* what stood in "quotes": terms that must follow one another, as indexed */
    size_t phrase_count;
    struct clause clauses[SYNTAX_MAX_CLAUSES]; /* filters and exclusions */
    size_t clause_count;
    struct str excluded_words[QUERY_MAX_EXCLUDED_WORDS]; /* terms that no entry may have ... */
    size_t excluded_word_count;
    struct str excluded_phrases[QUERY_MAX_EXCLUDED_PHRASES]; /* ... and phrases, as those above */
    size_t excluded_phrase_count;
    bool last_is_open;       /* the last word may still be growing: no space behind it */
    bool last_exact_is_open; /* the same for the last exact term */
    struct query_options options;
};

/* Strings of *query live in `arena`, or are those of `options`. Limits that are too high are lowered. scope says what
 * the documentation has; NULL: no filters, no options. */
void query_parse(struct query *query, struct str text, const struct query_options *options,
                 const struct syntax_scope *scope, struct arena *arena);

/* Whether nothing is looked for but filters say what may be shown. */
bool query_is_only_filters(const struct query *query);

#endif
