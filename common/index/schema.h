/* The artifact's format in names and numbers. INDEX-FORMAT.md is the reference; schema.sql has the tables. */
#ifndef DOCFINCH_COMMON_INDEX_SCHEMA_H
#define DOCFINCH_COMMON_INDEX_SCHEMA_H

#include <stddef.h>
#include <stdint.h>

/* PRAGMA application_id: "dfch". */
#define SCHEMA_APPLICATION_ID 0x64666368u

/* PRAGMA user_version. A reader accepts exactly the version it was written for. */
#define SCHEMA_FORMAT_VERSION 7u

/* Hexadecimal digits of meta.id. */
#define SCHEMA_ID_DIGITS 32

/* Bytes per database page and bytes reserved at the end of each. The file's SHA-256 stands in the reserved bytes of the
 * first page and counts as zeros while the file is hashed. */
#define SCHEMA_PAGE_BYTES 4096
#define SCHEMA_RESERVED_BYTES 32

/* What a term of an entry can stand in; each counts differently in the ranking (common/search/rank.h). */
enum field {
    FIELD_TITLE,
    FIELD_NAME,
    FIELD_LINKS, /* words of links that lead to the entry */
    FIELD_BREADCRUMBS,
    FIELD_TEXT,
    FIELD_CODE,
    FIELD_COUNT,
};

/* Values of name.tier. */
enum name_tier { NAME_WHOLE = 0, NAME_TAIL = 1 };

/* A prefix that begins more names (or terms) than *_SCAN_MAX, over all doc sets, has a stored list of its best
 * *_LIST_MAX; a prefix that begins fewer is read from the table itself. Either way a keystroke reads a bounded number
 * of rows. */
#define SCHEMA_NAME_SCAN_MAX 128
#define SCHEMA_NAME_LIST_MAX 64
#define SCHEMA_TERM_SCAN_MAX 64
#define SCHEMA_TERM_LIST_MAX 16

/* Longest key in name and name_prefix, in bytes; longer names are found as text. */
#define SCHEMA_KEY_MAX_BYTES 200

/* Bytes of a posting list that stand in its term row, and in each row of the table posting. The first is below the 997
 * bytes that SQLite keeps inside a page of an index b-tree of 4,096 bytes; the second fills a row and two overflow
 * pages. */
#define SCHEMA_TERM_POSTINGS_BYTES 700
#define SCHEMA_POSTING_CHUNK_BYTES 8500

/* entry.anchor is an id. Where the place has none, it is the last id before it, or nothing, with this and the text to
 * look for behind it, decoded. */
#define SCHEMA_TEXT_FRAGMENT ":~:text="

/* In entry.code, the separators of ASCII: in front of each sample, and for each block of the text that stands before it
 * (flow.h). They end a term, as the end of a line does. */
#define SCHEMA_SAMPLE_MARK '\x1e'
#define SCHEMA_BLOCK_MARK '\x1f'

/* Largest file in sqlar, unpacked: 64 MiB. It is sent in one piece. */
#define SCHEMA_MAX_FILE_BYTES ((size_t)64 << 20)

/* The text of schema.sql, NUL-terminated; made by the build. */
extern const char schema_sql[];

/* Names in the signal table, with their width in bytes. */
#define SCHEMA_SIGNAL_PAGE "page"               /* 4: entry.page */
#define SCHEMA_SIGNAL_KIND "kind"               /* 2: entry.kind */
#define SCHEMA_SIGNAL_LINKS "links"             /* 2: entry.links, at most 65535 */
#define SCHEMA_SIGNAL_TITLE_WORDS "title_words" /* 2: words of the title, or of a symbol's last name part */
#define SCHEMA_SIGNAL_FACTOR "factor"           /* 1: percent of its score that the entry gets, 1 to 255 */
#define SCHEMA_SIGNAL_PAGE_RANK "page_rank"     /* 2: PageRank of the page, SCHEMA_PAGE_RANK_ONE being the mean */
#define SCHEMA_PAGE_RANK_ONE 64

#endif
