/* An answer as a handler describes it, and the bytes it becomes. A handler starts from response_init() and sets what is
 * different; what every answer has (Date, Content-Length, Connection, the security headers) is added here.
 *
 * Thread rule: a response belongs to the thread that serves the request. */
#ifndef DOCFINCH_SERVER_HTTP_RESPONSE_H
#define DOCFINCH_SERVER_HTTP_RESPONSE_H

#include "common/base/buf.h"
#include "common/base/str.h"
#include "common/index/schema.h"
#include "server/http/content.h"
#include "server/http/request.h"

#include <stdbool.h>
#include <stdint.h>

/* Largest body, and the most a page unpacked from the artifact may have: 64 MiB. */
#define RESPONSE_MAX_BODY_BYTES SCHEMA_MAX_FILE_BYTES

/* Room for the header lines. */
#define RESPONSE_MAX_HEADER_BYTES 2048

/* Of an address to go to instead; within the header. */
#define RESPONSE_MAX_LOCATION_BYTES 1024

/* A quoted ETag with a suffix for the coding, NUL-terminated. */
#define RESPONSE_ETAG_BYTES 32

/* The id of the artifact that an answer is from, NUL-terminated. */
#define RESPONSE_ARTIFACT_BYTES (SCHEMA_ID_DIGITS + 1)

#define RESPONSE_TYPE_HTML "text/html; charset=utf-8"
#define RESPONSE_TYPE_TEXT "text/plain; charset=utf-8"
#define RESPONSE_TYPE_JSON "application/json"
#define RESPONSE_TYPE_PROBLEM "application/problem+json"

/* Content-Security-Policy of our own pages: files of this server only, nothing inline, in nobody's frame. */
#define RESPONSE_POLICY_PAGE                                                                                           \
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "                    \
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/* Of everything that is not a page. */
#define RESPONSE_POLICY_DATA "default-src 'none'; frame-ancestors 'none'"

/* Of documentation pages, which are other people's HTML on our origin: an origin of their own, so that their scripts
 * cannot read or do anything in the name of this one. */
#define RESPONSE_POLICY_FOREIGN                                                                                        \
    "sandbox allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'none'"

/* Who may use an answer beside the pages of this server. */
enum response_sharing {
    SHARING_NONE,    /* nobody; no page that opens it, or that it opens, keeps a hold on its window */
    SHARING_LOADING, /* documents of any origin may show it: documentation pages have one of their own */
    SHARING_READING  /* and scripts of any origin may read it (CORS), without credentials, which there are none of */
};

/* How the page of an error is made, which is not known here: `write` appends a whole HTML page with the reason that
 * goes with the status, such as "Not Found", and the sentence for the reader, without its full stop; both are text. It
 * may be called on any thread, before anything else of the program is ready. */
struct http_errors {
    void (*write)(struct buf *out, const void *context, int status, const char *reason, const char *detail);
    const void *context;
};

struct response {
    int status;
    unsigned route; /* place in the table of routes, from 1; 0: none of them */
    enum response_sharing sharing;
    struct str base_path;             /* in front of every address of this server; borrowed; "" or "/docs-search" */
    const struct http_errors *errors; /* borrowed */
    const char *type;                 /* Content-Type; static */
    struct buf body;                  /* owned; not used when content is set */
    struct content *content;          /* owned, as one of its owners; NULL: the body is in `body` */
    char artifact[RESPONSE_ARTIFACT_BYTES]; /* Docfinch-Artifact, NUL-terminated; empty: no such header */
    char etag[RESPONSE_ETAG_BYTES];         /* of `body`; empty: none. A content has its own */
    const char *cache_control;              /* static */
    const char *policy;                     /* Content-Security-Policy; static */
    struct buf location;                    /* owned; Location; empty: no such header */
    unsigned allow;                         /* bits of enum request_method for Allow; 0: no such header */
    unsigned retry_after_s;                 /* 0: no such header */
    int64_t search_us;                      /* for Server-Timing; -1: no such header */
    bool is_closing;                        /* "Connection: close" */
    bool is_kept_http10;                    /* "Connection: keep-alive", for a client that speaks HTTP/1.0 */
};

/* 200, text, no body, not to be stored, for nobody else. Both are borrowed. */
void response_init(struct response *response, struct str base_path, const struct http_errors *errors);
void response_free(struct response *response);

/* A finished body, which the response becomes another owner of; type and ETag are the content's. */
void response_set_content(struct response *response, struct content *content);

/* Turns the answer into a permanent redirect to a decoded path on this server (without the base path), with a '/' at
 * its end; false when it is too long for a header. */
bool response_set_redirect(struct response *response, struct str path);

/* Turns the answer into an error of that status, with one sentence for the reader: RFC 9457 JSON for a path under
 * /api/, a page for everything else. path is the path without the base path, or empty. */
void response_set_error(struct response *response, int status, struct str path, const char *detail);

/* Turns the answer into that to OPTIONS: 204 with the methods there are, and what a browser asks before a script of
 * another origin may send anything but a simple request. methods are bits of enum request_method.
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch */
void response_set_options(struct response *response, unsigned methods);

/* Turns the answer into a bodyless 304 when the client has this version already: it is a 200 with an ETag that
 * If-None-Match names. */
void response_revalidate(struct response *response, const struct request *request);

/* Appends the status line and the header, with the empty line that ends it, to `out`; gives the body that follows,
 * which is empty for HEAD and 304 and borrowed from the response. unix_s is the time for Date, in seconds since 1970.
 * request is NULL when the request could not be read. */
struct str response_write_header(const struct response *response, const struct request *request, int64_t unix_s,
                                 struct buf *out);

#endif
