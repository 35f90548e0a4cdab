#include "server/http/response.h"

#include "common/base/json.h"
#include "server/http/negotiate.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define SECONDS_PER_DAY 86400

/* How long a browser may remember the answer to OPTIONS; Firefox takes no more than a day, Chromium two hours. */
#define PREFLIGHT_LINES                                                                                                \
    "Access-Control-Allow-Methods: GET, HEAD, OPTIONS\r\n"                                                             \
    "Access-Control-Allow-Headers: *\r\n"                                                                              \
    "Access-Control-Max-Age: 86400\r\n"

static const char *status_reason(int status) {
    switch (status) {
    case 200: return "OK";
    case 204: return "No Content";
    case 301: return "Moved Permanently";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 411: return "Length Required";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return status < 500 ? "Bad Request" : "Internal Server Error";
    }
}

void response_init(struct response *response, struct str base_path, const struct http_errors *errors) {
    *response = (struct response){
        .status = 200,
        .base_path = base_path,
        .errors = errors,
        .type = RESPONSE_TYPE_TEXT,
        .cache_control = "no-store",
        .policy = RESPONSE_POLICY_DATA,
        .search_us = -1,
    };
    buf_init(&response->body, RESPONSE_MAX_BODY_BYTES);
    buf_init(&response->location, RESPONSE_MAX_LOCATION_BYTES);
}

void response_free(struct response *response) {
    buf_free(&response->body);
    buf_free(&response->location);
    content_drop(response->content);
}

void response_set_content(struct response *response, struct content *content) {
    content_drop(response->content);
    response->content = content_share(content);
    response->type = content->type;
}

bool response_set_redirect(struct response *response, struct str path) {
    buf_reset(&response->location);
    buf_add(&response->location, response->base_path);
    buf_add_url(&response->location, path, "/");
    buf_putc(&response->location, '/');
    if (buf_failed(&response->location)) {
        buf_reset(&response->location);
        return false;
    }
    response->status = 301;
    return true;
}

static void write_problem(struct buf *out, int status, const char *detail) {
    struct json json;
    json_init(&json, out);
    json_object(&json);
    json_member_string(&json, "type", STR("about:blank"));
    json_member_string(&json, "title", str_from(status_reason(status)));
    json_member_number(&json, "status", status);
    json_member_string(&json, "detail", str_from(detail));
    json_end(&json);
}

void response_set_error(struct response *response, int status, struct str path, const char *detail) {
    response->status = status;
    content_drop(response->content);
    response->content = NULL;
    response->etag[0] = '\0';
    response->cache_control = "no-store";
    response->search_us = -1;
    buf_reset(&response->body);
    buf_reset(&response->location);
    if (str_starts(path, STR("/api/"))) {
        response->sharing = SHARING_READING;
        response->type = RESPONSE_TYPE_PROBLEM;
        response->policy = RESPONSE_POLICY_DATA;
        write_problem(&response->body, status, detail);
    } else {
        response->sharing = SHARING_NONE;
        response->type = RESPONSE_TYPE_HTML;
        response->policy = RESPONSE_POLICY_PAGE;
        response->errors->write(&response->body, response->errors->context, status, status_reason(status), detail);
    }
}

void response_set_options(struct response *response, unsigned methods) {
    response->status = 204;
    response->allow = methods;
}

/* What is sent for this request: the body, its coding and its ETag, which is "" when there is none. */
struct variant {
    struct str body;
    enum coding coding;
    const char *etag;
};

static struct variant choose_variant(const struct response *response, const struct request *request) {
    struct variant variant = {.body = buf_str(&response->body), .etag = response->etag};
    if (response->content != NULL) {
        struct str accepted = request != NULL ? request->accept_encoding : STR("");
        const struct content_form *form = content_choose(response->content, accepted, &variant.coding);
        variant.body = form->body;
        variant.etag = form->etag;
    }
    return variant;
}

void response_revalidate(struct response *response, const struct request *request) {
    if (response->status != 200 || request->if_none_match.len == 0)
        return;
    struct variant variant = choose_variant(response, request);
    if (variant.etag[0] != '\0' && negotiate_is_known(request->if_none_match, str_from(variant.etag)))
        response->status = 304;
}

/* IMF-fixdate (RFC 9110, 5.6.7). The calendar is computed here because gmtime_r() takes a lock that all threads share.
 * Days to a date: the year is made to begin in March, so that the leap day comes last. */
static void write_date(struct buf *out, int64_t unix_s) {
    static const char days[7][4] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int64_t day = unix_s / SECONDS_PER_DAY;
    int second = (int)(unix_s % SECONDS_PER_DAY);
    int64_t shifted = day + 719468; /* days since 1 March of the year 0 */
    int64_t era = shifted / 146097; /* 400 years */
    int64_t in_era = shifted % 146097;
    int64_t year_of_era = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int64_t in_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t from_march = (5 * in_year + 2) / 153;
    int64_t month_day = in_year - (153 * from_march + 2) / 5 + 1;
    int64_t month = from_march < 10 ? from_march + 2 : from_march - 10; /* 0 is January */
    int64_t year = era * 400 + year_of_era + (month < 2);
    buf_addf(out, "Date: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n", days[day % 7], (int)month_day, months[month],
             (int)year, second / 3600, second / 60 % 60, second % 60);
}

