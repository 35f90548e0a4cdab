#include "server/api/handlers.h"

#include "common/base/clock.h"
#include "server/api/service.h"
#include "server/api/suggest.h"

#include <string.h>

/* Of a question: more than a request's target has, which the texts come from. */
#define KEY_MAX_BYTES ((size_t)2 * REQUEST_MAX_TARGET_BYTES)

struct search_params {
    struct str text;
    bool has_text; /* q was given, if only as an empty one */
    struct query_options options;
};

static bool read_number(const struct request *request, const char *name, unsigned long max, unsigned *number) {
    struct str text;
    unsigned long value;
    if (!request_param(request, name, &text))
        return true;
    if (!str_to_number(text, max, &value))
        return false;
    *number = (unsigned)value;
    return true;
}

/* "0" or "1"; false for anything else. */
static bool read_switch(const struct request *request, const char *name, bool *value) {
    struct str text;
    if (!request_param(request, name, &text))
        return true;
    *value = str_is(text, "1");
    return *value || str_is(text, "0");
}

/* NULL, or what is wrong in one sentence. */
static const char *read_params(const struct request *request, struct search_params *params) {
    *params = (struct search_params){
        .text = STR(""),
        .options = {.docset = STR(""), .kind = STR(""), .limit = QUERY_DEFAULT_LIMIT},
    };
    params->has_text = request_param(request, "q", &params->text);
    request_param(request, "docset", &params->options.docset);
    request_param(request, "kind", &params->options.kind);
    if (!read_number(request, "limit", QUERY_MAX_LIMIT, &params->options.limit) || params->options.limit == 0)
        return "The limit is not a number from 1 to 100";
    if (!read_number(request, "offset", QUERY_MAX_OFFSET, &params->options.offset))
        return "The offset is not a number from 0 to 1000";
    if (!read_switch(request, "explain", &params->options.explain))
        return "The parameter explain is neither 0 nor 1";
    if (!read_switch(request, "literal", &params->options.is_literal))
        return "The parameter literal is neither 0 nor 1";
    if (!read_switch(request, "group", &params->options.is_grouped))
        return "The parameter group is neither 0 nor 1";
    return NULL;
}

_Static_assert(QUERY_MAX_LIMIT == 100 && QUERY_MAX_OFFSET == 1000, "the sentences above name these limits");

/* All that an answer depends on but the artifact. Each text stands behind its length, so that no two questions have the
 * same key. */
static void write_key(struct buf *key, const struct request *request, const struct search_params *params) {
    const struct query_options *options = &params->options;
    const struct str texts[] = {request->path, params->text, options->docset, options->kind};
    buf_init(key, KEY_MAX_BYTES);
    buf_addf(key, "%u,%u,%d", options->limit, options->offset,
             options->explain + 2 * options->is_literal + 4 * options->is_grouped);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        buf_addf(key, ",%zu:", texts[i].len);
        buf_add(key, texts[i]);
    }
}

/* What came of a question. One with a kind may have its answer in another kind. */
static void count_outcome(const struct service *service, const struct search_params *params, bool is_empty) {
    struct observe *observe = service->observe;
    const struct unanswered_search search = {params->text, params->options.docset, !is_empty, clock_us()};
    if (is_empty)
        metrics_count(observe->metrics, METRICS_SEARCHES_EMPTY);
    if (observe->unanswered != NULL && params->options.kind.len == 0)
        unanswered_note(observe->unanswered, &search);
}

/* Whether an answer needs no search: the client has it (304), or it was made a short time ago. */
static bool is_known(const struct service *service, const struct request *request, const struct search_params *params,
                     struct str key, struct response *response) {
    struct cache_note note;
    bool is_kept = cache_get(service->generation->cache, key, &note, &response->body);
    if (is_kept) {
        memcpy(response->etag, note.etag, sizeof response->etag);
    } else {
        service_set_etag(service, &key, 1, response);
    }
    response->cache_control = SERVICE_CACHE_ANSWERS;
    response_revalidate(response, request);
    bool is_unchanged = !is_kept && response->status == 304;
    metrics_count(service->observe->metrics, is_kept        ? METRICS_CACHE_HITS
                                             : is_unchanged ? METRICS_CACHE_UNCHANGED
                                                            : METRICS_CACHE_MISSES);
    if (is_kept)
        count_outcome(service, params, note.is_empty);
    if (is_kept && response->status == 200)
        response->search_us = note.search_us;
    return is_kept || is_unchanged;
}

/* An answer that a deadline cut short is not what the same question gives next time. */
static void forbid_caching(const struct service *service, struct response *response) {
    metrics_count(service->observe->metrics, METRICS_SEARCHES_CUT);
    response->etag[0] = '\0';
    response->cache_control = "no-store";
}

