/* One request and its answer: what was read is refused, or decoded and handed to the handler.
 *
 * Knows nothing of connections: http.c reads and sends. Any number of exchanges at a time. */
#ifndef DOCFINCH_SERVER_HTTP_EXCHANGE_H
#define DOCFINCH_SERVER_HTTP_EXCHANGE_H

#include "server/http/guard.h"
#include "server/http/http.h"

/* As many as the HTTP library gives; GUARD_MAX_HEADERS are fewer. */
#define EXCHANGE_MAX_HEADERS 64

/* A request header as it arrived. Everything is borrowed until the exchange is freed. */
struct received {
    const char *method, *path, *query; /* of the request line, not decoded; query: NULL where there is no '?' */
    const char *version;               /* "1.1" */
    const char *peer;                  /* address of the other end of the connection */
    struct guard_header headers[EXCHANGE_MAX_HEADERS];
    size_t header_count;
    size_t bytes;   /* of all of it */
    bool is_strict; /* line ends and white space are where HTTP has them, and there was not more */
};

struct exchange {
    struct received received; /* filled in by the caller between exchange_new() and exchange_answer() */
    struct request request;
    struct response response;
    struct buf if_none_match, accept_encoding, forwarded_for;
    struct observed observed; /* borrows the two */
};

/* Owned: exchange_free(). It comes from the heap because a stack page, once touched, is a thread's for good, and there
 * are many more threads than requests at a time. */
struct exchange *exchange_new(const struct http_options *options);
void exchange_free(struct exchange *exchange);

/* Makes the answer: the handler's, or a refusal. */
void exchange_answer(struct exchange *exchange, const struct http_options *options, bool is_draining);

#endif
