#include "server/api/handlers.h"

#include "common/search/whole_entry.h"
#include "server/api/service.h"

#include <stdint.h>

/* The number behind "/api/entries/", written in the one way there is, so that an entry has one address. */
static bool read_id(struct str path, uint32_t *id) {
    struct str digits = str_from_offset(path, STR("/api/entries/").len);
    unsigned long number;
    if (str_starts(digits, STR("0")) || !str_to_number(digits, UINT32_MAX, &number))
        return false;
    *id = (uint32_t)number;
    return true;
}

static void write_entry(const struct whole_entry *entry, struct buf *out) {
    struct json json;
    json_init(&json, out);
    whole_entry_write_json(entry, &json);
    buf_putc(out, '\n');
}

static void answer_entry(const struct service *service, const struct whole_entry *entry, const struct request *request,
                         struct response *response) {
    response->type = RESPONSE_TYPE_JSON;
    response->cache_control = SERVICE_CACHE_ANSWERS;
    service_set_etag(service, &request->path, 1, response);
    response_revalidate(response, request);
    if (response->status == 200)
        write_entry(entry, &response->body);
}

static void look_up(const struct service *service, uint32_t id, const struct request *request,
                    struct response *response) {
    struct whole_entry entry;
    struct err err;
    bool found;
    struct engine *engine = service_take_engine(service, request, response);
    if (engine == NULL)
        return;
    if (!engine_entry(engine, id, &entry, &found, &err))
        service_fail(request, response, &err);
    else if (!found)
        response_set_error(response, 404, request->path, "There is no such entry");
    else
        answer_entry(service, &entry, request, response);
    pool_give(service->generation->pool, engine);
}

/* Ids are those of one artifact: in another one the same number is another entry. */
void entry_handle(void *context, const struct request *request, struct response *response) {
    const struct service *service = context;
    struct str index;
    uint32_t id;
    bool has_index = request_param(request, "index", &index);
    if (!read_id(request->path, &id))
        response_set_error(response, 404, request->path, "There is no such entry");
    else if (has_index && !str_equal(index, corpus_id(service->generation->corpus)))
        response_set_error(response, 409, request->path, "The id is of another index than the one that is served");
    else
        look_up(service, id, request, response);
}
