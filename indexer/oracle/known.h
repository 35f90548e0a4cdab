/* The symbols that a doc set's own machine-readable indexes name: what its generator says is documented, and where.
 *
 * They are what extraction is measured against, and what fills its gaps: see indexer/store/aliases.h. */
#ifndef DOCFINCH_INDEXER_ORACLE_KNOWN_H
#define DOCFINCH_INDEXER_ORACLE_KNOWN_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/str.h"
#include "common/index/kind.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Symbols of one index file, and of all doc sets together. */
#define KNOWN_MAX_PER_FILE 1000000
#define KNOWN_MAX_SYMBOLS 3000000

/* Strings of one index file, in memory. */
#define KNOWN_MAX_BYTES_PER_FILE ((size_t)256 << 20)

/* A symbol with a longer name, path or anchor is not taken. */
#define KNOWN_MAX_NAME_BYTES 500
#define KNOWN_MAX_PLACE_BYTES 4096

/* Not an entry's index. */
#define KNOWN_NO_ENTRY UINT32_MAX

enum known_verdict {
    KNOWN_FOUND,          /* an entry of that page has the name */
    KNOWN_PAGE_MISSING,   /* the page is not in the artifact */
    KNOWN_ANCHOR_MISSING, /* the page is, but nothing on it has the anchor or the name */
    KNOWN_NAME_DIFFERS,   /* the anchor belongs to an entry, but nothing on the page has the name */
    KNOWN_VERDICT_COUNT,
};

/* Strings are in the arena of struct known. */
struct known_symbol {
    struct str name;   /* as the index has it */
    struct str path;   /* of the page, relative to the doc set's root */
    struct str anchor; /* id on the page; empty: the page itself */
    uint32_t docset;   /* index */
    uint32_t entry;    /* index of the entry at that place, of the page's where the anchor is missing; after
                          match_places() */
    enum kind kind;    /* KIND_SYMBOL where the index does not say */
    enum known_verdict verdict;
};

struct known {
    struct arena arena;
    struct known_symbol *symbols; /* owned */
    size_t count, capacity;
};

void known_init(struct known *known);
void known_free(struct known *known);

/* What is read from one index file. */
struct known_file {
    struct known *known; /* borrowed */
    struct str path;     /* of the index, relative to the doc set's root; the places it names are relative to it */
    uint32_t docset;     /* index */
    size_t first;        /* symbols before this one are not of this file */
    size_t first_bytes;  /* the same of the arena */
    bool is_full;        /* sticky: there are more symbols than are taken */
    struct buf place, anchor;
};

/* Symbols go to the end of known->symbols. */
void known_file_begin(struct known_file *file, struct known *known, struct str path, uint32_t docset);

/* Keeps what was added, each symbol once and in the order of pages, anchors and names; or forgets it all. */
void known_file_end(struct known_file *file, bool keep);

/* A symbol on the page at `path`, relative to the folder of the index; path and anchor as they are. Symbols without a
 * name, too long or not in UTF-8 are passed over. */
void known_add(struct known_file *file, struct known_symbol symbol);

/* The same where the index has a URL reference, percent-encoded; one that leaves the doc set is passed over. */
void known_add_href(struct known_file *file, enum kind kind, struct str name, struct str href);

/* "found", "page missing", ... */
const char *known_verdict_name(enum known_verdict verdict);

#endif
