/* What the handlers work on, and the table of everything that is served. */
#ifndef DOCFINCH_SERVER_API_SERVICE_H
#define DOCFINCH_SERVER_API_SERVICE_H

#include "server/http/request.h"
#include "server/http/response.h"
#include "server/index/shelf.h"
#include "server/observe/observe.h"

/* Cache-Control of what changes with the artifact only. For a minute nobody asks; for ten more a cache may give what it
 * has and ask meanwhile, so that a reader who comes back to a page or a question does not wait. Eleven minutes are what
 * may be seen of the old artifact after a release, by those who saw it before. RFC 9111, 5.2.2; RFC 5861, 3. */
#define SERVICE_CACHE_ANSWERS "public, max-age=60, stale-while-revalidate=600"

/* Of one request: all that it sees is of one artifact. */
struct service {
    const struct generation *generation;
    const struct shelf *shelf;
    struct observe *observe;
};

/* What requests are answered from. */
struct service_context {
    struct shelf *shelf;
    struct observe *observe;
};

/* Answers any request; context is the struct service_context. To be given to http_start(). The answer borrows nothing
 * of the artifact. */
void service_handle(void *context, const struct request *request, struct response *response);

/* The table of everything that is served; static. */
const struct route *service_routes(size_t *count);

/* Fills the ETag of an answer that is a pure function of the artifact, this program, its base path and the parts. */
bool service_set_etag(const struct service *service, const struct str parts[], size_t count, struct response *response);

/* An engine for this request, or NULL when all are busy: then the answer, 503 with Retry-After, is made. Borrowed:
 * pool_give(). */
struct engine *service_take_engine(const struct service *service, const struct request *request,
                                   struct response *response);

/* Logs the error and answers 500 without its text, which is not for the client. */
void service_fail(const struct request *request, struct response *response, const struct err *err);

#endif
