/* The answer to a query. */
#ifndef DOCFINCH_COMMON_SEARCH_HITS_H
#define DOCFINCH_COMMON_SEARCH_HITS_H

#include "common/base/json.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct explain;

/* Why a hit is where it is; a lower tier always comes first. */
enum tier { TIER_EXACT, TIER_TAIL, TIER_KEYWORD, TIER_PREFIX, TIER_CORRECTED, TIER_TEXT };

/* "exact", "tail", "keyword", "prefix", "corrected", "text". */
const char *tier_name(enum tier tier);

struct hit {
    int64_t id; /* entry.id */
    enum tier tier;
    double score;    /* within the text tier; higher is better */
    double coverage; /* of the text tier, as in struct rank_evidence */
    struct str docset, version, kind, title, name, signature, path, anchor;
    struct str text_fragment;      /* words to look for behind the anchor, where the place has no id; else empty */
    struct str since, deprecated;  /* as in the table entry */
    struct str breadcrumbs;        /* one title per line, from the page down */
    struct str url;                /* base URL + path + '#' + anchor; without a base URL, from the server's own root */
    const struct explain *explain; /* why it is where it is (explain.h); NULL when nobody asked */
    struct str snippet;            /* HTML: <em> around what matched, everything else escaped */
};

/* A doc set or kind that an answer could be narrowed to. */
struct facet {
    struct str name;
    size_t id;
    unsigned count; /* entries found that have it */
};

struct hits {
    struct str query;     /* query.text */
    struct str asked;     /* query.clean: asks the same again, since a space behind the last word means something */
    struct str corrected; /* the query that was answered instead; empty: none */
    struct str index;     /* artifact id */
    struct hit *hit;
    size_t count;
    unsigned total;                            /* hits there are in all, offset and limit aside */
    bool total_exact;                          /* false: there are at least that many */
    bool partial;                              /* the deadline cut the search short */
    struct facet *docset_facets, *kind_facets; /* the largest first; see facets.h */
    size_t docset_facet_count, kind_facet_count;
    int64_t took_us;
};

/* The JSON of API.md, "search". */
void hits_write_json(const struct hits *hits, struct json *json);

/* Members of the open object: what the entry is and where it stands, from "docset" to "url". */
void hits_write_description(const struct hit *hit, struct json *json);

#endif
