/* A finished response body in the forms it is sent in, made once and then read by every thread. It is shared: whoever
 * sends it to a slow client keeps these bytes and nothing else of the artifact they are from.
 *
 * Thread rule: sharing and dropping from any thread; the rest is read-only. */
#ifndef DOCFINCH_SERVER_HTTP_CONTENT_H
#define DOCFINCH_SERVER_HTTP_CONTENT_H

#include "common/base/err.h"
#include "common/base/str.h"
#include "server/http/coding.h"

#include <stdatomic.h>
#include <stdbool.h>

/* A quoted strong ETag, NUL-terminated: the quotes, 16 hexadecimal digits, '-' and the coding, the NUL. */
#define CONTENT_ETAG_BYTES 24

/* One representation, which belongs to its content. Each has an ETag of its own (RFC 9110, 8.8.3.3). */
struct content_form {
    struct str body; /* owned by the content; empty when the coding would not make it smaller */
    char etag[CONTENT_ETAG_BYTES];
};

struct content {
    const char *type;                  /* Content-Type; borrowed, static */
    struct content_form form[CODINGS]; /* that of identity is always there */
    atomic_uint users;                 /* who is to call content_drop() */
};

/* Copies body, codes it (coding.h) and hashes it. *content is owned: content_drop(). */
bool content_new(struct content **content, const char *type, struct str body, struct err *err);

/* Another owner of the same content: each drops it once, and the last frees it. */
struct content *content_share(struct content *content);

/* NULL is fine. */
void content_drop(struct content *content);

/* The form to send to a client with this Accept-Encoding. Borrowed from the content. */
const struct content_form *content_choose(const struct content *content, struct str accept_encoding,
                                          enum coding *coding);

#endif
