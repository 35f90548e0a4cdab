/* SCHED_BATCH is Linux. */
#define _GNU_SOURCE

#include "server/http/http.h"

#include "common/base/clock.h"
#include "common/base/log.h"
#include "common/base/mem.h"
#include "server/http/exchange.h"
#include "server/http/listener.h"
#include "server/http/reserve.h"
#include "server/http/stack.h"
#include "server/http/takers.h"
#include "server/http/tls.h"

#include <civetweb.h>
#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

/* The library reads into a buffer of this size and looks no further; twice our own limit, so that what is over the
 * limit can still be told from what is malformed. */
#define LIBRARY_BUFFER_BYTES (2 * HTTP_MAX_HEADER_BYTES)

/* Up to this size a body is sent together with its header. */
#define ONE_WRITE_BYTES ((size_t)16 << 10)

/* Of a larger body at a time, so that it can be seen to move while a slow client takes it: a client that the library
 * still waits for takes that much within some seconds. */
#define PIECE_BYTES ((size_t)32 << 10)

/* File descriptors beyond those of connections. */
#define SPARE_DESCRIPTORS 64

#define DRAIN_STEP_MS 10
#define US_PER_MS INT64_C(1000)
#define URL_BYTES 512

/* Address and port with the mark for TLS. */
#define PORTS_BYTES 128

_Static_assert(EXCHANGE_MAX_HEADERS == MG_MAX_HEADERS, "an exchange holds what the library gives");

struct http {
    struct http_options options; /* strings borrowed from the caller */
    struct str base_path;
    struct mg_context *library;
    struct ssl_ctx_st *tls; /* NULL: none */
    char url[URL_BYTES];
    struct listener listener;
    struct reserve reserve;
    atomic_uint connections;
    atomic_ulong accepted, begun, answered, taken; /* as in struct http_load */
    atomic_bool is_draining;
    atomic_bool is_starting, has_start_message;
    char start_message[256]; /* the library's first complaint while it starts */
};

/* What a worker thread remembers. */
struct worker {
    const char *buffer; /* lowest address at which a request began: the start of the library's buffer */
    struct stack stack;
};

static struct http *http_of(const struct mg_connection *conn) {
    return mg_get_user_data(mg_get_context(conn));
}

/* The library accepts a bare line feed as a line's end, folded lines, white space before the colon and before the
 * request, and stops at the first line that is not a header without saying so. All of these let two readers see
 * different messages. It cuts lines in place, so that the lines as they were sent can be seen from where the pieces
 * lie: each header begins two bytes (CR, LF) behind the end of the one before, and the last is followed by an empty
 * line. https://github.com/civetweb/civetweb/blob/v1.15/src/civetweb.c: parse_http_request(), parse_http_headers(). */
static bool layout_is_strict(const struct mg_request_info *info, struct worker *worker) {
    const char *at = info->request_method;
    if (worker->buffer == NULL || at < worker->buffer)
        worker->buffer = at;
    const char *target_end = info->query_string ? info->query_string : info->request_uri;
    target_end += strlen(target_end);
    if (at != worker->buffer || info->request_uri != at + strlen(at) + 1 ||
        info->http_version - strlen("HTTP/") != target_end + 1)
        return false;
    at = info->http_version + strlen(info->http_version);
    for (int i = 0; i < info->num_headers; i++) {
        const struct mg_header *header = &info->http_headers[i];
        const char *name_end = header->name + strlen(header->name);
        bool has_space_before_colon = header->value > name_end + 1 && name_end[1] == '\0';
        if (header->name != at + 2 || has_space_before_colon)
            return false;
        at = header->value + strlen(header->value);
    }
    /* The library wrote a NUL over the last line feed of the header. */
    return info->num_headers == 0 ? at[1] == '\0' && at[2] == '\0' : at[1] == '\0' && at[2] == '\r' && at[3] == '\0';
}

static size_t header_bytes(const struct mg_request_info *info) {
    const char *end = info->http_version;
    if (info->num_headers > 0)
        end = info->http_headers[info->num_headers - 1].value;
    return (size_t)(end + strlen(end) - info->request_method);
}

static void receive(const struct mg_request_info *info, struct worker *worker, struct received *received) {
    received->method = info->request_method;
    received->path = info->request_uri;
    received->query = info->query_string;
    received->version = info->http_version;
    received->peer = info->remote_addr;
    received->header_count = (size_t)info->num_headers;
    for (size_t i = 0; i < received->header_count; i++) {
        received->headers[i].name = str_from(info->http_headers[i].name);
        received->headers[i].value = str_trim(str_from(info->http_headers[i].value));
    }
    received->bytes = header_bytes(info);
    received->is_strict = layout_is_strict(info, worker);
}

