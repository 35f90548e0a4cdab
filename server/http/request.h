/* A request as the handlers see it: checked, decoded and bounded. Nothing of the HTTP library is in here.
 *
 * Target: origin-form, or absolute-form of http and https, of which path and query count (RFC 9112, 3.2). They are
 * percent-decoded by these rules, and a target that breaks one is answered with 400:
 *   - '%' is followed by two hexadecimal digits;
 *   - no NUL or other control character in the path, raw or decoded, and no encoded '/';
 *   - no path segment is "." or "..";
 *   - in the query '+' is a space, and so is an encoded control character (pasted text has them); a raw one is refused;
 *   - no more than REQUEST_MAX_PARAMS parameters.
 *
 * Thread rule: a request belongs to the thread that serves it; everything in it is borrowed until the answer is sent.
 */
#ifndef DOCFINCH_SERVER_HTTP_REQUEST_H
#define DOCFINCH_SERVER_HTTP_REQUEST_H

#include "common/base/err.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* Longest path, '?' and query together; a longer one is answered with 414. */
#define REQUEST_MAX_TARGET_BYTES 4096

#define REQUEST_MAX_PARAMS 32

/* Bits, so that a route can name the methods it takes. */
enum request_method { METHOD_GET = 1, METHOD_HEAD = 2, METHOD_OPTIONS = 4, METHOD_OTHER = 8 };

struct request_param {
    struct str name, value;
};

struct request {
    enum request_method method;
    struct str path; /* decoded, without the base path; begins with '/' */
    struct request_param params[REQUEST_MAX_PARAMS];
    size_t param_count;
    struct str if_none_match;   /* header values, empty when absent */
    struct str accept_encoding; /* all lines of the header as one list */
    struct str host;            /* whom the client asked, as it says: not checked against anything; "" in HTTP/1.0 */
    bool is_https;              /* the client speaks TLS, to us or, as a trusted proxy says, to that */
    bool is_draining;           /* the server is about to stop */
    char storage[REQUEST_MAX_TARGET_BYTES];
};

enum request_method request_method_from_name(const char *name);

/* Fills path and params. path and query are as received, without the '?'; query is NULL when there is none. Together
 * they have at most REQUEST_MAX_TARGET_BYTES - 1 bytes. Errors: ERR_FORMAT with a sentence for the client. */
bool request_parse_target(struct request *request, const char *path, const char *query, struct err *err);

/* The path of a target as it was received, which may be in absolute form (RFC 9112, 3.2.2); borrowed. */
struct str request_raw_path(const char *target);

/* Takes the base path off the front of a path; false when the path is not below it, and is left as it is. base_path is
 * "", or begins with '/' and does not end with one. */
bool request_strip_base(struct str *path, struct str base_path);

/* The value of the first parameter of that name; false when there is none. */
bool request_param(const struct request *request, const char *name, struct str *value);

#endif
