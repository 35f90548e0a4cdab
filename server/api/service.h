/* What the handlers work on, and the table of everything that is served. */
#ifndef DOCFINCH_SERVER_API_SERVICE_H
#define DOCFINCH_SERVER_API_SERVICE_H

#include "server/http/request.h"
#include "server/http/response.h"
#include "server/index/generation.h"
#include "server/observe/observe.h"

struct service {
    const struct generation *generation;
    struct observe *observe;
};

/* Answers any request; context is the struct service. To be given to http_start(). */
void service_handle(void *context, const struct request *request, struct response *response);

/* The table of everything that is served; static. */
const struct route *service_routes(size_t *count);

/* Fills the ETag of an answer that is a pure function of the artifact, this program and the parts. */
bool service_set_etag(const struct service *service, const struct str parts[], size_t count, struct response *response);

/* An engine for this request, or NULL when all are busy: then the answer, 503 with Retry-After, is made. Borrowed:
 * pool_give(). */
struct engine *service_take_engine(const struct service *service, const struct request *request,
                                   struct response *response);

/* Logs the error and answers 500 without its text, which is not for the client. */
void service_fail(const struct request *request, struct response *response, const struct err *err);

#endif