static bool send_all(struct mg_connection *conn, struct str bytes) {
    return bytes.len == 0 || mg_write(conn, bytes.ptr, bytes.len) == (int)bytes.len;
}

static bool send_pieces(struct mg_connection *conn, struct str body) {
    while (body.len > 0) {
        struct str piece = str_head(body, PIECE_BYTES);
        if (!send_all(conn, piece))
            return false;
        body = str_from_offset(body, piece.len);
        atomic_fetch_add(&http_of(conn)->taken, 1);
    }
    return true;
}

/* Header and body leave in one write, so that a small answer is one packet. A large body is not copied for that: many
 * slow clients may be reading one at a time. */
static void response_send(struct mg_connection *conn, struct response *response, struct observed *observed) {
    struct buf out;
    buf_init(&out, RESPONSE_MAX_HEADER_BYTES + ONE_WRITE_BYTES);
    buf_reserve(&out, RESPONSE_MAX_HEADER_BYTES + ONE_WRITE_BYTES);
    struct str body = response_write_header(response, observed->request, time(NULL), &out);
    observed->body_bytes = body.len;
    if (body.len <= ONE_WRITE_BYTES) {
        buf_add(&out, body);
        body = STR("");
    }
    observed->is_cut = buf_failed(&out) || !send_all(conn, buf_str(&out)) || !send_pieces(conn, body);
    if (observed->is_cut || response->is_closing)
        mg_disable_connection_keep_alive(conn);
    buf_free(&out);
}

/* The library's "handle everything" callback: a status above 0 tells it that the answer is sent. */
static int on_request(struct mg_connection *conn) {
    struct http *http = http_of(conn);
    struct observe *observe = http->options.observe;
    struct exchange *exchange = exchange_new(&http->options);
    atomic_fetch_add(&http->begun, 1);
    exchange->observed.started_us = observe_begin(observe);
    receive(mg_get_request_info(conn), mg_get_thread_pointer(conn), &exchange->received);
    exchange_answer(exchange, &http->options, atomic_load(&http->is_draining));
    atomic_fetch_add(&http->answered, 1);
    response_send(conn, &exchange->response, &exchange->observed);
    observe_end(observe, &exchange->observed);
    int status = exchange->response.status;
    exchange_free(exchange);
    return status;
}

/* A request that the library could not read; it may say nothing of that, not even whom it came from. It closes the
 * connection afterwards. */
static int on_library_error(struct mg_connection *conn, int status, const char *message) {
    (void)message;
    const struct mg_request_info *info = mg_get_request_info(conn);
    struct response response;
    struct observed observed = {.response = &response,
                                .peer = str_from(info != NULL ? info->remote_addr : NULL),
                                .forwarded_for = STR(""),
                                .refusal = status == 413 ? METRICS_REFUSED_HEADER : METRICS_REFUSED_UNREADABLE};
    response_init(&response, http_of(conn)->base_path, http_of(conn)->options.errors);
    response.is_closing = true;
    if (status == 413)
        response_set_error(&response, 431, STR(""), "The request header is too large");
    else if (status == 505)
        response_set_error(&response, 505, STR(""), "This server speaks HTTP/1.0 and HTTP/1.1");
    else if (status >= 500)
        response_set_error(&response, 500, STR(""), "The request could not be handled");
    else
        response_set_error(&response, 400, STR(""),
                           "The request is not as HTTP has it, is too large, or did not arrive in time");
    response_send(conn, &response, &observed);
    observe_unreadable(http_of(conn)->options.observe, &observed);
    response_free(&response);
    return 0;
}

/* What anybody can cause by not speaking TLS to us, as often as they like. */
static bool is_clients_fault(const char *message) {
    return strncmp(message, "sslize error", strlen("sslize error")) == 0;
}

static int on_log(const struct mg_connection *conn, const char *message) {
    struct http *http = http_of(conn);
    if (is_clients_fault(message))
        return 1;
    if (!atomic_load(&http->is_starting))
        log_warning("%s", message);
    else if (!atomic_exchange(&http->has_start_message, true))
        snprintf(http->start_message, sizeof http->start_message, "%s", message);
    return 1;
}

/* Gives the library the context at its start, and keeps it at its end: both are 1. */
static int on_tls(void **context, void *http) {
    *context = ((struct http *)http)->tls;
    return 1;
}

static void rest(struct http *http, const struct worker *worker) {
    if (!reserve_join(&http->reserve))
        return;
    stack_give_back(&worker->stack);
    reserve_wait(&http->reserve);
}

static int on_connection(const struct mg_connection *conn, void **data) {
    struct http *http = http_of(conn);
    (void)data;
    reserve_leave(&http->reserve);
    atomic_fetch_add(&http->connections, 1);
    atomic_fetch_add(&http->accepted, 1);
    metrics_count(http->options.observe->metrics, METRICS_CONNECTIONS);
    metrics_add(http->options.observe->metrics, METRICS_CONNECTIONS_OPEN, 1);
    return 0;
}

