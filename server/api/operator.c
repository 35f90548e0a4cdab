/* What the people who run the server ask it. */
#include "server/api/handlers.h"

#include "common/base/json.h"
#include "server/api/service.h"

/* https://prometheus.io/docs/instrumenting/exposition_formats/, "Basic info". */
#define TYPE_METRICS "text/plain; version=0.0.4; charset=utf-8"

/* Longest label made here. */
#define LABEL_MAX_BYTES 128

static void refuse(const struct request *request, struct response *response) {
    response_set_error(response, 404, request->path, "There is nothing at this address");
}

static void write_labelled(struct buf *out, const char *name, const char *label, struct str value, const char *help) {
    struct buf labels;
    buf_init(&labels, LABEL_MAX_BYTES);
    buf_addf(&labels, "%s=\"%.*s\"", label, STR_ARG(value));
    metrics_write_gauge(out, name, buf_str(&labels), 1, help);
    buf_free(&labels);
}

static void write_artifact(const struct generation *generation, struct buf *out) {
    write_labelled(out, "artifact_info", "id", corpus_id(generation->corpus), "The artifact that is served.");
    metrics_write_gauge(out, "artifact_entries", STR(""), generation_entry_count(generation),
                        "Entries of the artifact.");
    metrics_write_gauge(out, "artifact_loaded_timestamp_seconds", STR(""), generation->loaded_unix_s,
                        "When the artifact was loaded, in seconds since 1970.");
}

/* What the system does not tell is left out. */
static void write_process(struct observe *observe, struct buf *out) {
    int64_t resident_bytes = process_resident_bytes(&observe->process);
    int64_t descriptors = process_descriptor_count(&observe->process);
    if (resident_bytes >= 0)
        metrics_write_gauge(out, "resident_memory_bytes", STR(""), resident_bytes, "Memory of the process.");
    if (descriptors >= 0)
        metrics_write_gauge(out, "open_file_descriptors", STR(""), descriptors, "File descriptors of the process.");
    metrics_write_gauge(out, "start_time_seconds", STR(""), observe->started_unix_s,
                        "When the server was started, in seconds since 1970.");
    write_labelled(out, "build_info", "version", STR(DOCFINCH_VERSION), "The version of docfinch-serve.");
}

void operator_handle_metrics(void *context, const struct request *request, struct response *response) {
    const struct service *service = context;
    if (service->observe->options.has_no_metrics) {
        refuse(request, response);
        return;
    }
    response->type = TYPE_METRICS;
    metrics_write(service->observe->metrics, &response->body);
    write_artifact(service->generation, &response->body);
    write_process(service->observe, &response->body);
}

void operator_handle_unanswered(void *context, const struct request *request, struct response *response) {
    const struct service *service = context;
    struct json json;
    if (service->observe->unanswered == NULL) {
        refuse(request, response);
        return;
    }
    response->type = RESPONSE_TYPE_JSON;
    json_init(&json, &response->body);
    unanswered_write(service->observe->unanswered, &json);
    buf_putc(&response->body, '\n');
}
