#include "server/api/handlers.h"

#include "server/api/service.h"

void status_handle_health(void *context, const struct request *request, struct response *response) {
    (void)context;
    (void)request;
    buf_puts(&response->body, "ok\n");
}

/* Paths and what is wrong in a file are not for everybody. */
static const char *const refusals[] = {
    [SHELF_REFUSED_NOT] = "",
    [SHELF_REFUSED_GONE] = "the file at its place is gone\n",
    [SHELF_REFUSED_UNREAD] = "the file at its place could not be read; the log says why\n",
    [SHELF_REFUSED_WRONG] = "the file at its place was refused; the log says why\n",
};

void status_handle_readiness(void *context, const struct request *request, struct response *response) {
    const struct service *service = context;
    if (request->is_draining) {
        response->status = 503;
        buf_puts(&response->body, "stopping\n");
        return;
    }
    buf_puts(&response->body, "ready ");
    buf_add(&response->body, corpus_id(service->generation->corpus));
    buf_puts(&response->body, "\n");
    buf_puts(&response->body, refusals[shelf_refusal(service->shelf)]);
}
