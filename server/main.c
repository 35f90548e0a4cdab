#include "common/base/log.h"
#include "common/index/db.h"
#include "server/api/service.h"
#include "server/http/http.h"
#include "server/index/generation.h"
#include "server/observe/observe.h"
#include "server/options.h"

#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

/* How long requests in flight may take to end after SIGTERM. Anything that keeps its connection busy for longer is
 * slower than the HTTP time-outs allow. */
#define DRAIN_MAX_MS 10000

/* Blocked before the first thread starts, so that all threads inherit it and only the main one waits for these. */
static void block_stop_signals(sigset_t *stop) {
    sigemptyset(stop);
    sigaddset(stop, SIGTERM);
    sigaddset(stop, SIGINT);
    pthread_sigmask(SIG_BLOCK, stop, NULL);
}

/* Returns after the first signal, with the second free to end the process at once. */
static void wait_for_stop(const sigset_t *stop) {
    int number;
    sigwait(stop, &number);
    pthread_sigmask(SIG_UNBLOCK, stop, NULL);
}

static void announce(const struct generation *generation, const struct http *http) {
    log_info("artifact %.*s, %" PRId64 " entries, listening on %s", STR_ARG(corpus_id(generation->corpus)),
             generation_entry_count(generation), http_url(http));
}

static void serve_until_stopped(struct http *http, const sigset_t *stop) {
    wait_for_stop(stop);
    http_stop_accepting(http);
    unsigned open = http_drain(http, DRAIN_MAX_MS);
    if (open > 0)
        log_warning("%u connections were still busy after %d s and are cut off", open, DRAIN_MAX_MS / 1000);
}

static bool serve(const struct options *options, struct err *err) {
    struct generation *generation = NULL;
    struct http *http = NULL;
    struct observe *observe = NULL;
    size_t route_count;
    const struct route *routes = service_routes(&route_count);
    sigset_t stop;
    block_stop_signals(&stop);
    bool ok = db_setup(err) && observe_open(&observe, &options->observe, routes, route_count, err) &&
              generation_open(&generation, options->artifact, options->engines, err);
    if (ok) {
        struct service service = {.generation = generation, .observe = observe};
        struct http_options http_options = {.listen = options->listen,
                                            .threads = options->threads,
                                            .handle = service_handle,
                                            .context = &service,
                                            .observe = observe};
        ok = http_start(&http, &http_options, err);
        if (ok) {
            announce(generation, http);
            serve_until_stopped(http, &stop);
        }
        http_stop(http);
    }
    observe_close(observe);
    generation_close(generation);
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
    else if (ok)
        ok = serve(&options, &err);
    if (ok)
        return 0;
    log_error("%s", err.message);
    return err_exit_status(&err);
}
