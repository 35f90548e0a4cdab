/* Any bytes as a request target, the query behind the first '?': what is let through is decoded, bounded and inside the
 * tree of paths, and says the same when it is encoded and decoded once more. */
#include "tests/fuzz/target.h"

#include "common/base/buf.h"
#include "server/http/request.h"

#include <string.h>

static bool has_control(struct str s) {
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < 0x20 || s.ptr[i] == 0x7F)
            return true;
    return false;
}

static size_t count_char(struct str s, char c) {
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++)
        count += s.ptr[i] == c;
    return count;
}

/* Without the scheme and authority of an absolute-form target. */
static struct str path_of(struct str target) {
    if (str_starts(target, STR("/")))
        return target;
    TARGET_CHECK(str_find_nocase(target, STR("http")) == 0);
    size_t authority = str_find(target, STR("://"), 0) + strlen("://");
    size_t path = str_find_char(target, '/', authority);
    TARGET_CHECK(path > authority && path < target.len);
    return str_from_offset(target, path);
}

static void check_path(struct str path, struct str raw) {
    TARGET_CHECK(path.len > 0 && path.len <= raw.len && path.ptr[0] == '/');
    TARGET_CHECK(!has_control(path));
    TARGET_CHECK(count_char(path, '/') == count_char(raw, '/'));
    TARGET_CHECK(count_char(raw, '%') > 0 || str_equal(path, raw));
    struct str segment;
    while (str_split(&path, '/', &segment))
        TARGET_CHECK(!str_is(segment, ".") && !str_is(segment, ".."));
}

static void check_params(const struct request *request, struct str query) {
    size_t bytes = 0;
    TARGET_CHECK(request->param_count <= REQUEST_MAX_PARAMS && request->param_count <= count_char(query, '&') + 1);
    for (size_t i = 0; i < request->param_count; i++) {
        const struct request_param *param = &request->params[i];
        struct str found;
        TARGET_CHECK(!has_control(param->name) && !has_control(param->value));
        bytes += param->name.len + param->value.len;
        char name[REQUEST_MAX_TARGET_BYTES];
        memcpy(name, param->name.ptr, param->name.len);
        name[param->name.len] = '\0';
        TARGET_CHECK(request_param(request, name, &found));
    }
    TARGET_CHECK(bytes <= query.len);
}

/* Every byte but '/' as an escape. */
static void encode(struct str path, struct buf *out) {
    for (size_t i = 0; i < path.len; i++) {
        if (path.ptr[i] == '/')
            buf_putc(out, '/');
        else
            buf_addf(out, "%%%02x", (unsigned)(unsigned char)path.ptr[i]);
    }
}

static void check_again(struct str path) {
    static struct request again;
    struct err err = {0};
    struct buf encoded;
    buf_init(&encoded, REQUEST_MAX_TARGET_BYTES);
    encode(path, &encoded);
    if (!buf_failed(&encoded)) {
        TARGET_CHECK(request_parse_target(&again, encoded.data, NULL, &err));
        TARGET_CHECK(str_equal(again.path, path) && again.param_count == 0);
    }
    buf_free(&encoded);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct request request;
    char target[REQUEST_MAX_TARGET_BYTES];
    struct err err = {0};
    if (size >= sizeof target)
        return 0;
    memcpy(target, data, size);
    target[size] = '\0';
    char *query = strchr(target, '?');
    if (query != NULL)
        *query++ = '\0';
    if (!request_parse_target(&request, target, query, &err)) {
        TARGET_CHECK(err.code == ERR_FORMAT && err.message[0] != '\0');
        return 0;
    }
    check_path(request.path, path_of(str_from(target)));
    check_params(&request, str_from(query));
    check_again(request.path);
    return 0;
}
