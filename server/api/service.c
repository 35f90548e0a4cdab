#include "server/api/service.h"

#include "common/base/log.h"
#include "common/index/digest.h"
#include "server/api/handlers.h"
#include "server/http/route.h"

#include <stdio.h>
#include <string.h>

#define METHODS_READ (METHOD_GET | METHOD_HEAD)
#define METHODS_API (METHODS_READ | METHOD_OPTIONS)

/* Parts that a hash is made of, those of every answer included. */
#define ETAG_MAX_PARTS 8
#define ETAG_OWN_PARTS 3

static const struct route routes[] = {
    {"/", METHODS_READ, pages_handle_home, SHARING_NONE},
    {"/search", METHODS_READ, search_handle_page, SHARING_NONE},
    {"/entries/*", METHODS_READ, entry_handle_page, SHARING_NONE},
    {"/opensearch.xml", METHODS_READ, pages_handle_opensearch, SHARING_NONE},
    {"/manifest.webmanifest", METHODS_READ, pages_handle_manifest, SHARING_NONE},
    {"/widget.js", METHODS_READ, pages_handle_widget, SHARING_READING},
    {"/robots.txt", METHODS_READ, pages_handle_robots, SHARING_NONE},
    {"/assets/*", METHODS_READ, pages_handle_asset, SHARING_READING},
    {"/docs/*", METHODS_READ, docs_handle, SHARING_LOADING},
    {"/api/search", METHODS_API, search_handle_json, SHARING_READING},
    {"/api/suggest", METHODS_API, search_handle_suggestions, SHARING_READING},
    {"/api/entries/*", METHODS_API, entry_handle, SHARING_READING},
    {"/api/docsets", METHODS_API, catalog_handle_docsets, SHARING_READING},
    {"/api/meta", METHODS_API, catalog_handle_meta, SHARING_READING},
    {"/api/unanswered", METHODS_READ, operator_handle_unanswered, SHARING_NONE},
    {"/metrics", METHODS_READ, operator_handle_metrics, SHARING_NONE},
    {"/healthz", METHODS_READ, status_handle_health, SHARING_NONE},
    {"/readyz", METHODS_READ, status_handle_readiness, SHARING_NONE},
};

const struct route *service_routes(size_t *count) {
    *count = sizeof routes / sizeof *routes;
    return routes;
}

/* Once the answer is made the generation is needed no longer: a slow client keeps none from being replaced. */
void service_handle(void *context, const struct request *request, struct response *response) {
    const struct service_context *serving = context;
    struct shelf_place *place = shelf_take(serving->shelf);
    struct service service = {place->generation, serving->shelf, serving->observe};
    route_dispatch(routes, sizeof routes / sizeof *routes, &service, request, response);
    struct str id = str_head(corpus_id(service.generation->corpus), sizeof response->artifact - 1);
    memcpy(response->artifact, id.ptr, id.len);
    shelf_give(place);
}

/* Each part is hashed behind its length, so that no two lists of parts give the same bytes. */
bool service_set_etag(const struct service *service, const struct str parts[], size_t count,
                      struct response *response) {
    struct str pieces[2 * ETAG_MAX_PARTS];
    uint64_t lengths[ETAG_MAX_PARTS];
    size_t used = 0;
    const struct str own[ETAG_OWN_PARTS] = {corpus_id(service->generation->corpus), STR(DOCFINCH_VERSION),
                                            response->base_path};
    for (size_t i = 0; i < count + ETAG_OWN_PARTS && i < ETAG_MAX_PARTS; i++) {
        struct str part = i < ETAG_OWN_PARTS ? own[i] : parts[i - ETAG_OWN_PARTS];
        lengths[i] = part.len;
        pieces[used++] = str_make((const char *)&lengths[i], sizeof lengths[i]);
        pieces[used++] = part;
    }
    struct digest digest;
    char hex[DIGEST_HEX_BYTES];
    struct err err;
    if (!digest_pieces(pieces, used, &digest, &err)) {
        log_error("%s", err.message);
        return false;
    }
    digest_hex(&digest, hex);
    snprintf(response->etag, sizeof response->etag, "\"%.16s\"", hex);
    return true;
}

struct engine *service_take_engine(const struct service *service, const struct request *request,
                                   struct response *response) {
    struct engine *engine = pool_try(service->generation->pool);
    if (engine == NULL) {
        metrics_count(service->observe->metrics, METRICS_ENGINE_WAITS);
        engine = pool_take(service->generation->pool);
    }
    if (engine == NULL) {
        metrics_count(service->observe->metrics, METRICS_ENGINE_TIMEOUTS);
        response_set_error(response, 503, request->path, "The server is busy; try again in a second");
        response->retry_after_s = 1;
    }
    return engine;
}

void service_fail(const struct request *request, struct response *response, const struct err *err) {
    log_error("%.*s: %s", STR_ARG(str_head(request->path, 200)), err->message);
    response_set_error(response, 500, request->path, "The server failed to answer; its log says why");
}
