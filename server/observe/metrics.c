/* sched_getcpu() is GNU's. */
#define _GNU_SOURCE

#include "server/observe/metrics.h"

#include "common/base/mem.h"

#include <inttypes.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Two lines of 64 bytes: processors fetch them in pairs. */
#define LINE_BYTES 128

/* Processors beyond that share counts. */
#define MAX_SHARDS 64

/* The last stands for every other status. */
static const int statuses[] = {200, 204, 301, 304, 400, 404, 405, 409, 411, 413, 414, 431, 500, 503, 505, 0};
#define STATUS_COUNT (sizeof statuses / sizeof *statuses)

/* Upper bounds in microseconds, and how they are written in seconds. The home page takes some 20 us, a search 0.1 to
 * 10 ms, its deadline is 50 ms, and an engine is waited for 150 ms more. */
static const struct {
    int64_t max_us;
    const char *seconds;
} buckets[] = {
    {100, "0.0001"},  {250, "0.00025"}, {500, "0.0005"},  {1000, "0.001"},     {2500, "0.0025"},
    {5000, "0.005"},  {10000, "0.01"},  {25000, "0.025"}, {50000, "0.05"},     {100000, "0.1"},
    {250000, "0.25"}, {500000, "0.5"},  {1000000, "1"},   {INT64_MAX, "+Inf"},
};
#define BUCKET_COUNT (sizeof buckets / sizeof *buckets)

/* Of one route. */
struct cell {
    atomic_ullong statuses[STATUS_COUNT];
    atomic_ullong buckets[BUCKET_COUNT]; /* each without those below it */
    atomic_ullong total_us;
};

/* Of one processor. */
struct shard {
    atomic_ullong arrived; /* requests */
    atomic_ullong simple[METRICS_COUNT];
    struct cell cells[]; /* the first is of what no route answered */
};

struct metrics {
    const struct route *routes;
    size_t cell_count;
    unsigned shard_count; /* a power of two */
    size_t shard_bytes;
    void *memory;
    char *shards; /* in it, where a line begins */
};

struct simple_text {
    const char *type, *name, *labels, *help;
};

#define SIMPLE_TEXT(number, type, name, labels, help) [number] = {type, name, labels, help},
static const struct simple_text simple_texts[METRICS_COUNT] = {METRICS_SIMPLE(SIMPLE_TEXT)};
#undef SIMPLE_TEXT

static unsigned choose_shard_count(void) {
    long processors = sysconf(_SC_NPROCESSORS_CONF);
    unsigned count = 1;
    while (count < MAX_SHARDS && (long)count < processors)
        count *= 2;
    return count;
}

struct metrics *metrics_new(const struct route routes[], size_t route_count) {
    struct metrics *metrics = mem_new(1, sizeof *metrics);
    metrics->routes = routes;
    metrics->cell_count = route_count + 1;
    metrics->shard_count = choose_shard_count();
    size_t bytes = sizeof(struct shard) + metrics->cell_count * sizeof(struct cell);
    metrics->shard_bytes = (bytes + LINE_BYTES - 1) / LINE_BYTES * LINE_BYTES;
    metrics->memory = mem_new(metrics->shard_count + 1, metrics->shard_bytes);
    metrics->shards = (char *)metrics->memory + (LINE_BYTES - (uintptr_t)metrics->memory % LINE_BYTES);
    return metrics;
}

void metrics_free(struct metrics *metrics) {
    if (metrics == NULL)
        return;
    free(metrics->memory);
    free(metrics);
}

static struct shard *shard_at(const struct metrics *metrics, unsigned index) {
    return (struct shard *)(void *)(metrics->shards + index * metrics->shard_bytes);
}

/* A thread may be moved to another processor right afterwards: then two share a line for once, which is slow, not
 * wrong. */
static struct shard *own_shard(const struct metrics *metrics) {
    int processor = sched_getcpu();
    return shard_at(metrics, processor < 0 ? 0 : (unsigned)processor & (metrics->shard_count - 1));
}

/* Nothing is ordered by a count. */
static void add(atomic_ullong *count, unsigned long long delta) {
    atomic_fetch_add_explicit(count, delta, memory_order_relaxed);
}

static unsigned long long load(const atomic_ullong *count) {
    return atomic_load_explicit(count, memory_order_relaxed);
}

void metrics_add(struct metrics *metrics, enum metrics_number number, int64_t delta) {
    add(&own_shard(metrics)->simple[number], (unsigned long long)delta);
}

void metrics_count_request(struct metrics *metrics) {
    add(&own_shard(metrics)->arrived, 1);
}

void metrics_count(struct metrics *metrics, enum metrics_number number) {
    metrics_add(metrics, number, 1);
}

static size_t status_index(int status) {
    size_t i = 0;
    while (i < STATUS_COUNT - 1 && statuses[i] != status)
        i++;
    return i;
}

static size_t bucket_index(int64_t duration_us) {
    size_t i = 0;
    while (duration_us > buckets[i].max_us)
        i++;
    return i;
}

void metrics_count_answer(struct metrics *metrics, unsigned route, int status, int64_t duration_us) {
    struct cell *cell = &own_shard(metrics)->cells[route < metrics->cell_count ? route : 0];
    add(&cell->statuses[status_index(status)], 1);
    if (duration_us < 0)
        return;
    add(&cell->buckets[bucket_index(duration_us)], 1);
    add(&cell->total_us, (unsigned long long)duration_us);
}

