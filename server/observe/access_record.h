/* What the access log says about one request, and the line it becomes.
 *
 * Thread rule: no state; any thread. */
#ifndef DOCFINCH_SERVER_OBSERVE_ACCESS_RECORD_H
#define DOCFINCH_SERVER_OBSERVE_ACCESS_RECORD_H

#include "common/base/buf.h"
#include "server/http/response.h"
#include "server/observe/address.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of a path and of a query; a longer one is cut. */
#define ACCESS_RECORD_TEXT_BYTES 256

/* The longest line: both texts escaped to six bytes each, and the rest. */
#define ACCESS_RECORD_MAX_LINE_BYTES ((size_t)4000)

struct access_record {
    uint64_t sequence;   /* from 1; a number that is missing in the log was dropped */
    int64_t unix_us;     /* when the request had arrived */
    int64_t duration_us; /* until the answer was handed to the system; -1: unknown */
    uint64_t body_bytes; /* of the answer, in the coding that was sent */
    const char *method;  /* static; NULL: the request could not be read */
    const char *route;   /* the table's pattern; borrowed for the life of the server; NULL: none */
    const char *refused; /* why no handler saw it; static; NULL: one did, or there is none at that path */
    int status;
    bool is_cut;                            /* the client did not take all of it */
    char artifact[RESPONSE_ARTIFACT_BYTES]; /* NUL-terminated; empty: none */
    struct address client;
    size_t path_bytes, query_bytes; /* 0: none */
    char path[ACCESS_RECORD_TEXT_BYTES];
    char query[ACCESS_RECORD_TEXT_BYTES];
};

/* Everything unknown. */
void access_record_init(struct access_record *record);

/* Cut where a character ends. */
void access_record_set_path(struct access_record *record, struct str path);
void access_record_set_query(struct access_record *record, struct str query);

/* Copies what is set. */
void access_record_copy(struct access_record *to, const struct access_record *from);

/* Appends the line with its line feed, at most ACCESS_RECORD_MAX_LINE_BYTES. Members without a value are left out. */
void access_record_write(const struct access_record *record, struct buf *out);

#endif
