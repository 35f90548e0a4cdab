#include "common/base/clock.h"
#include "common/base/log.h"
#include "common/base/mem.h"
#include "common/index/db.h"
#include "server/api/service.h"
#include "server/confine/confine.h"
#include "server/http/http.h"
#include "server/index/generation.h"
#include "server/life/control.h"
#include "server/life/reload.h"
#include "server/observe/observe.h"
#include "server/options.h"
#include "server/site/error_page.h"
#include "server/site/widget.h"
#include "server/supervise/notify.h"
#include "server/supervise/pulse.h"

#include <errno.h>
#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* After SIGTERM new connections are answered for a second: a balancer that asks /readyz each half second has seen twice
 * by then that it should send no more. Connections without a request, and clients that hardly take their answers,
 * are cut off in time for an exit within 3 seconds; an answer that moves gets longer. Whoever stops the server by hand
 * does not want to wait. */
static const struct http_farewell when_terminated = {.refuse_ms = 1000, .hang_up_ms = 2500, .cut_ms = 10000};
static const struct http_farewell when_interrupted = {.refuse_ms = 0, .hang_up_ms = 200, .cut_ms = 10000};

/* By default there are two engines for each processor, and no more threads than processors allocate at a time. */
#define ENGINES_PER_HEAP 2

/* The parts of a running server. */
struct running {
    struct control control;
    struct assets assets;
    struct error_page error_page;
    struct shelf shelf;
    struct service_context serving; /* of the requests */
    struct reload *reload;
    struct http *http;
    struct notify notify;
    struct confine confine;
};

static void announce(struct running *running) {
    struct shelf_place *place = shelf_take(&running->shelf);
    const struct generation *generation = place->generation;
    log_info("artifact %.*s, %" PRId64 " entries, listening on %s", STR_ARG(corpus_id(generation->corpus)),
             generation_entry_count(generation), http_url(running->http));
    notify_serving(&running->notify, generation_entry_count(generation), corpus_id(generation->corpus));
    notify_ready(&running->notify);
    shelf_give(place);
}

static void on_tick(struct running *running, struct pulse *pulse) {
    struct shelf_place *place = shelf_take(&running->shelf);
    if (pulse_check(pulse, running->http, place->generation))
        notify_watchdog(&running->notify);
    shelf_give(place);
}

/* A newer artifact, and a new file for the log where the old one was renamed. */
static void renew(struct running *running) {
    reload_request(running->reload);
    if (running->serving.observe->log != NULL)
        access_log_reopen(running->serving.observe->log);
}

/* How it is to be stopped. */
static const struct http_farewell *run_until_stopped(struct running *running) {
    struct pulse pulse;
    pulse_init(&pulse, clock_us());
    for (;;) {
        switch (control_wait(&running->control, notify_tick_ms(&running->notify))) {
        case CONTROL_RELOAD: renew(running); break;
        case CONTROL_TICK: on_tick(running, &pulse); break;
        case CONTROL_TERMINATE: return &when_terminated;
        case CONTROL_INTERRUPT: return &when_interrupted;
        }
    }
}

static const char *connections_are(unsigned count) {
    return count == 1 ? "connection is" : "connections are";
}

static void serve_until_stopped(struct running *running) {
    announce(running);
    const struct http_farewell *farewell = run_until_stopped(running);
    notify_stopping(&running->notify);
    log_info("stopping: requests are answered for %u ms more", farewell->refuse_ms);
    struct http_end end;
    http_finish(running->http, farewell, &end);
    if (end.slow > 0)
        log_warning("%u %s cut off: the client hardly took its answer", end.slow, connections_are(end.slow));
    if (end.busy > 0)
        log_warning("%u %s cut off: still busy after %u s", end.busy, connections_are(end.busy),
                    farewell->cut_ms / 1000);
    log_info("stopped: %lu %s answered after the signal", end.answered,
             end.answered == 1 ? "request was" : "requests were");
}

static bool listen_and_serve(struct running *running, const struct options *options, struct err *err) {
    const struct http_errors errors = {error_page_write, &running->error_page};
    struct http_options http_options = {.listen = options->listen,
                                        .base_path = options->base_path,
                                        .errors = &errors,
                                        .tls_certificate = options->tls_certificate,
                                        .tls_key = options->tls_key,
                                        .threads = options->threads,
                                        .handle = service_handle,
                                        .context = &running->serving,
                                        .observe = running->serving.observe};
    bool ok = http_start(&running->http, &http_options, err) && confine_finish(&running->confine, err);
    if (ok)
        serve_until_stopped(running);
    http_stop(running->http);
    return ok;
}