static void on_connection_closed(const struct mg_connection *conn) {
    struct http *http = http_of(conn);
    metrics_add(http->options.observe->metrics, METRICS_CONNECTIONS_OPEN, -1);
    atomic_fetch_sub(&http->connections, 1);
    rest(http, mg_get_thread_pointer(conn));
}

/* By default a thread that gets a request interrupts the thread that runs on its processor, which under load is another
 * thread of ours in the middle of an answer. Without that there is one switch less for each request: 32 kept
 * connections that ask for the home page get 1.1 to 1.6 times as many answers, alternated on one machine. It is only a
 * matter of speed, so that a refusal by the system is none of ours. sched(7), "SCHED_BATCH". */
static void be_patient(void) {
    const struct sched_param param = {0};
    (void)sched_setscheduler(0, SCHED_BATCH, &param);
}

static void *on_thread(const struct mg_context *library, int type) {
    if (type != 1)
        return NULL;
    struct worker *worker = mem_new(1, sizeof *worker);
    stack_find(&worker->stack);
    be_patient();
    rest(mg_get_user_data(library), worker);
    return worker;
}

static void on_thread_end(const struct mg_context *library, int type, void *worker) {
    (void)library;
    (void)type;
    free(worker);
}

/* Without enough descriptors accept() fails and the library's accepting thread spins. */
static void raise_descriptor_limit(unsigned threads) {
    struct rlimit limit;
    rlim_t wanted = threads + HTTP_QUEUE_LENGTH + SPARE_DESCRIPTORS;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < wanted)
        log_warning("only %llu open files are allowed; %u threads want %llu", (unsigned long long)limit.rlim_cur,
                    threads, (unsigned long long)wanted);
}

static bool library_start(struct http *http, struct err *err) {
    char threads[16], timeout[16], queue[16], buffer[16], ports[PORTS_BYTES];
    snprintf(ports, sizeof ports, "%s%s", http->options.listen, http->tls ? "s" : "");
    snprintf(threads, sizeof threads, "%u", http->options.threads);
    snprintf(timeout, sizeof timeout, "%d", HTTP_TIMEOUT_MS);
    snprintf(queue, sizeof queue, "%d", HTTP_QUEUE_LENGTH);
    snprintf(buffer, sizeof buffer, "%d", LIBRARY_BUFFER_BYTES);
    const char *settings[][2] = {
        {"listening_ports", ports},
        {"num_threads", threads},
        {"connection_queue", queue},
        {"listen_backlog", queue},
        {"max_request_size", buffer},
        {"request_timeout_ms", timeout},
        {"keep_alive_timeout_ms", timeout},
        {"enable_keep_alive", "yes"},
        {"tcp_nodelay", "1"},
        {"decode_url", "no"},
        {"decode_query_string", "no"},
        {"enable_auth_domain_check", "no"},
        {"enable_directory_listing", "no"},
        {"access_control_allow_methods", ""},
        {NULL, NULL},
    };
    const struct mg_callbacks callbacks = {
        .begin_request = on_request,
        .http_error = on_library_error,
        .external_ssl_ctx = on_tls,
        .log_message = on_log,
        .init_connection = on_connection,
        .connection_closed = on_connection_closed,
        .init_thread = on_thread,
        .exit_thread = on_thread_end,
    };
    atomic_store(&http->is_starting, true);
    http->library = mg_start(&callbacks, http, settings[0]);
    atomic_store(&http->is_starting, false);
    if (http->library != NULL)
        return true;
    /* "cannot bind to 127.0.0.1:8080: 98 (Address already in use)" */
    char *reason = strrchr(http->start_message, '(');
    if (reason != NULL)
        reason[strcspn(reason, ")")] = '\0';
    return err_set(err, ERR_IO, "cannot listen on %s: %s; choose another address with --listen", http->options.listen,
                   reason ? reason + 1 : http->start_message);
}

static bool learn_address(struct http *http, struct err *err) {
    struct mg_server_port port = {0};
    if (mg_get_server_ports(http->library, 1, &port) != 1)
        return err_set(err, ERR_INTERNAL, "the HTTP library does not say where it listens");
    int host_bytes = (int)(strrchr(http->options.listen, ':') - http->options.listen);
    snprintf(http->url, sizeof http->url, "%s://%.*s:%d%s%s", http->tls ? "https" : "http", host_bytes,
             http->options.listen, port.port, http->options.base_path, http->base_path.len > 0 ? "/" : "");
    return listener_open(&http->listener, port.port, err);
}

