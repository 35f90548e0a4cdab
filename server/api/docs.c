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

/* "/docs/python/library/" is python/library/index.html; without the '/' at the end it leads there. */
void docs_handle(void *context, const struct request *request, struct response *response) {
    const struct service *service = context;
    struct buf name;
    buf_init(&name, NAME_MAX_BYTES);
    buf_add(&name, str_from_offset(request->path, STR("/docs/").len));
    if (str_ends(request->path, STR("/")))
        buf_puts(&name, "index.html");
    struct engine *engine = service_take_engine(service, request, response);
    if (engine != NULL) {
        answer_file(service, engine, buf_str(&name), request, response);
        pool_give(service->generation->pool, engine);
    }
    buf_free(&name);
}
