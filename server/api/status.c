#include "server/api/handlers.h"

#include "server/api/service.h"

void status_handle_health(void *context, const struct request *request, struct response *response) {
    (void)context;
    (void)request;
    buf_puts(&response->body, "ok\n");
}

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
    if (shelf_is_refusing(service->shelf))
        buf_puts(&response->body, "the file at its place is gone or was refused; the log says why\n");
}
