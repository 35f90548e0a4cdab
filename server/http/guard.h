/* What a request must look like before it reaches a handler. This server reads no request body, so that the only
 * framing question is whether there is one; a message that two parties could read differently is refused
 * (RFC 9112, 6.3 and 11.2), and the connection is closed so that nothing behind it is read as a request.
 *
 * Thread rule: no state; any thread. */
#ifndef DOCFINCH_SERVER_HTTP_GUARD_H
#define DOCFINCH_SERVER_HTTP_GUARD_H

#include "common/base/str.h"
#include "server/http/request.h"

#include <stdbool.h>
#include <stddef.h>

/* Most header lines. The HTTP library drops what comes after its 64th without a word. */
#define GUARD_MAX_HEADERS 63

struct guard_header {
    struct str name, value; /* value without white space at both ends */
};

struct guard_result {
    int status;         /* 0: the request may go on; otherwise answer with this and close */
    const char *detail; /* one sentence for the client; static */
    bool has_body;
    bool wants_close; /* by its Connection and Upgrade headers and its HTTP version */
    bool is_http10;
};

/* version is "1.0" or "1.1". */
void guard_check(const struct guard_header headers[], size_t count, struct str version, struct guard_result *result);

/* The first header of that name, whatever its case; empty when there is none. */
struct str guard_header_value(const struct guard_header headers[], size_t count, struct str name);

#endif
