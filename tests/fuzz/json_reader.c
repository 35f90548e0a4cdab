#include "tests/fuzz/json_reader.h"

#include <jansson.h>
#include <string.h>

bool json_reader_accepts(const char *text, size_t length) {
    json_error_t error;
    json_t *json = json_loadb(text, length, JSON_ALLOW_NUL, &error);
    json_decref(json);
    return json != NULL;
}

bool json_reader_has(const char *text, size_t length, struct str string) {
    json_error_t error;
    json_t *json = json_loadb(text, length, JSON_ALLOW_NUL, &error);
    const json_t *element = json_array_get(json, 0);
    bool has = json_is_string(element) && json_string_length(element) == string.len &&
               memcmp(json_string_value(element), string.ptr, string.len) == 0;
    json_decref(json);
    return has;
}