/* For is_known(). An answer without an ETag is not one that may be kept. */
static void keep_answer(const struct service *service, struct str key, const struct response *response, bool is_empty) {
    struct cache_note note = {.search_us = response->search_us, .is_empty = is_empty};
    if (response->status != 200 || response->etag[0] == '\0' || buf_failed(&response->body))
        return;
    memcpy(note.etag, response->etag, sizeof note.etag);
    cache_put(service->generation->cache, key, &note, buf_str(&response->body));
}

_Static_assert(sizeof((struct cache_note *)0)->etag == RESPONSE_ETAG_BYTES, "an ETag is copied both ways");

/* What a search came to, beside its hits. A search that was cut short may not have come to what there is. */
static void note_hits(const struct service *service, const struct search_params *params, const struct hits *hits,
                      struct response *response, bool *is_empty) {
    response->search_us = hits->took_us;
    *is_empty = hits->total == 0 && !hits->partial && str_trim(params->text).len > 0;
    if (hits->partial)
        forbid_caching(service, response);
    else
        count_outcome(service, params, *is_empty);
}

/* What an address says of the hits. */
typedef void write_answer(const struct hits *hits, const struct search_params *params, struct response *response);

static void write_json(const struct hits *hits, const struct search_params *params, struct response *response) {
    struct json json;
    (void)params;
    json_init(&json, &response->body);
    hits_write_json(hits, &json);
    buf_putc(&response->body, '\n');
}

static void write_suggestions(const struct hits *hits, const struct search_params *params, struct response *response) {
    suggest_write(&response->body, hits, params->text, response->base_path);
}

/* Whether it found nothing. */
static bool answer_data(const struct service *service, const struct request *request,
                        const struct search_params *params, write_answer *write, struct response *response) {
    bool is_empty = false;
    const struct hits *hits;
    struct err err;
    struct engine *engine = service_take_engine(service, request, response);
    if (engine == NULL)
        return false;
    if (engine_search(engine, params->text, &params->options, 0, &hits, &err)) {
        write(hits, params, response);
        note_hits(service, params, hits, response, &is_empty);
    } else {
        service_fail(request, response, &err);
    }
    pool_give(service->generation->pool, engine);
    return is_empty;
}

/* type: of an answer that is none of an error. */
static void handle_data(const struct service *service, const struct request *request, const char *type,
                        write_answer *write, struct response *response) {
    struct search_params params;
    const char *problem = read_params(request, &params);
    if (problem == NULL && !params.has_text)
        problem = "The parameter q is missing";
    if (problem != NULL) {
        response_set_error(response, 400, request->path, problem);
        return;
    }
    response->type = type;
    struct buf key;
    write_key(&key, request, &params);
    if (!is_known(service, request, &params, buf_str(&key), response)) {
        bool is_empty = answer_data(service, request, &params, write, response);
        keep_answer(service, buf_str(&key), response, is_empty);
    }
    buf_free(&key);
}

void search_handle_json(void *context, const struct request *request, struct response *response) {
    handle_data(context, request, RESPONSE_TYPE_JSON, write_json, response);
}

void search_handle_suggestions(void *context, const struct request *request, struct response *response) {
    handle_data(context, request, SUGGEST_TYPE, write_suggestions, response);
}

static void write_page(const struct service *service, const struct search_params *params, const struct hits *hits,
                       struct response *response, bool *is_empty) {
    site_write_results(&response->body, service->generation->site, service->generation->corpus, hits, &params->options);
    if (hits != NULL)
        note_hits(service, params, hits, response, is_empty);
}

static void answer_page(const struct service *service, const struct request *request,
                        const struct search_params *params, struct response *response, bool *is_empty) {
    const struct hits *hits = NULL;
    struct engine *engine = NULL;
    struct err err;
    if (str_trim(params->text).len > 0 && (engine = service_take_engine(service, request, response)) == NULL)
        return;
    if (engine != NULL && !engine_search(engine, params->text, &params->options, 0, &hits, &err))
        service_fail(request, response, &err);
    else
        write_page(service, params, hits, response, is_empty);
    if (engine != NULL)
        pool_give(service->generation->pool, engine);
}

void search_handle_page(void *context, const struct request *request, struct response *response) {
    const struct service *service = context;
    struct search_params params;
    const char *problem = read_params(request, &params);
    if (problem != NULL) {
        response_set_error(response, 400, request->path, problem);
        return;
    }
    response->type = RESPONSE_TYPE_HTML;
    response->policy = RESPONSE_POLICY_PAGE;
    struct buf key;
    write_key(&key, request, &params);
    if (!is_known(service, request, &params, buf_str(&key), response)) {
        bool is_empty = false;
        answer_page(service, request, &params, response, &is_empty);
        keep_answer(service, buf_str(&key), response, is_empty);
    }
    buf_free(&key);
}
