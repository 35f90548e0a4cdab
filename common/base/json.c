#include "common/base/json.h"

#include "common/base/utf8.h"

#include <inttypes.h>
#include <math.h>

void json_init(struct json *json, struct buf *out) {
    *json = (struct json){.out = out};
}

static void before_value(struct json *json) {
    if (json->need_comma)
        buf_putc(json->out, ',');
    json->need_comma = true;
}

static void open_level(struct json *json, char opener, char closer) {
    before_value(json);
    buf_putc(json->out, opener);
    if (json->depth == JSON_MAX_DEPTH) {
        json->out->failed = true;
        return;
    }
    json->closer[json->depth++] = closer;
    json->need_comma = false;
}

void json_object(struct json *json) {
    open_level(json, '{', '}');
}

void json_array(struct json *json) {
    open_level(json, '[', ']');
}

void json_end(struct json *json) {
    if (json->depth == 0) {
        json->out->failed = true;
        return;
    }
    buf_putc(json->out, json->closer[--json->depth]);
    json->need_comma = true;
}

static void put_escaped(struct buf *out, uint32_t code) {
    switch (code) {
    case '"': buf_puts(out, "\\\""); return;
    case '\\': buf_puts(out, "\\\\"); return;
    case '\n': buf_puts(out, "\\n"); return;
    case '\t': buf_puts(out, "\\t"); return;
    case '\r': buf_puts(out, "\\r"); return;
    default: buf_addf(out, "\\u%04x", (unsigned)code); return;
    }
}

/* U+2028 and U+2029 end a line in JavaScript, though not in JSON. */
static bool needs_escape(uint32_t code) {
    return code < 0x20 || code == 0x7F || code == '"' || code == '\\' || code == '<' || code == '>' || code == '&' ||
           code == 0x2028 || code == 0x2029;
}

static void put_text(struct buf *out, struct str s) {
    size_t plain = 0;
    for (size_t at = 0; at < s.len;) {
        size_t start = at;
        uint32_t code = utf8_next(s, &at);
        bool invalid = code == UTF8_REPLACEMENT && at - start == 1;
        if (!invalid && !needs_escape(code))
            continue;
        buf_add(out, str_make(s.ptr + plain, start - plain));
        if (invalid)
            utf8_put(out, UTF8_REPLACEMENT);
        else
            put_escaped(out, code);
        plain = at;
    }
    buf_add(out, str_from_offset(s, plain));
}

void json_string(struct json *json, struct str value) {
    before_value(json);
    buf_putc(json->out, '"');
    put_text(json->out, value);
    buf_putc(json->out, '"');
}

void json_string_key(struct json *json, struct str key) {
    json_string(json, key);
    buf_putc(json->out, ':');
    json->need_comma = false;
}

void json_key(struct json *json, const char *key) {
    json_string_key(json, str_from(key));
}

void json_number(struct json *json, int64_t value) {
    before_value(json);
    buf_addf(json->out, "%" PRId64, value);
}

void json_decimal(struct json *json, double value) {
    before_value(json);
    if (isfinite(value))
        buf_addf(json->out, "%.6g", value);
    else
        buf_puts(json->out, "null");
}

void json_bool(struct json *json, bool value) {
    before_value(json);
    buf_puts(json->out, value ? "true" : "false");
}

void json_null(struct json *json) {
    before_value(json);
    buf_puts(json->out, "null");
}

void json_member_string(struct json *json, const char *key, struct str value) {
    json_key(json, key);
    json_string(json, value);
}

void json_member_number(struct json *json, const char *key, int64_t value) {
    json_key(json, key);
    json_number(json, value);
}

void json_member_decimal(struct json *json, const char *key, double value) {
    json_key(json, key);
    json_decimal(json, value);
}

void json_member_bool(struct json *json, const char *key, bool value) {
    json_key(json, key);
    json_bool(json, value);
}