static bool check_family(const char *listen, struct err *err) {
    if (listen[0] != '[' || mg_check_feature(MG_FEATURES_IPV6) != 0)
        return true;
    return err_set(err, ERR_IO,
                   "cannot listen on %s: CivetWeb on this machine is built without IPv6; give an IPv4 address", listen);
}

static bool open_tls(struct http *http, struct err *err) {
    if (http->options.tls_certificate == NULL)
        return true;
    if (mg_check_feature(MG_FEATURES_TLS) == 0)
        return err_set(err, ERR_IO, "CivetWeb on this machine is built without TLS; use a proxy for it");
    return tls_open(&http->tls, http->options.tls_certificate, http->options.tls_key, err);
}

bool http_start(struct http **http, const struct http_options *options, struct err *err) {
    struct http *new = mem_new(1, sizeof *new);
    *http = NULL;
    new->options = *options;
    new->base_path = str_from(options->base_path);
    new->listener = (struct listener){.socket = -1, .retired = -1, .quiet = {-1, -1}};
    int code = reserve_init(&new->reserve, options->tls_certificate != NULL);
    if (code != 0) {
        free(new);
        return err_set(err, ERR_INTERNAL, "cannot make a lock: %s", strerror(code));
    }
    raise_descriptor_limit(options->threads);
    mg_init_library(MG_FEATURES_DEFAULT);
    bool ok =
        check_family(options->listen, err) && open_tls(new, err) && library_start(new, err) && learn_address(new, err);
    if (!ok) {
        http_stop(new);
        new = NULL;
    }
    *http = new;
    return ok;
}

const char *http_url(const struct http *http) {
    return http->url;
}

/* Answers first: what is answered between two looks must not seem to be in flight forever. */
void http_look(const struct http *http, struct http_load *load) {
    load->answered = atomic_load(&http->answered);
    load->begun = atomic_load(&http->begun);
    load->accepted = atomic_load(&http->accepted);
    load->taken = atomic_load(&http->taken);
    load->is_waiting = listener_is_waiting(&http->listener);
}

static void sleep_ms(long ms) {
    struct timespec duration = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&duration, NULL);
}

static void sleep_until(int64_t end_us) {
    int64_t left_us = end_us - clock_us();
    if (left_us > 0)
        sleep_ms((long)(left_us / US_PER_MS) + 1);
}

/* A connection counts from when a thread has taken it, which on a busy machine may be long after it was accepted: when
 * there seems to be none, the descriptors are looked at. */
static unsigned wait_for_connections(struct http *http, int64_t end_us) {
    for (;;) {
        unsigned open = atomic_load(&http->connections);
        if (open == 0)
            open = listener_count_connections(&http->listener);
        if (open == 0 || clock_us() >= end_us)
            return open;
        sleep_ms(DRAIN_STEP_MS);
    }
}

/* Cuts off clients that hardly take their answers, look by look; the connections that are left at the end. */
static unsigned wait_for_takers(struct http *http, struct takers *takers, int64_t end_us, unsigned *slow) {
    for (;;) {
        unsigned open = wait_for_connections(http, takers->next_us < end_us ? takers->next_us : end_us);
        if (open == 0 || clock_us() >= end_us)
            return open;
        *slow += takers_look(takers, &http->listener);
    }
}

/* The library can only stop as a whole, which cuts off what is in flight, so that its sockets are taken away from it.
 */
void http_finish(struct http *http, const struct http_farewell *farewell, struct http_end *end) {
    struct err err;
    struct takers takers;
    int64_t start_us = clock_us(), hang_up_us = start_us + farewell->hang_up_ms * US_PER_MS;
    unsigned long answered = atomic_load(&http->answered);
    *end = (struct http_end){0};
    takers_init(&takers);
    atomic_store(&http->is_draining, true);
    sleep_until(start_us + farewell->refuse_ms * US_PER_MS);
    if (!listener_retire(&http->listener, &err))
        log_warning("%s", err.message);
    unsigned open = wait_for_connections(http, hang_up_us - TAKERS_LOOKS * TAKERS_LOOK_MS * US_PER_MS);
    if (open > 0)
        open = wait_for_takers(http, &takers, hang_up_us, &end->slow);
    if (open > 0) {
        listener_shut_connections(&http->listener, SHUT_RD);
        open = wait_for_takers(http, &takers, start_us + farewell->cut_ms * US_PER_MS, &end->slow);
    }
    if (open > 0)
        listener_shut_connections(&http->listener, SHUT_RDWR);
    end->busy = open;
    end->answered = atomic_load(&http->answered) - answered;
    takers_free(&takers);
}

void http_stop(struct http *http) {
    if (http == NULL)
        return;
    reserve_open(&http->reserve);
    listener_wake(&http->listener);
    mg_stop(http->library);
    mg_exit_library();
    tls_close(http->tls);
    listener_close(&http->listener);
    reserve_free(&http->reserve);
    free(http);
}