/* All processors together. A gauge may go up on one and down on another, so that only the sum means something, and
 * that can be seen below zero while both happen. */
static uint64_t sum_simple(const struct metrics *metrics, enum metrics_number number) {
    uint64_t sum = 0;
    for (unsigned i = 0; i < metrics->shard_count; i++)
        sum += load(&shard_at(metrics, i)->simple[number]);
    return simple_texts[number].type[0] == 'g' && (int64_t)sum < 0 ? 0 : sum;
}

static void sum_cell(const struct metrics *metrics, size_t index, struct cell *sum) {
    *sum = (struct cell){0};
    for (unsigned shard = 0; shard < metrics->shard_count; shard++) {
        const struct cell *cell = &shard_at(metrics, shard)->cells[index];
        for (size_t i = 0; i < STATUS_COUNT; i++)
            add(&sum->statuses[i], load(&cell->statuses[i]));
        for (size_t i = 0; i < BUCKET_COUNT; i++)
            add(&sum->buckets[i], load(&cell->buckets[i]));
        add(&sum->total_us, load(&cell->total_us));
    }
}

static void write_head(struct buf *out, const char *name, const char *type, const char *help) {
    buf_addf(out, "# HELP docfinch_%s %s\n# TYPE docfinch_%s %s\n", name, help, name, type);
}

static void write_simple(const struct metrics *metrics, struct buf *out) {
    const char *name = "";
    for (int i = 0; i < METRICS_COUNT; i++) {
        const struct simple_text *text = &simple_texts[i];
        bool has_labels = text->labels[0] != '\0';
        if (!str_is(str_from(text->name), name))
            write_head(out, text->name, text->type, text->help);
        name = text->name;
        buf_addf(out, "docfinch_%s%s%s%s %" PRIu64 "\n", name, has_labels ? "{" : "", text->labels,
                 has_labels ? "}" : "", sum_simple(metrics, (enum metrics_number)i));
    }
}

static const char *route_name(const struct metrics *metrics, size_t index) {
    return index == 0 ? "none" : metrics->routes[index - 1].path;
}

/* Requests that came and whose time was not taken yet. */
static void write_in_flight(const struct metrics *metrics, struct buf *out) {
    uint64_t answered = 0, arrived = 0;
    for (size_t route = 0; route < metrics->cell_count; route++) {
        struct cell sum;
        sum_cell(metrics, route, &sum);
        for (size_t i = 0; i < BUCKET_COUNT; i++)
            answered += load(&sum.buckets[i]);
    }
    for (unsigned i = 0; i < metrics->shard_count; i++)
        arrived += load(&shard_at(metrics, i)->arrived);
    metrics_write_gauge(out, "requests_in_flight", STR(""), (int64_t)(arrived - answered),
                        "Requests that are being answered.");
}

/* Of the many pairs of route and status, those that happened; and 200 of each route, so that a rate has a start. */
static void write_answers(const struct metrics *metrics, struct buf *out) {
    write_head(out, "requests_total", "counter", "Answers by route and status; route none: no route answered.");
    for (size_t route = 0; route < metrics->cell_count; route++) {
        struct cell sum;
        sum_cell(metrics, route, &sum);
        for (size_t i = 0; i < STATUS_COUNT; i++) {
            char status[8];
            unsigned long long count = load(&sum.statuses[i]);
            snprintf(status, sizeof status, "%d", statuses[i]);
            if (count > 0 || (statuses[i] == 200 && route > 0))
                buf_addf(out, "docfinch_requests_total{route=\"%s\",status=\"%s\"} %llu\n", route_name(metrics, route),
                         statuses[i] == 0 ? "other" : status, count);
        }
    }
}

static void write_latency(const struct metrics *metrics, struct buf *out) {
    const char *name = "docfinch_request_duration_seconds";
    write_head(out, "request_duration_seconds", "histogram",
               "Time from a request's header to the end of its answer, by route.");
    for (size_t route = 0; route < metrics->cell_count; route++) {
        const char *path = route_name(metrics, route);
        unsigned long long count = 0;
        struct cell sum;
        sum_cell(metrics, route, &sum);
        for (size_t i = 0; i < BUCKET_COUNT; i++) {
            count += load(&sum.buckets[i]);
            buf_addf(out, "%s_bucket{route=\"%s\",le=\"%s\"} %llu\n", name, path, buckets[i].seconds, count);
        }
        unsigned long long total_us = load(&sum.total_us);
        buf_addf(out, "%s_sum{route=\"%s\"} %llu.%06llu\n", name, path, total_us / 1000000, total_us % 1000000);
        buf_addf(out, "%s_count{route=\"%s\"} %llu\n", name, path, count);
    }
}

void metrics_write(const struct metrics *metrics, struct buf *out) {
    write_answers(metrics, out);
    write_latency(metrics, out);
    write_in_flight(metrics, out);
    write_simple(metrics, out);
}

void metrics_write_gauge(struct buf *out, const char *name, struct str labels, int64_t value, const char *help) {
    write_head(out, name, "gauge", help);
    buf_addf(out, "docfinch_%s%s%.*s%s %" PRId64 "\n", name, labels.len > 0 ? "{" : "", STR_ARG(labels),
             labels.len > 0 ? "}" : "", value);
}
