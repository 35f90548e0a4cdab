/* A finished response body in the forms it is sent in, made once and then read by every thread. */
#ifndef DOCFINCH_SERVER_HTTP_CONTENT_H
#define DOCFINCH_SERVER_HTTP_CONTENT_H

#include "common/base/err.h"
#include "common/base/str.h"

/* A quoted strong ETag, NUL-terminated: the quotes, 16 hexadecimal digits, the NUL. */
#define CONTENT_ETAG_BYTES 19

struct content {
    const char *type; /* Content-Type; borrowed, static */
    struct str body;  /* owned by the content */
    struct str gzip;  /* owned; empty when gzip would not make it smaller */
    char etag[CONTENT_ETAG_BYTES];
};

/* Copies body, compresses it (zlib, gzip framing, RFC 1952, no time and no name in it: equal bodies give equal bytes)
 * and hashes it. */
bool content_init(struct content *content, const char *type, struct str body, struct err *err);

/* Safe on a zeroed content. */
void content_free(struct content *content);

#endif
