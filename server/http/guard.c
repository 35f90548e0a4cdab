#include "server/http/guard.h"

#include "common/base/ascii.h"

#include <string.h>

static size_t count_headers(const struct guard_header headers[], size_t count, struct str name) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += str_equal_nocase(headers[i].name, name);
    return found;
}

struct str guard_header_value(const struct guard_header headers[], size_t count, struct str name) {
    for (size_t i = 0; i < count; i++)
        if (str_equal_nocase(headers[i].name, name))
            return headers[i].value;
    return STR("");
}

/* RFC 9110, 5.6.2: a header's name is a token. */
static bool is_token(struct str name) {
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool is_alphanumeric = ascii_is_alphanumeric(c);
        if (c == '\0' || (!is_alphanumeric && strchr("!#$%&'*+-.^_`|~", c) == NULL))
            return false;
    }
    return name.len > 0;
}

static bool is_host(struct str host) {
    for (size_t i = 0; i < host.len; i++)
        if (host.ptr[i] <= ' ' || host.ptr[i] > '~' || strchr("/\\?#@,<>\"", host.ptr[i]) != NULL)
            return false;
    return host.len > 0;
}

static bool is_number(struct str text) {
    for (size_t i = 0; i < text.len; i++)
        if (!ascii_is_digit(text.ptr[i]))
            return false;
    return text.len > 0;
}

static bool is_zero(struct str number) {
    for (size_t i = 0; i < number.len; i++)
        if (number.ptr[i] != '0')
            return false;
    return true;
}

static void refuse(struct guard_result *result, int status, const char *detail) {
    if (result->status != 0)
        return;
    result->status = status;
    result->detail = detail;
}

static void check_names(const struct guard_header headers[], size_t count, struct guard_result *result) {
    if (count > GUARD_MAX_HEADERS)
        refuse(result, 431, "The request has more than 63 header lines");
    for (size_t i = 0; i < count; i++)
        if (!is_token(headers[i].name))
            refuse(result, 400, "A header name has a character that names cannot have");
}

static void check_host(const struct guard_header headers[], size_t count, struct guard_result *result) {
    size_t hosts = count_headers(headers, count, STR("Host"));
    if (hosts > 1 || (hosts == 0 && !result->is_http10))
        refuse(result, 400, "The request must have one Host header");
    else if (hosts == 1 && !is_host(guard_header_value(headers, count, STR("Host"))))
        refuse(result, 400, "The Host header is not a host name or address");
}

static void check_framing(const struct guard_header headers[], size_t count, struct guard_result *result) {
    size_t lengths = count_headers(headers, count, STR("Content-Length"));
    size_t encodings = count_headers(headers, count, STR("Transfer-Encoding"));
    struct str length = guard_header_value(headers, count, STR("Content-Length"));
    if (lengths > 1)
        refuse(result, 400, "The request has more than one Content-Length header");
    else if (lengths == 1 && !is_number(length))
        refuse(result, 400, "The Content-Length header is not a number");
    if (encodings > 0 && (lengths > 0 || encodings > 1 || result->is_http10))
        refuse(result, 400, "The Transfer-Encoding header contradicts the rest of the request");
    result->has_body = encodings > 0 || (lengths > 0 && !is_zero(length));
}

static bool has_list_item(struct str list, struct str item) {
    struct str piece;
    while (str_split(&list, ',', &piece))
        if (str_equal_nocase(str_trim(piece), item))
            return true;
    return false;
}

/* Several Connection lines are one list (RFC 9110, 5.3), and "close" has its way in it. The library looks at the first
 * line only and keeps the connection when that has "keep-alive". A client that asks for an upgrade gets the answer in
 * HTTP and no further one: the library reads no HTTP after it. */
static bool wants_close(const struct guard_header headers[], size_t count, bool is_http10) {
    if (count_headers(headers, count, STR("Upgrade")) > 0)
        return true;
    if (count_headers(headers, count, STR("Connection")) == 0)
        return is_http10;
    for (size_t i = 0; i < count; i++)
        if (str_equal_nocase(headers[i].name, STR("Connection")) && has_list_item(headers[i].value, STR("close")))
            return true;
    return !has_list_item(guard_header_value(headers, count, STR("Connection")), STR("keep-alive"));
}

void guard_check(const struct guard_header headers[], size_t count, struct str version, struct guard_result *result) {
    *result = (struct guard_result){.is_http10 = str_is(version, "1.0")};
    check_names(headers, count, result);
    check_host(headers, count, result);
    check_framing(headers, count, result);
    result->wants_close = wants_close(headers, count, result->is_http10);
}
