/* Which handler answers which path. A table of routes is const and searched from the top; the first that fits decides.
 *
 * Thread rule: no state; any thread. */
#ifndef DOCFINCH_SERVER_HTTP_ROUTE_H
#define DOCFINCH_SERVER_HTTP_ROUTE_H

#include "server/http/request.h"
#include "server/http/response.h"

#include <stddef.h>

/* Fills the response. context is what the server was started with. */
typedef void route_handler(void *context, const struct request *request, struct response *response);

struct route {
    const char *path; /* one that ends with '*' fits every path that begins with what stands before it */
    unsigned methods; /* bits of enum request_method; OPTIONS is answered without the handler */
    route_handler *handle;
    enum response_sharing sharing;
};

/* Lets the route's handler answer, or answers 404, 405 with Allow, or OPTIONS; then 304 when the client has the answer.
 * Where a route fits, response->route says which. */
void route_dispatch(const struct route routes[], size_t count, void *context, const struct request *request,
                    struct response *response);

#endif