static bool check_there(const char *option, const char *path, struct err *err) {
    return path == NULL || access(path, F_OK) == 0 || err_set(err, ERR_IO, "%s: %s: %s", option, path, strerror(errno));
}

/* Certificate and key are read when the server begins to listen, and the log file is made anew when it was renamed.
 * What is wrong with them is said there. */
static bool confine(struct running *running, const struct options *options, struct err *err) {
    const char *readable[OPTIONS_MAX_READABLE + 2] = {options->tls_certificate, options->tls_key};
    size_t count = options->tls_key != NULL ? 2 : 0;
    memcpy(readable + count, options->readable, options->readable_count * sizeof *readable);
    const char *log = options->observe.access_log;
    bool has_file = log != NULL && strcmp(log, "-") != 0;
    char *copy = mem_strdup(has_file ? log : "");
    const char *log_folder = dirname(copy);
    const struct confine_options confine_options = {
        .is_off = options->is_unconfined,
        .user = options->user,
        .artifact = options->artifact,
        .port = options_port(options),
        .readable = readable,
        .readable_count = count + options->readable_count,
        .writable = &log_folder,
        .writable_count = has_file && access(log_folder, F_OK) == 0,
    };
    bool ok = check_there("--tls-certificate", options->tls_certificate, err) &&
              check_there("--tls-key", options->tls_key, err) &&
              confine_begin(&running->confine, &confine_options, err);
    free(copy);
    return ok;
}

/* Half of the threads: the others answer what needs no engine, however many searches wait. */
static size_t max_waiting(const struct options *options) {
    return (options->threads + 1) / 2;
}

/* What is watched is watched before it is read for the first time, so that no change is missed. */
static bool serve(const struct options *options, struct err *err) {
    struct running running = {0};
    const struct generation_rules rules = {options->artifact,    options->expected_id, options->engines,
                                           max_waiting(options), options->base_path,   &running.assets};
    struct generation *generation;
    size_t route_count;
    const struct route *routes = service_routes(&route_count);
    running.serving.shelf = &running.shelf;
    mem_share_heaps((options->engines + 1) / ENGINES_PER_HEAP);
    notify_open(&running.notify);
    bool ok = control_open(&running.control, options->is_watching ? options->artifact : NULL, err) && db_setup(err) &&
              assets_init(&running.assets, err) &&
              error_page_init(&running.error_page, &running.assets, str_from(options->base_path), err) &&
              generation_open(&generation, &rules, STR(""), err);
    if (ok) {
        shelf_init(&running.shelf, generation);
        /* The log is opened with the rights that the server was started with; its thread is to be confined. */
        ok = observe_open(&running.serving.observe, &options->observe, routes, route_count, err) &&
             confine(&running, options, err) && access_log_start(running.serving.observe->log, err) &&
             reload_start(&running.reload, &running.serving, &rules, &running.notify, err) &&
             listen_and_serve(&running, options, err);
        reload_stop(running.reload);
        shelf_free(&running.shelf);
    }
    error_page_free(&running.error_page);
    assets_free(&running.assets);
    observe_close(running.serving.observe);
    control_close(&running.control);
    notify_close(&running.notify);
    return ok;
}

static bool print(const char *text, struct err *err) {
    if (fputs(text, stdout) < 0 || fflush(stdout) != 0)
        return err_set(err, ERR_IO, "cannot write to standard output");
    return true;
}

int main(int argc, char *argv[]) {
    struct options options;
    struct err err = {.code = ERR_NONE};
    log_open("docfinch-serve", LOG_LEVEL_INFO);
    bool ok = options_parse(&options, argc, argv, &err);
    if (ok && options.action == OPTIONS_HELP)
        ok = print(options_help, &err);
    else if (ok && options.action == OPTIONS_VERSION)
        ok = print("docfinch-serve " DOCFINCH_VERSION "\n", &err);
    else if (ok && options.action == OPTIONS_WIDGET)
        ok = widget_print(str_from(options.base_path), &err);
    else if (ok)
        ok = serve(&options, &err);
    if (ok)
        return 0;
    log_error("%s", err.message);
    return err_exit_status(&err);
}
