#include "server/observe/observe.h"

#include "common/base/clock.h"
#include "common/base/mem.h"

#include <stdlib.h>
#include <time.h>

static int64_t unix_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

bool observe_open(struct observe **observe, const struct observe_options *options, const struct route routes[],
                  size_t route_count, struct err *err) {
    struct observe *new = mem_new(1, sizeof *new);
    *observe = NULL;
    if (!process_open(&new->process)) {
        free(new);
        return err_set(err, ERR_INTERNAL, "cannot make a lock");
    }
    new->options = *options;
    new->routes = routes;
    new->route_count = route_count;
    new->started_unix_s = unix_us() / 1000000;
    new->metrics = metrics_new(routes, route_count);
    bool ok = options->access_log == NULL || access_log_open(&new->log, options->access_log, new->metrics, err);
    if (ok && options->unanswered > 0 && (new->unanswered = unanswered_new(options->unanswered)) == NULL)
        ok = err_set(err, ERR_INTERNAL, "cannot make a lock");
    if (ok)
        *observe = new;
    else
        observe_close(new);
    return ok;
}

void observe_close(struct observe *observe) {
    if (observe == NULL)
        return;
    access_log_close(observe->log);
    unanswered_free(observe->unanswered);
    metrics_free(observe->metrics);
    process_close(&observe->process);
    free(observe);
}

int64_t observe_begin(struct observe *observe) {
    metrics_count_request(observe->metrics);
    return clock_us();
}

static const char *refusal_name(enum metrics_number refusal) {
    switch (refusal) {
    case METRICS_REFUSED_GUARD: return "guard";
    case METRICS_REFUSED_HEADER: return "header_too_large";
    case METRICS_REFUSED_TARGET: return "target_too_long";
    case METRICS_REFUSED_BODY: return "body";
    case METRICS_REFUSED_BAD_TARGET: return "bad_target";
    case METRICS_REFUSED_UNREADABLE: return "unreadable";
    default: return NULL;
    }
}

static const char *method_name(enum request_method method) {
    switch (method) {
    case METHOD_GET: return "GET";
    case METHOD_HEAD: return "HEAD";
    case METHOD_OPTIONS: return "OPTIONS";
    default: return "OTHER";
    }
}

/* The path says more than the route only below one that ends with '*'. Any part of an address may be what somebody
 * typed, unless it names a file that is there. */
static void set_texts(const struct observe *observe, const struct observed *observed, struct access_record *record) {
    const struct request *request = observed->request;
    struct str query;
    bool is_path_told = record->route == NULL || str_ends(str_from(record->route), STR("*"));
    bool is_file = record->route != NULL && observed->response->status < 400;
    if (is_path_told && (is_file || observe->options.logs_queries))
        access_record_set_path(record, request->path);
    if (observe->options.logs_queries && request_param(request, "q", &query))
        access_record_set_query(record, query);
}

static void put_record(struct observe *observe, const struct observed *observed, int64_t duration_us) {
    const struct response *response = observed->response;
    struct access_record record;
    access_record_init(&record);
    record.unix_us = unix_us() - (duration_us > 0 ? duration_us : 0);
    record.duration_us = duration_us;
    record.body_bytes = observed->body_bytes;
    record.status = response->status;
    record.is_cut = observed->is_cut;
    record.refused = refusal_name(observed->refusal);
    memcpy(record.artifact, response->artifact, sizeof record.artifact);
    if (response->route > 0 && response->route <= observe->route_count)
        record.route = observe->routes[response->route - 1].path;
    if (observe->options.logs_addresses)
        record.client = address_of_client(&observe->options.trusted, observed->peer, observed->forwarded_for);
    if (observed->request != NULL) {
        record.method = method_name(observed->request->method);
        set_texts(observe, observed, &record);
    }
    access_log_put(observe->log, &record);
}

static void account(struct observe *observe, const struct observed *observed, int64_t duration_us) {
    metrics_count_answer(observe->metrics, observed->response->route, observed->response->status, duration_us);
    if (observed->refusal != METRICS_COUNT)
        metrics_count(observe->metrics, observed->refusal);
    if (observe->log != NULL)
        put_record(observe, observed, duration_us);
}

void observe_end(struct observe *observe, const struct observed *observed) {
    account(observe, observed, clock_us() - observed->started_us);
}

void observe_unreadable(struct observe *observe, const struct observed *observed) {
    account(observe, observed, -1);
}
