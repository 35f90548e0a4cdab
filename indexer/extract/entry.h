/* What the extractor finds on one page. Everything lives in the extraction's own arena. */
#ifndef DOCFINCH_INDEXER_EXTRACT_ENTRY_H
#define DOCFINCH_INDEXER_EXTRACT_ENTRY_H

#include "common/base/arena.h"
#include "common/base/str.h"
#include "common/index/kind.h"
#include "common/index/schema.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The entry has no parent on its page. */
#define ENTRY_NONE UINT32_MAX

/* More entries on one page are not opened: their text goes to the last one. */
#define ENTRY_MAX_PER_PAGE 65535

/* Titles, names and signatures are cut at this length, at a character. */
#define ENTRY_MAX_TITLE_BYTES 300
#define ENTRY_MAX_SIGNATURE_BYTES 1000
#define ENTRY_MAX_MARK_BYTES 40

/* A longer id is ignored: an address with it would be too long to be sent. */
#define ENTRY_MAX_ANCHOR_BYTES 1000

/* Breadcrumbs that would be longer keep the page's title and the nearest parents. */
#define ENTRY_MAX_BREADCRUMB_BYTES 1000

/* Prose of one entry, and code of one entry, that is indexed: as much as a page may have; and what of it is kept to be
 * shown. */
#define ENTRY_MAX_TEXT_BYTES ((size_t)64 << 20)
#define ENTRY_MAX_SHOWN_BYTES ((size_t)1 << 20)

/* What follows this in an anchor, decoded, are the first words of what the entry is about; in front of it stands the
 * last id before the place. */
#define ENTRY_TEXT_FRAGMENT SCHEMA_TEXT_FRAGMENT
#define ENTRY_MAX_FRAGMENT_BYTES 120

struct entry {
    enum kind kind;
    unsigned depth;  /* 0 for the page, 1 for its sections and symbols, ... */
    uint32_t parent; /* index of the entry around it on the same page, or ENTRY_NONE */
    uint32_t
        text_of; /* index of the entry whose text describes this one: itself, or the last of several terms in a row */
    struct str anchor, title, name, signature, breadcrumbs, text, code, shape; /* as in the table entry */
    struct str since;      /* version in which it came, "3.7"; empty when the page does not say */
    struct str deprecated; /* not empty: readers are told not to use it any more; the version in which, or "yes" */
    struct str terms[FIELD_COUNT]; /* of each field, with a space behind each term; those of links come from other
                                      pages, later */
    uint16_t term_count[FIELD_COUNT];
    unsigned weight;      /* percent of its score that the author gives it, 1 to AUTHOR_MAX_WEIGHT; usually 100 */
    uint16_t title_words; /* words of the title, or of the last part of a symbol's name */
};

/* An id on the page and the entry it belongs to, for links that point at it. */
struct id_owner {
    struct str id;
    uint32_t entry;
    bool is_below_heading; /* with no text in between: a reader who lands on it should see the heading */
};

/* A link inside the doc set. */
struct link {
    struct str path;     /* target page, relative to the doc set's root */
    struct str fragment; /* decoded; empty: the page */
    struct str text;     /* what the reader sees, white space collapsed */
};

/* A page or a place on one, inside the doc set. */
struct page_address {
    struct str path, fragment;
};

/* What an index page calls a place: see index_reading.h. */
struct keyword {
    struct str phrase;          /* its parts, one per line, the general one first: "for", "statement" */
    struct str key;             /* of the phrase: common/text/name.h */
    struct page_address target; /* inside the doc set */
    bool is_main;               /* the index marks the place as where the subject is treated */
    bool is_name;               /* people may type the phrase to get there; else it only tells what is there */
    bool is_link;               /* a link says so, no index */
};

struct extraction {
    struct arena arena;
    const char *profile;          /* static: name of the profile the page was read with */
    struct str title;             /* of the page */
    struct str language;          /* <html lang>, "" when absent */
    struct str project;           /* what the page says it documents, "" when it does not */
    struct str way;               /* titles above it, as the page shows them, one per line; "" when it does not */
    struct str version;           /* of the project, "" when the page does not say */
    const char *skipped;          /* static: why the page is left out; NULL when it is not */
    struct page_address redirect; /* where a page leads that only sends the reader elsewhere; else empty */
    bool is_marked;               /* a part of it is marked by its author as content: see author.h */
    bool is_history;              /* it tells what changed from version to version */
    bool has_doubles;             /* an entry has an id that an element before it has too: doubles.h */
    const char *limit;            /* static: a limit above that the page met, the first one; NULL: none */
    struct entry *entries;        /* the page itself first */
    size_t entry_count;
    struct id_owner *ids;
    size_t id_count;
    struct link *links;
    size_t link_count;
    struct keyword *keywords; /* of an index, which a page that is left out may be, and of lists (listing.h) */
    size_t keyword_count, keyword_capacity;
};

#endif
