/* A growing run of bytes with a maximum given at birth. Writing past the maximum fails stickily: later writes do
 * nothing and buf_failed() says so once, at the end. What is there is always NUL-terminated. */
#ifndef DOCFINCH_COMMON_BASE_BUF_H
#define DOCFINCH_COMMON_BASE_BUF_H

#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct buf {
    char *data; /* owned by the buf; NULL until the first write */
    size_t len, capacity, max_bytes;
    bool failed;
};

void buf_init(struct buf *buf, size_t max_bytes);
void buf_free(struct buf *buf);

/* Empties it and forgets a failure; the memory stays for the next use. */
void buf_reset(struct buf *buf);

void buf_add(struct buf *buf, struct str s);
void buf_puts(struct buf *buf, const char *text);
void buf_putc(struct buf *buf, char c);
void buf_addf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Appends a string with & < > " ' written as HTML character references. */
void buf_add_html(struct buf *buf, struct str s);

/* Appends a string percent-encoded for use in a URL path or query: RFC 3986 unreserved characters and those in `keep`
 * stay as they are. */
void buf_add_url(struct buf *buf, struct str s, const char *keep);

/* Room for `extra` more bytes behind buf->data + buf->len, or NULL when that is over the maximum (which fails the buf).
 */
char *buf_reserve(struct buf *buf, size_t extra);

/* Borrowed: valid until the next write. */
struct str buf_str(const struct buf *buf);
bool buf_failed(const struct buf *buf);

#endif
