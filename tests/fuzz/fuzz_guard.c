/* Any bytes as a request's version (its first byte) and header lines "name:value": what the guard admits has one
 * reading by the rules of RFC 9112, written down here a second time, and letter case in names decides nothing. */
#include "tests/fuzz/target.h"

#include "common/base/ascii.h"
#include "server/http/guard.h"

#include <string.h>

#define MAX_LINES (GUARD_MAX_HEADERS + 4)
#define NAME_BYTES 64

static size_t count_named(const struct guard_header headers[], size_t count, struct str name) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += str_equal_nocase(headers[i].name, name);
    return found;
}

static bool is_all(struct str s, char low, char high) {
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < low || s.ptr[i] > high)
            return false;
    return s.len > 0;
}

static void check_admitted(const struct guard_header headers[], size_t count, const struct guard_result *result) {
    size_t hosts = count_named(headers, count, STR("Host"));
    size_t lengths = count_named(headers, count, STR("Content-Length"));
    size_t encodings = count_named(headers, count, STR("Transfer-Encoding"));
    struct str length = guard_header_value(headers, count, STR("Content-Length"));
    struct str host = guard_header_value(headers, count, STR("Host"));
    TARGET_CHECK(count <= GUARD_MAX_HEADERS);
    for (size_t i = 0; i < count; i++)
        TARGET_CHECK(is_all(headers[i].name, '!', '~') &&
                     str_find_char(headers[i].name, ':', 0) == headers[i].name.len);
    TARGET_CHECK(hosts == 1 || (hosts == 0 && result->is_http10));
    TARGET_CHECK(hosts == 0 || is_all(host, '!', '~'));
    TARGET_CHECK(lengths + encodings <= 1 && (lengths == 0 || is_all(length, '0', '9')));
    TARGET_CHECK(encodings == 0 || !result->is_http10);
    TARGET_CHECK(result->has_body == (encodings == 1 || (lengths == 1 && !is_all(length, '0', '0'))));
    TARGET_CHECK(result->wants_close || count_named(headers, count, STR("Upgrade")) == 0);
}

static bool is_same(const struct guard_result *a, const struct guard_result *b) {
    return a->status == b->status && a->detail == b->detail && a->has_body == b->has_body &&
           a->wants_close == b->wants_close && a->is_http10 == b->is_http10;
}

/* The letters of every name in the other case. */
static void turn_names(struct guard_header headers[], size_t count, char names[][NAME_BYTES]) {
    for (size_t i = 0; i < count; i++) {
        for (size_t at = 0; at < headers[i].name.len; at++) {
            char c = headers[i].name.ptr[at];
            names[i][at] = ascii_is_letter(c) ? (char)(c ^ 0x20) : c;
        }
        headers[i].name = str_make(names[i], headers[i].name.len);
    }
}

/* A line that makes the message ambiguous is never overlooked, wherever the others stand. */
static void check_one_more(struct guard_header headers[], size_t count, struct str version) {
    const struct guard_header more[] = {
        {STR("Host"), STR("b")},
        {STR("content-length"), STR("1")},
        {STR("TRANSFER-ENCODING"), STR("chunked")},
        {STR("connection"), STR("close")},
        {STR("upgrade"), STR("h2c")},
    };
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        struct guard_result result;
        headers[count] = more[i];
        guard_check(headers, count + 1, version, &result);
        bool is_named = i == 0;
        TARGET_CHECK(!is_named || result.status != 0 || count_named(headers, count, STR("Host")) == 0);
        TARGET_CHECK(is_named || i > 2 || result.status != 0 || result.has_body);
        TARGET_CHECK(i < 3 || result.wants_close);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct guard_header headers[MAX_LINES + 1];
    static char names[MAX_LINES][NAME_BYTES];
    struct guard_result result, turned;
    struct str text = str_make((const char *)data, size), line;
    struct str version = size > 0 && data[0] == '0' ? STR("1.0") : STR("1.1");
    size_t count = 0;
    text = str_from_offset(text, 1);
    while (count < MAX_LINES && str_split(&text, '\n', &line)) {
        size_t colon = str_find_char(line, ':', 0);
        if (colon < NAME_BYTES)
            headers[count++] = (struct guard_header){str_head(line, colon), str_trim(str_from_offset(line, colon + 1))};
    }
    guard_check(headers, count, version, &result);
    TARGET_CHECK((result.status == 0) == (result.detail == NULL));
    if (result.status == 0)
        check_admitted(headers, count, &result);
    check_one_more(headers, count, version);
    turn_names(headers, count, names);
    guard_check(headers, count, version, &turned);
    TARGET_CHECK(is_same(&result, &turned));
    return 0;
}
