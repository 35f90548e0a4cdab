#include "server/api/handlers.h"

#include "server/api/service.h"

/* The page and its files must be of one version, and their names do not change: a cache asks each time. */
#define CACHE_REVALIDATE "public, no-cache"

void pages_handle_home(void *context, const struct request *request, struct response *response) {
    const struct service *service = context;
    (void)request;
    response_set_content(response, site_home(service->generation->site));
    response->cache_control = CACHE_REVALIDATE;
    response->policy = RESPONSE_POLICY_PAGE;
}

void pages_handle_asset(void *context, const struct request *request, struct response *response) {
    const struct service *service = context;
    struct str name = str_from_offset(request->path, STR("/assets/").len);
    const struct content *content = site_asset(service->generation->site, name);
    if (content == NULL) {
        response_set_error(response, 404, request->path, "There is no such file");
        return;
    }
    response_set_content(response, content);
    response->cache_control = CACHE_REVALIDATE;
}
