/* What an operator learns of the server: counts for Prometheus, a line for each request, and what was not found.
 *
 * Thread rule: open and close belong to one thread, when no request is served; everything else may be called from any
 * thread and does not wait, but for the lock of unanswered.h. */
#ifndef DOCFINCH_SERVER_OBSERVE_OBSERVE_H
#define DOCFINCH_SERVER_OBSERVE_OBSERVE_H

#include "common/base/err.h"
#include "server/http/request.h"
#include "server/http/response.h"
#include "server/http/route.h"
#include "server/observe/access_log.h"
#include "server/observe/address.h"
#include "server/observe/metrics.h"
#include "server/observe/process.h"
#include "server/observe/unanswered.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The most that --unanswered takes. */
#define OBSERVE_MAX_THRESHOLD 1000000

struct observe_options {
    bool has_no_metrics;    /* there is no page of them */
    const char *access_log; /* a path or "-", borrowed until observe_close(); NULL: none */
    bool logs_queries;      /* texts of queries, and paths that lead nowhere */
    bool logs_addresses;
    struct address_ranges trusted; /* proxies whose X-Forwarded-For and -Proto are believed */
    unsigned unanswered;           /* how often a query must have been asked to be shown; 0: none is counted */
};

struct observe {
    struct observe_options options;
    struct metrics *metrics;
    struct access_log *log;        /* NULL: none */
    struct unanswered *unanswered; /* NULL: not counted */
    struct process process;
    const struct route *routes;
    size_t route_count;
    int64_t started_unix_s;
};

/* One request, as the HTTP server saw it. */
struct observed {
    const struct request *request; /* NULL: it could not be read */
    const struct response *response;
    struct str peer,
        forwarded_for;  /* the other end of the connection; the header's value, empty where it is not read */
    int64_t started_us; /* observe_begin() */
    size_t body_bytes;
    bool is_cut;                 /* the client did not take all */
    enum metrics_number refusal; /* METRICS_COUNT: it was not refused */
};

/* The table of routes is borrowed. *observe is owned: observe_close(). Errors: ERR_IO for the access log,
 * ERR_INTERNAL. */
bool observe_open(struct observe **observe, const struct observe_options *options, const struct route routes[],
                  size_t route_count, struct err *err);

/* The access log is complete afterwards. NULL is fine. */
void observe_close(struct observe *observe);

/* A request has arrived: when, for observed.started_us. observe_end() must follow. */
int64_t observe_begin(struct observe *observe);

/* Its answer is sent. */
void observe_end(struct observe *observe, const struct observed *observed);

/* A request that was never begun, as it could not be read, is answered. */
void observe_unreadable(struct observe *observe, const struct observed *observed);

#endif
