#include "server/api/handlers.h"

#include "common/base/array.h"
#include "common/base/utf8.h"
#include "common/search/whole_entry.h"
#include "server/api/service.h"

#include <stdint.h>
#include <string.h>

/* Of the parameters of a search that the address of an entry carries along. A query has 256 bytes, which are 768 in an
 * address; more is not from a result page and is left out, so that the links of an entry's page are no longer than a
 * request may be. */
#define ASKED_MAX_BYTES 2048

struct wish;

/* What an address gives of an entry. */
struct form {
    const char *prefix;        /* of the path */
    const char *type, *policy; /* of the answer */
    void (*write)(const struct wish *wish, const struct whole_entry *entry, struct buf *out);
};

/* What is looked up, and for whom. */
struct wish {
    const struct service *service;
    const struct form *form;
    const struct request *request;
    struct site_asked asked;
    uint32_t id;
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

static void write_json(const struct wish *wish, const struct whole_entry *entry, struct buf *out) {
    struct json json;
    (void)wish;
    json_init(&json, out);
    whole_entry_write_json(entry, &json);
    buf_putc(out, '\n');
}

static void write_page(const struct wish *wish, const struct whole_entry *entry, struct buf *out) {
    site_write_entry(out, wish->service->generation->site, entry, &wish->asked);
}

static void answer_entry(const struct wish *wish, const struct whole_entry *entry, struct response *response) {
    const struct str parts[] = {wish->request->path, wish->asked.parameters};
    response->type = wish->form->type;
    response->policy = wish->form->policy;
    response->cache_control = SERVICE_CACHE_ANSWERS;
    service_set_etag(wish->service, parts, COUNT_OF(parts), response);
    response_revalidate(response, wish->request);
    if (response->status == 200)
        wish->form->write(wish, entry, &response->body);
}

static void look_up(const struct wish *wish, struct response *response) {
    struct whole_entry entry;
    struct err err;
    bool found;
    struct engine *engine = service_take_engine(wish->service, wish->request, response);
    if (engine == NULL)
        return;
    if (!engine_entry(engine, wish->id, &entry, &found, &err))
        service_fail(wish->request, response, &err);
    else if (!found)
        response_set_error(response, 404, wish->request->path, "There is no such entry");
    else
        answer_entry(wish, &entry, response);
    pool_give(wish->service->generation->pool, engine);
}

/* A program gets the sentence, a reader a page to search again with. */
static void refuse_stale(const struct wish *wish, struct response *response) {
    response_set_error(response, 409, wish->request->path,
                       "The entry is of another index than the one that is served: search again");
    if (wish->form->write != write_page)
        return;
    buf_reset(&response->body);
    response->policy = wish->form->policy;
    site_write_stale(&response->body, wish->service->generation->site, &wish->asked);
}

/* Ids are those of one artifact: in another one the same number is another entry. */
static void answer_wish(struct wish *wish, struct response *response) {
    struct str index;
    bool has_index = request_param(wish->request, "index", &index);
    if (!read_id(wish->request->path, wish->form, &wish->id))
        response_set_error(response, 404, wish->request->path, "There is no such entry");
    else if (has_index && !str_equal(index, corpus_id(wish->service->generation->corpus)))
        refuse_stale(wish, response);
    else
        look_up(wish, response);
}

void entry_handle(void *context, const struct request *request, struct response *response) {
    static const struct form data = {"/api/entries/", RESPONSE_TYPE_JSON, RESPONSE_POLICY_DATA, write_json};
    struct wish wish = {
        .service = context,
        .form = &data,
        .request = request,
        .asked = {.query = STR(""), .parameters = STR("")},
    };
    answer_wish(&wish, response);
}

/* The parameters of a search that led here, as they came; nothing without a query. */
static void write_asked(struct buf *out, const struct request *request) {
    static const char *const names[] = {"q", "docset", "kind", "literal", "group", "limit", "offset"};
    struct str value;
    for (size_t i = 0; i < COUNT_OF(names) && (i == 0 || out->len > 0); i++) {
        if (!request_param(request, names[i], &value) || value.len == 0)
            continue;
        buf_puts(out, out->len > 0 ? "&" : "");
        buf_puts(out, names[i]);
        buf_putc(out, '=');
        buf_add_url(out, value, "");
    }
}

/* A parameter of the search that led here, when one did, as valid UTF-8. */
static struct str read_asked(struct buf *out, const struct request *request, const char *name) {
    struct str typed = STR("");
    buf_init(out, ASKED_MAX_BYTES);
    request_param(request, name, &typed);
    utf8_clean(out, typed);
    return buf_str(out);
}

void entry_handle_page(void *context, const struct request *request, struct response *response) {
    static const struct form page = {"/entries/", RESPONSE_TYPE_HTML, RESPONSE_POLICY_PAGE, write_page};
    struct wish wish = {
        .service = context,
        .form = &page,
        .request = request,
        .asked = {.query = STR(""), .docset = STR(""), .kind = STR(""), .parameters = STR("")},
    };
    struct buf asked, part[3] = {0};
    buf_init(&asked, ASKED_MAX_BYTES);
    write_asked(&asked, request);
    if (buf_failed(&asked))
        buf_reset(&asked);
    if (asked.len > 0)
        wish.asked = (struct site_asked){.query = read_asked(&part[0], request, "q"),
                                         .docset = read_asked(&part[1], request, "docset"),
                                         .kind = read_asked(&part[2], request, "kind"),
                                         .parameters = buf_str(&asked)};
    answer_wish(&wish, response);
    buf_free(&asked);
    for (size_t i = 0; i < COUNT_OF(part); i++)
        buf_free(&part[i]);
}
