#include "server/http/route.h"

static bool route_fits(const struct route *route, struct str path) {
    struct str pattern = str_from(route->path);
    if (str_ends(pattern, STR("*")))
        return str_starts(path, str_head(pattern, pattern.len - 1));
    return str_equal(path, pattern);
}

void route_dispatch(const struct route routes[], size_t count, void *context, const struct request *request,
                    struct response *response) {
    const struct route *route = NULL;
    for (size_t i = 0; i < count && route == NULL; i++)
        if (route_fits(&routes[i], request->path))
            route = &routes[i];
    if (route != NULL)
        response->route = (unsigned)(route - routes) + 1;
    if (route == NULL) {
        response_set_error(response, 404, request->path, "There is nothing at this address");
    } else if ((route->methods & request->method) == 0) {
        response_set_error(response, 405, request->path, "This address can only be read");
        response->allow = route->methods;
    } else if (request->method == METHOD_OPTIONS) {
        response->sharing = route->sharing;
        response_set_options(response, route->methods);
    } else {
        response->sharing = route->sharing;
        route->handle(context, request, response);
        response_revalidate(response, request);
    }
}
