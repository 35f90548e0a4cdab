/* A finished response body in the forms it is sent in, made once and then read by every thread. */
#ifndef DOCFINCH_SERVER_HTTP_CONTENT_H
#define DOCFINCH_SERVER_HTTP_CONTENT_H

#include "common/base/err.h"
#include "common/base/str.h"
#include "server/http/coding.h"

/* A quoted strong ETag, NUL-terminated: the quotes, 16 hexadecimal digits, '-' and the coding, the NUL. */
#define CONTENT_ETAG_BYTES 24

/* One representation. Each has an ETag of its own (RFC 9110, 8.8.3.3). */
struct content_form {
    struct str body; /* owned by the content; empty when the coding would not make it smaller */
    char etag[CONTENT_ETAG_BYTES];
};

struct content {
    const char *type;                  /* Content-Type; borrowed, static */
    struct content_form form[CODINGS]; /* that of identity is always there */
};

/* Copies body, codes it (coding.h) and hashes it. */
bool content_init(struct content *content, const char *type, struct str body, struct err *err);

/* Safe on a zeroed content. */
void content_free(struct content *content);

/* The form to send to a client with this Accept-Encoding. Borrowed from the content. */
const struct content_form *content_choose(const struct content *content, struct str accept_encoding,
                                          enum coding *coding);

#endif
