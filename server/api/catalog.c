#include "server/api/catalog.h"

#include "common/search/docset.h"

#include "common/base/json.h"
#include "common/index/schema.h"
#include "server/api/handlers.h"
#include "server/api/service.h"
#include "server/site/widget.h"

#include <stdint.h>

/* About 1 KB for each doc set. */
#define CATALOG_MAX_BYTES ((size_t)64 << 20)

/* Base path, "/assets/", hash, name. */
#define WIDGET_PATH_MAX_BYTES 4096

/* A new artifact must show at once; an unchanged one costs a 304. */
#define CACHE_CATALOG "public, no-cache"

/* What the bodies are made of. */
struct sources {
    const struct corpus *corpus;
    const struct assets *assets;
    struct str base_path;
};

static void write_docsets(struct json *json, const struct sources *sources) {
    const struct corpus *corpus = sources->corpus;
    size_t count;
    const struct docset *docsets = corpus_docsets(corpus, &count);
    json_object(json);
    json_member_string(json, "index", corpus_id(corpus));
    json_key(json, "docsets");
    json_array(json);
    for (size_t i = 0; i < count; i++)
        docset_write_json(&docsets[i], json);
    json_end(json);
    json_end(json);
}

static void write_widget(struct json *json, const struct sources *sources) {
    struct buf path;
    buf_init(&path, WIDGET_PATH_MAX_BYTES);
    widget_write_path(&path, sources->assets, sources->base_path);
    json_key(json, "widget");
    json_object(json);
    json_member_string(json, "path", buf_str(&path));
    json_member_string(json, "integrity", str_from(sources->assets->widget_integrity));
    json_end(json);
    buf_free(&path);
}

static void write_meta(struct json *json, const struct sources *sources) {
    const struct corpus *corpus = sources->corpus;
    size_t docset_count;
    int64_t page_count = 0, entry_count = 0;
    const struct docset *docsets = corpus_docsets(corpus, &docset_count);
    for (size_t i = 0; i < docset_count; i++) {
        page_count += docsets[i].page_count;
        entry_count += docsets[i].entry_count;
    }
    json_object(json);
    json_member_string(json, "index", corpus_id(corpus));
    json_member_string(json, "program", corpus_meta(corpus, "program"));
    json_member_string(json, "server", STR("docfinch-serve " DOCFINCH_VERSION));
    json_member_number(json, "format", SCHEMA_FORMAT_VERSION);
    json_member_number(json, "size_bytes", (int64_t)corpus_size_bytes(corpus));
    json_member_number(json, "docsets", (int64_t)docset_count);
    json_member_number(json, "pages", page_count);
    json_member_number(json, "entries", entry_count);
    write_widget(json, sources);
    json_end(json);
}

static bool build(struct content **content, const struct sources *sources,
                  void (*write)(struct json *json, const struct sources *sources), struct err *err) {
    struct buf out;
    struct json json;
    buf_init(&out, CATALOG_MAX_BYTES);
    json_init(&json, &out);
    write(&json, sources);
    buf_putc(&out, '\n');
    bool ok = buf_failed(&out) ? err_set(err, ERR_LIMIT, "there are too many doc sets")
                               : content_new(content, RESPONSE_TYPE_JSON, buf_str(&out), err);
    buf_free(&out);
    return ok;
}

bool catalog_build(struct catalog *catalog, const struct corpus *corpus, const struct assets *assets,
                   struct str base_path, struct err *err) {
    const struct sources sources = {corpus, assets, base_path};
    *catalog = (struct catalog){0};
    if (build(&catalog->docsets, &sources, write_docsets, err) && build(&catalog->meta, &sources, write_meta, err))
        return true;
    catalog_free(catalog);
    return false;
}

void catalog_free(struct catalog *catalog) {
    content_drop(catalog->docsets);
    content_drop(catalog->meta);
    *catalog = (struct catalog){0};
}

void catalog_handle_docsets(void *context, const struct request *request, struct response *response) {
    const struct service *service = context;
    (void)request;
    response_set_content(response, service->generation->catalog.docsets);
    response->cache_control = CACHE_CATALOG;
}

void catalog_handle_meta(void *context, const struct request *request, struct response *response) {
    const struct service *service = context;
    (void)request;
    response_set_content(response, service->generation->catalog.meta);
    response->cache_control = CACHE_CATALOG;
}
