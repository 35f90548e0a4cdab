/* The HTTP server: connections, threads and time-outs. The only module that knows the HTTP library, which is
 * CivetWeb 1.15.
 *
 * Every request passes the guard (guard.h) and the decoder (request.h) before the handler sees it; every answer leaves
 * in one write. Requests that cannot be read are answered here.
 *
 * Limits: a request line and header of HTTP_MAX_HEADER_BYTES; HTTP_TIMEOUT_MS for a request to arrive, for the next one
 * on the same connection, and for the client to take each part of an answer; one thread per connection, and a queue of
 * HTTP_QUEUE_LENGTH connections that wait for a thread.
 *
 * Thread rule: start, finish and stop belong to one thread; the handler runs on many. A handler has
 * about 60 KB of stack. */
#ifndef DOCFINCH_SERVER_HTTP_HTTP_H
#define DOCFINCH_SERVER_HTTP_HTTP_H

#include "common/base/err.h"
#include "server/http/request.h"
#include "server/http/response.h"
#include "server/observe/observe.h"

#include <stdbool.h>

#define HTTP_MAX_HEADER_BYTES 8192
#define HTTP_TIMEOUT_MS 2000
#define HTTP_QUEUE_LENGTH 1024

/* A thread is held by an idle or slow connection for up to HTTP_TIMEOUT_MS, so that there must be many; one costs
 * 8 KB, and 60 KB while it serves a connection. */
#define HTTP_DEFAULT_THREADS 1024
#define HTTP_MAX_THREADS 16384

struct http;

struct http_options {
    /* All strings are borrowed until http_stop() returns. */
    const char *listen; /* "127.0.0.1:8080", or "[::1]:8080" if the library has IPv6; port 0 takes a free one */
    const char *tls_certificate, *tls_key; /* PEM files (tls.h); both NULL: no TLS */
    const char *base_path; /* "", or what the path of every request begins with: "/docs-search". Others get 404 */
    const struct http_errors *errors; /* the page of an error */
    unsigned threads;                 /* 1 to HTTP_MAX_THREADS */
    void (*handle)(void *context, const struct request *request, struct response *response);
    void *context;           /* borrowed until http_stop() returns, as is what follows */
    struct observe *observe; /* is told of every connection and request */
};

/* Begins to accept connections. *http is owned: http_stop(). Errors: ERR_IO when the address cannot be used,
 * or this CivetWeb has no TLS; those of tls_open(). */
bool http_start(struct http **http, const struct http_options *options, struct err *err);

/* "http://127.0.0.1:8080", or "https://...", with the port that was taken; with a base path, the address of the home
 * page. Borrowed from the server. */
const char *http_url(const struct http *http);

/* How much the server has done, and whether something is left to do. */
struct http_load {
    unsigned long accepted; /* connections that a thread has taken, since the start */
    unsigned long begun;    /* requests whose header was read */
    unsigned long answered; /* those of them whose answer is made, if not yet sent */
    unsigned long taken;    /* pieces of large answers that were sent; the clients that take them hold a thread each */
    bool is_waiting;        /* a connection waits to be accepted */
};

/* From the thread that starts and stops; the counters are of one moment only when nothing happens. */
void http_look(const struct http *http, struct http_load *load);

/* What becomes of connections at the end: moments in milliseconds from its beginning, each no earlier than the one
 * before. */
struct http_farewell {
    unsigned refuse_ms;  /* new connections are answered until then */
    unsigned hang_up_ms; /* connections without a request are kept until then */
    unsigned cut_ms;     /* answers are made, and sent to clients that take them, until then */
};

/* What became of them. */
struct http_end {
    unsigned long answered; /* requests, since the beginning of the end */
    unsigned slow;          /* connections that were cut off because the client hardly took its answer */
    unsigned busy;          /* those that were cut off at cut_ms */
};

/* From now on every request sees is_draining, and every answer closes its connection. A client that hardly takes its
 * answer (takers.h) is cut off from hang_up_ms on, and not before it has been looked at for a second since refuse_ms; a
 * request that is being answered is not. Returns when no connection is open any more, which takes refuse_ms at least.
 */
void http_finish(struct http *http, const struct http_farewell *farewell, struct http_end *end);

/* Ends all threads and frees the server. Requests in flight are cut off. NULL is fine. */
void http_stop(struct http *http);

#endif
