#include "indexer/oracle/js.h"

json_t *js_load(struct str text, struct err *err) {
    if (text.len > JS_MAX_BYTES) {
        err_set(err, ERR_LIMIT, "more than %zu bytes of JSON", JS_MAX_BYTES);
        return NULL;
    }
    size_t array = str_find_char(text, '[', 0), start = str_find_char(str_head(text, array), '{', 0);
    struct str json = str_from_offset(text, start);
    json_error_t problem;
    json_t *root = json_loadb(json.ptr, json.len, JSON_DISABLE_EOF_CHECK, &problem);
    if (root == NULL)
        err_set(err, ERR_FORMAT, "byte %zu: %s", start + (size_t)(problem.position > 0 ? problem.position : 0),
                problem.text);
    return root;
}

struct str js_string(const json_t *value) {
    return str_make(json_string_value(value), json_string_length(value));
}

struct str js_member(const json_t *object, const char *key) {
    return js_string(json_object_get(object, key));
}
