/* The answer to a query. */
#ifndef DOCFINCH_COMMON_SEARCH_HITS_H
#define DOCFINCH_COMMON_SEARCH_HITS_H

#include "common/base/json.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Why a hit is where it is; a lower tier always comes first. */
enum tier { TIER_EXACT, TIER_TAIL, TIER_PREFIX, TIER_CORRECTED, TIER_TEXT };

/* "exact", "tail", "prefix", "corrected", "text". */
const char *tier_name(enum tier tier);

struct hit {
    int64_t id; /* entry.id */
    enum tier tier;
    double score; /* within the text tier; higher is better */
    struct str docset, version, kind, title, name, signature, path, anchor;
    struct str since, deprecated; /* as in the table entry */
    struct str breadcrumbs;       /* one title per line, from the page down */
    struct str url;               /* base URL + path + '#' + anchor; without a base URL, from the server's own root */
    struct str snippet;           /* HTML: <em> around what matched, everything else escaped */
};

struct hits {
    struct str query;     /* query.text */
    struct str corrected; /* the query that was answered instead; empty: none */
    struct str index;     /* artifact id */
    struct hit *hit;
    size_t count;
    unsigned total;   /* hits there are in all, offset and limit aside */
    bool total_exact; /* false: there are at least that many */
    bool partial;     /* the deadline cut the search short */
    int64_t took_us;
};

/* The JSON of API.md, "search". */
void hits_write_json(const struct hits *hits, struct json *json);

#endif
