/* Why a hit stands where it does: the parts of its score, in the order of rank.h. Only made when it is asked for. */
#ifndef DOCFINCH_COMMON_SEARCH_EXPLAIN_H
#define DOCFINCH_COMMON_SEARCH_EXPLAIN_H

#include "common/base/json.h"
#include "common/search/hits.h"

#include <stdbool.h>
#include <stddef.h>

/* What a word of the query, or an exact term of it, has added to an entry. */
struct explain_word {
    struct str word; /* as looked for */
    struct str term; /* what was found: the word, or what it may become */
    double idf;      /* of the word */
    unsigned impact; /* of the term in the entry, 1 to POSTINGS_MAX_IMPACT */
    double share;    /* of what the word itself would count */
    double value;    /* idf * impact * share */
    bool in_title;
};

struct explain {
    struct str key;     /* of the query; name tiers only */
    bool same_spelling; /* as typed, case and accents included; name tiers but prefix */
    /* The text tier: score = sum * coverage * title_match * link_prior * page_prior * docset_prior *
     * factor. */
    struct explain_word *words; /* the rarest first */
    size_t word_count;
    double sum;         /* of the values */
    double coverage;    /* share of the query's idf that its page has */
    double title_match; /* from 1 on: how much of the title was typed */
    double link_prior, page_prior;
    double docset_prior; /* more than 1 when the query names the doc set, of several */
    double factor;       /* what the entry keeps: less than 1 for what is deprecated or past */
};

/* The object behind "explain" in API.md. */
void explain_write_json(const struct hit *hit, struct json *json);

/* The same in lines for a terminal, each with `indent` in front. */
void explain_print(const struct hit *hit, const char *indent, struct buf *out);

#endif
