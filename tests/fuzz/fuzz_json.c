/* Any bytes as a list of calls to the JSON writer: what comes out is JSON for another library, is safe inside an HTML
 * page, and holds the strings that went in. */
#include "tests/fuzz/target.h"

#include "common/base/json.h"
#include "common/base/utf8.h"
#include "tests/fuzz/json_reader.h"

#include <string.h>

#define OUT_BYTES ((size_t)4 << 20)

struct calls {
    const uint8_t *data;
    size_t size, at;
};

/* The next 0 to 15 bytes. */
static struct str take_string(struct calls *calls) {
    size_t length = calls->at < calls->size ? calls->data[calls->at++] % 16 : 0;
    if (length > calls->size - calls->at)
        length = calls->size - calls->at;
    calls->at += length;
    return str_make((const char *)calls->data + calls->at - length, length);
}

/* jansson takes no key with a NUL, though JSON does. */
static struct str take_key(struct calls *calls) {
    struct str key = take_string(calls);
    return str_head(key, str_find_char(key, '\0', 0));
}

static double take_decimal(struct calls *calls) {
    double value = 0;
    struct str bytes = str_head(take_string(calls), sizeof value);
    memcpy(&value, bytes.ptr, bytes.len);
    return value;
}

static int64_t take_number(struct calls *calls) {
    int64_t value = 0;
    struct str bytes = str_head(take_string(calls), sizeof value);
    memcpy(&value, bytes.ptr, bytes.len);
    return value;
}

static void call(struct json *json, struct calls *calls) {
    unsigned choice = calls->data[calls->at++];
    if (choice % 8 == 2 && json->depth > 1) {
        json_end(json);
        return;
    }
    if (json->closer[json->depth - 1] == '}')
        json_string_key(json, take_key(calls));
    switch (choice % 8) {
    case 0: json->depth < JSON_MAX_DEPTH ? json_object(json) : json_null(json); return;
    case 1: json->depth < JSON_MAX_DEPTH ? json_array(json) : json_null(json); return;
    case 3: json_number(json, take_number(calls)); return;
    case 4: json_decimal(json, take_decimal(calls)); return;
    case 5: json_bool(json, choice & 8); return;
    default: json_string(json, take_string(calls)); return;
    }
}

static void check_text(struct str text) {
    TARGET_CHECK(utf8_valid(text));
    for (size_t at = 0; at < text.len;) {
        uint32_t code = utf8_next(text, &at);
        TARGET_CHECK(code >= 0x20 && code != 0x7F && code != '<' && code != '>' && code != '&');
        TARGET_CHECK(code != 0x2028 && code != 0x2029);
    }
}

static void check_calls(struct calls *calls, struct buf *out) {
    struct json json;
    json_init(&json, out);
    json_array(&json);
    while (calls->at < calls->size)
        call(&json, calls);
    while (json.depth > 0)
        json_end(&json);
    TARGET_CHECK(!buf_failed(out));
    check_text(buf_str(out));
    TARGET_CHECK(json_reader_accepts(out->data, out->len));
}

/* The string of all bytes comes back with nothing changed but what was not UTF-8. */
static void check_string(struct str bytes, struct buf *out) {
    struct json json;
    struct buf expected;
    buf_init(&expected, OUT_BYTES);
    for (size_t at = 0; at < bytes.len;)
        utf8_put(&expected, utf8_next(bytes, &at));
    buf_reset(out);
    json_init(&json, out);
    json_array(&json);
    json_string(&json, bytes);
    json_end(&json);
    check_text(buf_str(out));
    TARGET_CHECK(json_reader_has(out->data, out->len, buf_str(&expected)));
    buf_free(&expected);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct calls calls = {data, size, 0};
    struct buf out;
    if (size > OUT_BYTES / 64)
        return 0;
    buf_init(&out, OUT_BYTES);
    check_calls(&calls, &out);
    check_string(str_make((const char *)data, size), &out);
    buf_free(&out);
    return 0;
}
