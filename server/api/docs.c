#include "server/api/handlers.h"

#include "common/base/buf.h"
#include "server/api/mime.h"
#include "server/api/service.h"

#include <zlib.h>

/* Longest "docset/path". */
#define NAME_MAX_BYTES 4352

/* Appends the file, unpacked. The size it should have is the artifact's word, so it is held to it. */
static bool unpack(const struct embedded_file *file, struct buf *out, struct err *err) {
    if (file->size > RESPONSE_MAX_BODY_BYTES)
        return err_set(err, ERR_LIMIT, "a file of %zu bytes is too large to be sent", file->size);
    if (!file->is_deflated) {
        buf_add(out, file->bytes);
        return true;
    }
    unsigned char *to = (unsigned char *)buf_reserve(out, file->size);
    uLongf size = file->size;
    if (to == NULL || uncompress(to, &size, (const Bytef *)file->bytes.ptr, file->bytes.len) != Z_OK ||
        size != file->size)
        return err_set(err, ERR_FORMAT, "a file in the artifact cannot be unpacked");
    out->len += size;
    return true;
}

/* A folder is addressed with a '/' at its end: relative links of its index.html need it. */
static bool redirect_to_folder(struct engine *engine, struct str name, const struct request *request,
                               struct response *response) {
    struct embedded_file file;
    struct buf index;
    bool found = false;
    buf_init(&index, NAME_MAX_BYTES);
    buf_add(&index, name);
    buf_puts(&index, "/index.html");
    found = !buf_failed(&index) && engine_embedded_file(engine, buf_str(&index), &file, &found, NULL) && found &&
            response_set_redirect(response, request->path);
    buf_free(&index);
    if (found)
        response->cache_control = SERVICE_CACHE_ANSWERS;
    return found;
}

static void answer_file(const struct service *service, struct engine *engine, struct str name,
                        const struct request *request, struct response *response) {
    struct embedded_file file;
    struct err err;
    bool found;
    if (!engine_embedded_file(engine, name, &file, &found, &err)) {
        service_fail(request, response, &err);
        return;
    }
    if (!found && redirect_to_folder(engine, name, request, response))
        return;
    if (!found) {
        response_set_error(response, 404, request->path, "There is no such page in this documentation");
        return;
    }
    response->type = mime_from_path(name);
    response->policy = RESPONSE_POLICY_FOREIGN;
    response->cache_control = SERVICE_CACHE_ANSWERS;
    service_set_etag(service, (const struct str[]){STR("/docs/"), name}, 2, response);
    response_revalidate(response, request);
    if (response->status == 200 && !unpack(&file, &response->body, &err))
        service_fail(request, response, &err);
}

static void answer_with_engine(const struct service *service, struct str name, const struct request *request,
                               struct response *response) {
    struct engine *engine = service_take_engine(service, request, response);
    if (engine == NULL)
        return;
    answer_file(service, engine, name, request, response);
    pool_give(service->generation->pool, engine);
}

static bool write_search(struct buf *location, struct str text, struct str docset) {
    buf_puts(location, "/search?q=");
    buf_add_url(location, text, "");
    buf_puts(location, "&docset=");
    buf_add_url(location, docset, "");
    return !buf_failed(location);
}

/* "python/search.html?q=json" is where the search box leads on a page that Sphinx or javadoc made; others have it at
 * "search". Their scripts may not read an index from within the sandbox, so that this server answers in their place. */
static bool redirect_to_search(const struct service *service, struct str name, const struct request *request,
                               struct response *response) {
    struct str text, page = str_file_name(name), docset = str_head(name, str_find_char(name, '/', 0));
    bool is_search = (str_is(page, "search.html") || str_is(page, "search")) && request_param(request, "q", &text) &&
                     str_trim(text).len > 0 && corpus_find_docset(service->generation->corpus, docset) != NULL;
    if (!is_search)
        return false;
    buf_reset(&response->location);
    buf_add(&response->location, response->base_path);
    if (!write_search(&response->location, text, docset)) {
        buf_reset(&response->location);
        return false;
    }
    response->status = 302;
    return true;
}

/* "/docs/python/library/" is python/library/index.html; without the '/' at the end it leads there. */
void docs_handle(void *context, const struct request *request, struct response *response) {
    const struct service *service = context;
    struct buf name;
    buf_init(&name, NAME_MAX_BYTES);
    buf_add(&name, str_from_offset(request->path, STR("/docs/").len));
    if (str_ends(request->path, STR("/")))
        buf_puts(&name, "index.html");
    if (!redirect_to_search(service, buf_str(&name), request, response))
        answer_with_engine(service, buf_str(&name), request, response);
    buf_free(&name);
}
