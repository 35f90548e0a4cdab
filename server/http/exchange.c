#include "server/http/exchange.h"

#include "common/base/log.h"
#include "common/base/mem.h"
#include "server/observe/address.h"

#include <stdlib.h>
#include <string.h>

/* Of the lines of one header that is a list. */
#define LISTS_MAX_BYTES (2 * HTTP_MAX_HEADER_BYTES)

_Static_assert(HTTP_MAX_HEADER_BYTES == 8192, "a sentence for the client names it");

struct exchange *exchange_new(const struct http_options *options) {
    struct exchange *exchange = mem_resize(NULL, 1, sizeof *exchange);
    exchange->received.header_count = 0;
    exchange->request.path = STR("");
    exchange->request.param_count = 0;
    response_init(&exchange->response, str_from(options->base_path), options->errors);
    buf_init(&exchange->if_none_match, LISTS_MAX_BYTES);
    buf_init(&exchange->accept_encoding, LISTS_MAX_BYTES);
    buf_init(&exchange->forwarded_for, LISTS_MAX_BYTES);
    exchange->observed = (struct observed){.request = &exchange->request,
                                           .response = &exchange->response,
                                           .forwarded_for = STR(""),
                                           .refusal = METRICS_COUNT};
    return exchange;
}

void exchange_free(struct exchange *exchange) {
    response_free(&exchange->response);
    buf_free(&exchange->if_none_match);
    buf_free(&exchange->accept_encoding);
    buf_free(&exchange->forwarded_for);
    free(exchange);
}

/* Several lines of a list header are one list (RFC 9110, 5.3); one line, the usual case, is not copied. */
static struct str joined_header(const struct received *received, struct str name, struct buf *out) {
    const struct guard_header *headers = received->headers;
    struct str first = STR("");
    size_t found = 0;
    for (size_t i = 0; i < received->header_count; i++) {
        if (!str_equal_nocase(headers[i].name, name))
            continue;
        if (found++ == 0) {
            first = headers[i].value;
            continue;
        }
        if (found == 2)
            buf_add(out, first);
        buf_puts(out, ", ");
        buf_add(out, headers[i].value);
    }
    return found > 1 ? buf_str(out) : first;
}

static size_t target_bytes(const struct received *received) {
    return strlen(received->path) + (received->query ? 1 + strlen(received->query) : 0);
}

/* Refuses what has no business in front of a handler; false when the answer is made. */
static bool admit(struct exchange *exchange, const struct guard_result *guard) {
    const struct received *received = &exchange->received;
    struct response *response = &exchange->response;
    enum metrics_number *refusal = &exchange->observed.refusal;
    struct str path = request_raw_path(received->path);
    struct err err;
    (void)request_strip_base(&path, response->base_path);
    if (guard->status != 0) {
        *refusal = guard->status == 431 ? METRICS_REFUSED_HEADER : METRICS_REFUSED_GUARD;
        response_set_error(response, guard->status, path, guard->detail);
    } else if (target_bytes(received) >= REQUEST_MAX_TARGET_BYTES) {
        *refusal = METRICS_REFUSED_TARGET;
        response_set_error(response, 414, path, "The address is too long");
    } else if (guard->has_body && exchange->request.method != METHOD_OTHER) {
        *refusal = METRICS_REFUSED_BODY;
        response_set_error(response, 400, path, "This server takes no request body");
    } else if (!request_parse_target(&exchange->request, received->path, received->query, &err)) {
        *refusal = METRICS_REFUSED_BAD_TARGET;
        response_set_error(response, 400, path, err.message);
    } else {
        return true;
    }
    response->is_closing = true;
    return false;
}

static void handle(struct exchange *exchange, const struct http_options *options) {
    struct request *request = &exchange->request;
    struct response *response = &exchange->response;
    if (request_strip_base(&request->path, response->base_path))
        options->handle(options->context, request, response);
    else if (str_equal(request->path, response->base_path))
        response_set_redirect(response, STR(""));
    else
        response_set_error(response, 404, request->path, "There is nothing at this address");
}

static void check(const struct received *received, struct guard_result *guard) {
    *guard = (struct guard_result){.status = 400, .detail = "The request line and header are not as HTTP has them"};
    if (received->bytes > HTTP_MAX_HEADER_BYTES)
        *guard = (struct guard_result){.status = 431, .detail = "The request header is larger than 8192 bytes"};
    else if (received->header_count > GUARD_MAX_HEADERS || received->is_strict)
        guard_check(received->headers, received->header_count, str_from(received->version), guard);
}

static struct str header(const struct received *received, struct str name) {
    return guard_header_value(received->headers, received->header_count, name);
}

/* What a proxy says of its own client; anybody else could say it too. */
static bool is_https(const struct received *received, const struct http_options *options) {
    struct address peer;
    if (options->tls_certificate != NULL)
        return true;
    return str_equal_nocase(header(received, STR("X-Forwarded-Proto")), STR("https")) &&
           address_parse(&peer, str_from(received->peer)) &&
           address_ranges_have(&options->observe->options.trusted, &peer);
}

void exchange_answer(struct exchange *exchange, const struct http_options *options, bool is_draining) {
    struct request *request = &exchange->request;
    struct response *response = &exchange->response;
    const struct received *received = &exchange->received;
    struct guard_result guard;
    check(received, &guard);
    request->method = request_method_from_name(received->method);
    request->is_draining = is_draining;
    request->host = header(received, STR("Host"));
    request->is_https = is_https(received, options);
    request->if_none_match = joined_header(received, STR("If-None-Match"), &exchange->if_none_match);
    request->accept_encoding = joined_header(received, STR("Accept-Encoding"), &exchange->accept_encoding);
    exchange->observed.peer = str_from(received->peer);
    if (options->observe->options.logs_addresses)
        exchange->observed.forwarded_for = joined_header(received, STR("X-Forwarded-For"), &exchange->forwarded_for);
    if (admit(exchange, &guard))
        handle(exchange, options);
    if (buf_failed(&response->body)) {
        log_error("an answer grew past %zu bytes", RESPONSE_MAX_BODY_BYTES);
        response_set_error(response, 500, request->path, "The answer is too large");
    }
    response->is_closing |= guard.has_body || guard.wants_close || is_draining;
    response->is_kept_http10 = guard.is_http10;
}