static void write_allow(struct buf *out, unsigned methods) {
    static const char *const names[] = {[METHOD_GET] = "GET", [METHOD_HEAD] = "HEAD", [METHOD_OPTIONS] = "OPTIONS"};
    buf_puts(out, "Allow: ");
    const char *separator = "";
    for (unsigned bit = METHOD_GET; bit <= METHOD_OPTIONS; bit <<= 1) {
        if ((methods & bit) == 0)
            continue;
        buf_addf(out, "%s%s", separator, names[bit]);
        separator = ", ";
    }
    buf_puts(out, "\r\n");
}

static void write_header_line(struct buf *out, const char *name, const char *value) {
    buf_puts(out, name);
    buf_puts(out, ": ");
    buf_puts(out, value);
    buf_puts(out, "\r\n");
}

static void write_caching(const struct response *response, const struct variant *variant, struct buf *out) {
    write_header_line(out, "Cache-Control", response->cache_control);
    if (variant->etag[0] != '\0')
        write_header_line(out, "ETag", variant->etag);
    if (response->content != NULL)
        buf_puts(out, "Vary: Accept-Encoding\r\n");
    if (response->search_us >= 0)
        buf_addf(out, "Server-Timing: search;dur=%" PRId64 ".%03d\r\n", response->search_us / 1000,
                 (int)(response->search_us % 1000));
}

static void write_artifact(const struct response *response, struct buf *out) {
    if (response->artifact[0] != '\0')
        write_header_line(out, "Docfinch-Artifact", response->artifact);
}

/* X-Frame-Options says what each policy says with frame-ancestors, to browsers that do not know that. */
#define EVERY_ANSWER "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nX-Frame-Options: DENY\r\n"

/* https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header
 * There is no Cross-Origin-Opener-Policy: the pages know nothing that an opener must not, and browsers would change to
 * another process on the way from documentation of the same site, which is some 40 ms until the first paint. */
static void write_security(const struct response *response, struct buf *out) {
    static const char *const lines[] = {
        [SHARING_NONE] = EVERY_ANSWER "Cross-Origin-Resource-Policy: same-origin\r\n",
        [SHARING_LOADING] = EVERY_ANSWER "Cross-Origin-Resource-Policy: cross-origin\r\n",
        [SHARING_READING] =
            EVERY_ANSWER "Cross-Origin-Resource-Policy: cross-origin\r\n"
                         "Access-Control-Allow-Origin: *\r\n"
                         "Access-Control-Expose-Headers: Docfinch-Artifact, ETag, Retry-After, Server-Timing\r\n"
                         "Timing-Allow-Origin: *\r\n",
    };
    write_header_line(out, "Content-Security-Policy", response->policy);
    buf_puts(out, lines[response->sharing]);
    if (response->status == 204)
        buf_puts(out, PREFLIGHT_LINES);
}

static void write_connection(const struct response *response, struct buf *out) {
    if (response->location.len > 0)
        write_header_line(out, "Location", response->location.data);
    if (response->allow != 0)
        write_allow(out, response->allow);
    if (response->retry_after_s != 0)
        buf_addf(out, "Retry-After: %u\r\n", response->retry_after_s);
    if (response->is_closing)
        buf_puts(out, "Connection: close\r\n");
    else if (response->is_kept_http10)
        buf_puts(out, "Connection: keep-alive\r\n");
}

/* Also for HEAD, whose answer describes it. A 204 must not have a length (RFC 9110, 8.6). */
static bool has_body(const struct response *response) {
    return response->status != 304 && response->status != 204;
}

struct str response_write_header(const struct response *response, const struct request *request, int64_t unix_s,
                                 struct buf *out) {
    struct variant variant = choose_variant(response, request);
    buf_addf(out, "HTTP/1.1 %d %s\r\n", response->status, status_reason(response->status));
    write_date(out, unix_s);
    if (has_body(response)) {
        write_header_line(out, "Content-Type", response->type);
        buf_addf(out, "Content-Length: %zu\r\n", variant.body.len);
        if (variant.coding != CODING_IDENTITY)
            write_header_line(out, "Content-Encoding", coding_name(variant.coding));
    }
    write_caching(response, &variant, out);
    write_artifact(response, out);
    write_security(response, out);
    write_connection(response, out);
    buf_puts(out, "\r\n");
    bool is_sent = has_body(response) && (request == NULL || request->method != METHOD_HEAD);
    return is_sent ? variant.body : STR("");
}
