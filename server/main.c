#include "common/base/log.h"
#include "common/index/db.h"
#include "server/api/service.h"
#include "server/http/http.h"
#include "server/index/generation.h"
#include "server/life/control.h"
#include "server/life/reload.h"
#include "server/options.h"

#include <inttypes.h>
#include <stdio.h>

/* How long requests in flight may take to end after SIGTERM. Anything that keeps its connection busy for longer is
 * slower than the HTTP time-outs allow. */
#define DRAIN_MAX_MS 10000

static void announce(const struct generation *generation, const struct http *http) {
    log_info("artifact %.*s, %" PRId64 " entries, listening on %s", STR_ARG(corpus_id(generation->corpus)),
             generation_entry_count(generation), http_url(http));
}

static void serve_until_stopped(struct http *http, struct control *control, struct reload *reload) {
    while (control_wait(control) == CONTROL_RELOAD)
        reload_request(reload);
    http_stop_accepting(http);
    unsigned open = http_drain(http, DRAIN_MAX_MS);
    if (open > 0)
        log_warning("%u connections were still busy after %d s and are cut off", open, DRAIN_MAX_MS / 1000);
}

static bool listen_and_serve(const struct options *options, struct shelf *shelf, struct control *control,
                             struct reload *reload, struct err *err) {
    struct http *http;
    struct http_options http_options = {.listen = options->listen,
                                        .threads = options->threads,
                                        .handle = service_handle,
                                        .release = service_release,
                                        .context = shelf};
    if (!http_start(&http, &http_options, err))
        return false;
    announce(shelf->places[0].generation, http);
    serve_until_stopped(http, control, reload);
    http_stop(http);
    return true;
}

/* What is watched is watched before it is read for the first time, so that no change is missed. */
static bool serve(const struct options *options, struct err *err) {
    const struct generation_rules rules = {options->artifact, options->expected_id, options->engines};
    struct generation *generation;
    struct control control;
    struct reload *reload = NULL;
    bool ok = control_open(&control, options->is_watching ? options->artifact : NULL, err) && db_setup(err) &&
              generation_open(&generation, &rules, err);
    if (ok) {
        struct shelf shelf;
        shelf_init(&shelf, generation);
        ok = reload_start(&reload, &shelf, &rules, err) && listen_and_serve(options, &shelf, &control, reload, err);
        reload_stop(reload);
        shelf_free(&shelf);
    }
    control_close(&control);
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
