/* The artifact's format in names and numbers. INDEX-FORMAT.md is the reference; schema.sql has the tables. */
#ifndef DOCFINCH_COMMON_INDEX_SCHEMA_H
#define DOCFINCH_COMMON_INDEX_SCHEMA_H

#include <stddef.h>
#include <stdint.h>

/* PRAGMA application_id: "dfch". */
#define SCHEMA_APPLICATION_ID 0x64666368u

/* PRAGMA user_version. A reader accepts exactly the version it was written for. */
#define SCHEMA_FORMAT_VERSION 1u

/* Bytes per database page and bytes reserved at the end of each. The file's SHA-256 stands in the reserved bytes of the
 * first page and counts as zeros while the file is hashed. */
#define SCHEMA_PAGE_BYTES 4096
#define SCHEMA_RESERVED_BYTES 32

/* Columns of entry_fts, in order. The last one holds filters and is never scored. */
enum field {
    FIELD_TITLE,
    FIELD_NAME,
    FIELD_LINKS,
    FIELD_BREADCRUMBS,
    FIELD_TEXT,
    FIELD_CODE,
    FIELD_SCORED_COUNT,
    FIELD_FACETS = FIELD_SCORED_COUNT,
    FIELD_COUNT,
};

/* Values of name.tier. */
enum name_tier { NAME_WHOLE = 0, NAME_TAIL = 1 };

/* A prefix that begins more names (or terms) than *_SCAN_MAX has a stored list of its best *_LIST_MAX; a prefix that
 * begins fewer is read from the table itself. Either way a keystroke reads a bounded number of rows. */
#define SCHEMA_NAME_SCAN_MAX 128
#define SCHEMA_NAME_LIST_MAX 64
#define SCHEMA_TERM_SCAN_MAX 64
#define SCHEMA_TERM_LIST_MAX 16

/* Longest key in name and name_prefix, in bytes; longer names are found as text. */
#define SCHEMA_KEY_MAX_BYTES 200

/* Terms of the facets column start with this (U+00A7), which no word has: U+00A7 and the doc set's id, U+00A7 and a
 * kind. */
#define SCHEMA_FACET_MARK "\xC2\xA7"

/* The text of schema.sql, NUL-terminated; made by the build. */
extern const char schema_sql[];

/* The name of a scored field in the signal table: "length_title", ... */
const char *schema_length_signal(enum field field);

#endif
