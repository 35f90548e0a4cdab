#include "server/api/handlers.h"

#include "common/search/whole_entry.h"
#include "server/api/service.h"

#include <stdint.h>
#include <string.h>

/* What an address gives of an entry. */
struct form {
    const char *prefix;        /* of the path */
    const char *type, *policy; /* of the answer */
    void (*write)(const struct service *service, const struct whole_entry *entry, struct buf *out);
};

/* The number behind the prefix, written in the one way there is, so that an entry has one address. */
static bool read_id(struct str path, const struct form *form, uint32_t *id) {
    struct str digits = str_from_offset(path, strlen(form->prefix));
    unsigned long number;
    if (str_starts(digits, STR("0")) || !str_to_number(digits, UINT32_MAX, &number))
        return false;
    *id = (uint32_t)number;
    return true;
}

static void write_json(const struct service *service, const struct whole_entry *entry, struct buf *out) {
    struct json json;
    (void)service;
    json_init(&json, out);
    whole_entry_write_json(entry, &json);
    buf_putc(out, '\n');
}

static void write_page(const struct service *service, const struct whole_entry *entry, struct buf *out) {
    site_write_entry(out, service->generation->site, entry);
}

static void answer_entry(const struct service *service, const struct form *form, const struct whole_entry *entry,
                         const struct request *request, struct response *response) {
    response->type = form->type;
    response->policy = form->policy;
    response->cache_control = SERVICE_CACHE_ANSWERS;
    service_set_etag(service, &request->path, 1, response);
    response_revalidate(response, request);
    if (response->status == 200)
        form->write(service, entry, &response->body);
}

static void look_up(const struct service *service, const struct form *form, uint32_t id, const struct request *request,
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
        answer_entry(service, form, &entry, request, response);
    pool_give(service->generation->pool, engine);
}

/* Ids are those of one artifact: in another one the same number is another entry. */
static void handle(const struct service *service, const struct form *form, const struct request *request,
                   struct response *response) {
    struct str index;
    uint32_t id;
    bool has_index = request_param(request, "index", &index);
    if (!read_id(request->path, form, &id))
        response_set_error(response, 404, request->path, "There is no such entry");
    else if (has_index && !str_equal(index, corpus_id(service->generation->corpus)))
        response_set_error(response, 409, request->path,
                           "The entry is of another index than the one that is served: search again");
    else
        look_up(service, form, id, request, response);
}

void entry_handle(void *context, const struct request *request, struct response *response) {
    static const struct form data = {"/api/entries/", RESPONSE_TYPE_JSON, RESPONSE_POLICY_DATA, write_json};
    handle(context, &data, request, response);
}

void entry_handle_page(void *context, const struct request *request, struct response *response) {
    static const struct form page = {"/entries/", RESPONSE_TYPE_HTML, RESPONSE_POLICY_PAGE, write_page};
    handle(context, &page, request, response);
}
