#include "server/api/handlers.h"

#include "server/api/service.h"
#include "server/site/opensearch.h"

/* Of a file at an address without its hash: its name stays when the file changes, so that a cache asks each time. */
#define CACHE_REVALIDATE "public, no-cache"

/* Of one at an address that has it: a year, which is as good as for ever, and not even a reload asks (RFC 8246). */
#define CACHE_IMMUTABLE "public, max-age=31536000, immutable"

void pages_handle_home(void *context, const struct request *request, struct response *response) {
    const struct service *service = context;
    (void)request;
    response_set_content(response, site_home(service->generation->site));
    response->cache_control = SERVICE_CACHE_ANSWERS;
    response->policy = RESPONSE_POLICY_PAGE;
}

void pages_handle_manifest(void *context, const struct request *request, struct response *response) {
    const struct service *service = context;
    (void)request;
    response_set_content(response, site_manifest(service->generation->site));
    response->cache_control = CACHE_REVALIDATE;
}

/* It says where this server is, which only the request tells. Nobody but who sent that gets the answer: it is not to be
 * stored. */
void pages_handle_opensearch(void *context, const struct request *request, struct response *response) {
    const struct service *service = context;
    if (!opensearch_is_host(request->host)) {
        response_set_error(response, 400, request->path, "The Host header does not say what this server is called");
        return;
    }
    const struct opensearch_place place = {request->is_https, request->host, response->base_path};
    response->type = OPENSEARCH_TYPE;
    opensearch_write(&response->body, &place, service->generation->corpus);
}

/* There are as many result pages as questions, entries have their places in the documentation, and data is not for
 * reading; the home page and documentation may be listed. https://www.rfc-editor.org/rfc/rfc9309 */
void pages_handle_robots(void *context, const struct request *request, struct response *response) {
    static const char *const closed[] = {"/api/", "/search", "/entries/"};
    (void)context;
    (void)request;
    buf_puts(&response->body, "User-agent: *\n");
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++) {
        buf_puts(&response->body, "Disallow: ");
        buf_add(&response->body, response->base_path);
        buf_puts(&response->body, closed[i]);
        buf_putc(&response->body, '\n');
    }
    response->cache_control = SERVICE_CACHE_ANSWERS;
}

static void answer_file(const struct service *service, struct str name, const struct request *request,
                        struct response *response) {
    bool is_immutable;
    struct content *content = site_asset(service->generation->site, name, &is_immutable);
    if (content == NULL) {
        response_set_error(response, 404, request->path, "There is no such file");
        return;
    }
    response_set_content(response, content);
    response->cache_control = is_immutable ? CACHE_IMMUTABLE : CACHE_REVALIDATE;
}

void pages_handle_asset(void *context, const struct request *request, struct response *response) {
    answer_file(context, str_from_offset(request->path, STR("/assets/").len), request, response);
}

/* An address that pages of other sites can have for years. */
void pages_handle_widget(void *context, const struct request *request, struct response *response) {
    answer_file(context, STR("widget.js"), request, response);
}
