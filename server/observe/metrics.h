/* Counts of what the server does, and the text that Prometheus reads them from (format 0.0.4:
 * https://prometheus.io/docs/instrumenting/exposition_formats/).
 *
 * Every processor has counts of its own, in cache lines of its own, so that threads do not take these from one another;
 * a reader adds them up. One count costs some 5 ns. All sets of labels are known when the program is built: what a
 * client sends never becomes one.
 *
 * Thread rule: counting and writing from any thread, without waiting. */
#ifndef DOCFINCH_SERVER_OBSERVE_METRICS_H
#define DOCFINCH_SERVER_OBSERVE_METRICS_H

#include "common/base/buf.h"
#include "server/http/route.h"

#include <stddef.h>
#include <stdint.h>

/* X(number, type, name, labels, help), a line each. Lines of one name stand together, with the same type and help. A
 * gauge goes up and down with metrics_add(), a counter only up. */
#define METRICS_SIMPLE(X)                                                                                              \
    X(METRICS_CONNECTIONS_OPEN, "gauge", "connections_open", "", "Connections that a thread serves.")                  \
    X(METRICS_CONNECTIONS, "counter", "connections_total", "", "Connections that a thread took.")                      \
    X(METRICS_REFUSED_GUARD, "counter", "requests_refused_total", "reason=\"guard\"", METRICS_HELP_REFUSED)            \
    X(METRICS_REFUSED_HEADER, "counter", "requests_refused_total", "reason=\"header_too_large\"",                      \
      METRICS_HELP_REFUSED)                                                                                            \
    X(METRICS_REFUSED_TARGET, "counter", "requests_refused_total", "reason=\"target_too_long\"", METRICS_HELP_REFUSED) \
    X(METRICS_REFUSED_BODY, "counter", "requests_refused_total", "reason=\"body\"", METRICS_HELP_REFUSED)              \
    X(METRICS_REFUSED_BAD_TARGET, "counter", "requests_refused_total", "reason=\"bad_target\"", METRICS_HELP_REFUSED)  \
    X(METRICS_REFUSED_UNREADABLE, "counter", "requests_refused_total", "reason=\"unreadable\"", METRICS_HELP_REFUSED)  \
    X(METRICS_ENGINE_WAITS, "counter", "engine_waits_total", "", "Requests that found all engines busy.")              \
    X(METRICS_ENGINE_TIMEOUTS, "counter", "engine_timeouts_total", "", "Requests that waited for an engine in vain.")  \
    X(METRICS_SEARCHES_CUT, "counter", "searches_cut_total", "", "Searches that the deadline cut short.")              \
    X(METRICS_SEARCHES_EMPTY, "counter", "searches_empty_total", "", "Searches without results, kept answers too.")    \
    X(METRICS_CACHE_HITS, "counter", "cache_lookups_total", "result=\"hit\"", METRICS_HELP_CACHE)                      \
    X(METRICS_CACHE_MISSES, "counter", "cache_lookups_total", "result=\"miss\"", METRICS_HELP_CACHE)                   \
    X(METRICS_CACHE_UNCHANGED, "counter", "cache_lookups_total", "result=\"unchanged\"", METRICS_HELP_CACHE)           \
    X(METRICS_RELOADS_SERVED, "counter", "artifact_reloads_total", "result=\"served\"", METRICS_HELP_RELOADS)          \
    X(METRICS_RELOADS_UNCHANGED, "counter", "artifact_reloads_total", "result=\"unchanged\"", METRICS_HELP_RELOADS)    \
    X(METRICS_RELOADS_REFUSED, "counter", "artifact_reloads_total", "result=\"refused\"", METRICS_HELP_RELOADS)        \
    X(METRICS_LOG_DROPPED, "counter", "access_log_dropped_total", "", "Requests that the access log does not have.")   \
    X(METRICS_LOG_FAILED, "counter", "access_log_write_errors_total", "", METRICS_HELP_LOG_FAILED)

#define METRICS_HELP_REFUSED "Requests that were answered with an error before a handler saw them."
#define METRICS_HELP_LOG_FAILED "Those of them that the access log does not have because it could not be written."
#define METRICS_HELP_RELOADS "Artifacts that were to follow the one before, by what became of them."
#define METRICS_HELP_CACHE                                                                                             \
    "Searches by where the answer came from: kept here (hit), searched (miss), kept by the client alone (unchanged)."

#define METRICS_NUMBER(number, type, name, labels, help) number,
enum metrics_number { METRICS_SIMPLE(METRICS_NUMBER) METRICS_COUNT };
#undef METRICS_NUMBER

struct metrics;

/* The names of routes are borrowed. Owned: metrics_free(). */
struct metrics *metrics_new(const struct route routes[], size_t route_count);
void metrics_free(struct metrics *metrics);

/* A request has arrived; metrics_count_answer() must follow, with its duration. */
void metrics_count_request(struct metrics *metrics);

void metrics_add(struct metrics *metrics, enum metrics_number number, int64_t delta);
void metrics_count(struct metrics *metrics, enum metrics_number number);

/* Counts an answer: response.route, its status, and the microseconds from the request's arrival until the answer was
 * handed to the system; negative: the request could not be read, and was not counted
 * before. */
void metrics_count_answer(struct metrics *metrics, unsigned route, int status, int64_t duration_us);

/* Appends all of the above. */
void metrics_write(const struct metrics *metrics, struct buf *out);

/* Appends a gauge that is not counted but looked up. labels as `name="value"`, or empty; name without "docfinch_". */
void metrics_write_gauge(struct buf *out, const char *name, struct str labels, int64_t value, const char *help);

#endif
