#include "server/http/request.h"

#include "common/base/ascii.h"

#include <string.h>
#include <strings.h>

enum request_method request_method_from_name(const char *name) {
    if (strcmp(name, "GET") == 0)
        return METHOD_GET;
    if (strcmp(name, "HEAD") == 0)
        return METHOD_HEAD;
    return strcmp(name, "OPTIONS") == 0 ? METHOD_OPTIONS : METHOD_OTHER;
}

static bool is_control(unsigned char c) {
    return c < 0x20 || c == 0x7F;
}

/* The byte at *at, decoded; moves *at behind it. -1 when the escape is broken. */
static int decode_byte(struct str raw, size_t *at) {
    char c = raw.ptr[(*at)++];
    if (c != '%')
        return (unsigned char)c;
    if (raw.len - *at < 2)
        return -1;
    int high = ascii_hex_value(raw.ptr[*at]), low = ascii_hex_value(raw.ptr[*at + 1]);
    *at += 2;
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

static bool decode_path(struct str raw, char *out, struct str *path, struct err *err) {
    size_t len = 0;
    for (size_t at = 0; at < raw.len;) {
        bool is_escape = raw.ptr[at] == '%';
        int byte = decode_byte(raw, &at);
        if (byte < 0)
            return err_set(err, ERR_FORMAT, "The path has a '%%' that is not followed by two hexadecimal digits");
        if (is_control((unsigned char)byte))
            return err_set(err, ERR_FORMAT, "The path has a control character");
        if (is_escape && byte == '/')
            return err_set(err, ERR_FORMAT, "The path has an encoded '/'");
        out[len++] = (char)byte;
    }
    *path = str_make(out, len);
    return true;
}

static bool has_dot_segment(struct str path) {
    struct str segment;
    while (str_split(&path, '/', &segment))
        if (str_is(segment, ".") || str_is(segment, ".."))
            return true;
    return false;
}

/* Decodes a name or a value to *out and moves *out behind it. */
static bool decode_query_part(struct str raw, char **out, struct str *part, struct err *err) {
    char *start = *out;
    for (size_t at = 0; at < raw.len;) {
        bool is_plus = raw.ptr[at] == '+', is_escape = raw.ptr[at] == '%';
        int byte = decode_byte(raw, &at);
        if (byte < 0)
            return err_set(err, ERR_FORMAT, "The query has a '%%' that is not followed by two hexadecimal digits");
        if (is_plus || (is_escape && is_control((unsigned char)byte)))
            byte = ' ';
        if (is_control((unsigned char)byte))
            return err_set(err, ERR_FORMAT, "The query has a control character");
        *(*out)++ = (char)byte;
    }
    *part = str_make(start, (size_t)(*out - start));
    return true;
}

static bool decode_params(struct request *request, struct str query, char *out, struct err *err) {
    struct str piece;
    while (str_split(&query, '&', &piece)) {
        if (piece.len == 0)
            continue;
        if (request->param_count == REQUEST_MAX_PARAMS)
            return err_set(err, ERR_FORMAT, "The query has more than %d parameters", REQUEST_MAX_PARAMS);
        struct request_param *param = &request->params[request->param_count];
        size_t equals = str_find_char(piece, '=', 0);
        if (!decode_query_part(str_head(piece, equals), &out, &param->name, err) ||
            !decode_query_part(str_from_offset(piece, equals + 1), &out, &param->value, err))
            return false;
        request->param_count++;
    }
    return true;
}

/* Whom an absolute-form target addresses decides nothing here, as with Host. User information is refused with the rest
 * (RFC 9110, 4.2.4). */
static const char *skip_origin(const char *target) {
    static const char *const schemes[] = {"http://", "https://"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t scheme_len = strlen(schemes[i]);
        if (strncasecmp(target, schemes[i], scheme_len) != 0)
            continue;
        size_t authority_len = strcspn(target + scheme_len, "/@\\#");
        if (authority_len > 0)
            return target + scheme_len + authority_len;
    }
    return target;
}

struct str request_raw_path(const char *target) {
    return str_from(skip_origin(target));
}

bool request_parse_target(struct request *request, const char *path, const char *query, struct err *err) {
    request->param_count = 0;
    path = skip_origin(path);
    if (path[0] != '/')
        return err_set(err, ERR_FORMAT, "The request target is not a path");
    if (!decode_path(str_from(path), request->storage, &request->path, err))
        return false;
    if (has_dot_segment(request->path))
        return err_set(err, ERR_FORMAT, "The path has a '.' or '..' segment");
    return decode_params(request, str_from(query), request->storage + request->path.len, err);
}

bool request_strip_base(struct str *path, struct str base_path) {
    if (!str_starts(*path, base_path) || !str_starts(str_from_offset(*path, base_path.len), STR("/")))
        return false;
    *path = str_from_offset(*path, base_path.len);
    return true;
}

bool request_param(const struct request *request, const char *name, struct str *value) {
    for (size_t i = 0; i < request->param_count; i++) {
        if (str_is(request->params[i].name, name)) {
            *value = request->params[i].value;
            return true;
        }
    }
    return false;
}
