/* Writes JSON (RFC 8259) into a buf: commas and colons come by themselves. Strings are UTF-8; invalid bytes become
 * U+FFFD, and < > & are written as \u escapes so that the text is safe inside an HTML page too.
 *
 *     json_object(&json);
 *     json_key(&json, "query");
 *     json_string(&json, text);
 *     json_end(&json);
 *
 * A mismatched end or nesting deeper than JSON_MAX_DEPTH fails the buf. */
#ifndef DOCFINCH_COMMON_BASE_JSON_H
#define DOCFINCH_COMMON_BASE_JSON_H

#include "common/base/buf.h"

#include <stdbool.h>
#include <stdint.h>

#define JSON_MAX_DEPTH 16

struct json {
    struct buf *out; /* borrowed */
    int depth;
    char closer[JSON_MAX_DEPTH]; /* '}' or ']' of each open level */
    bool need_comma;
};

void json_init(struct json *json, struct buf *out);

void json_object(struct json *json);
void json_array(struct json *json);
void json_end(struct json *json); /* closes the innermost object or array */

void json_key(struct json *json, const char *key);
void json_string_key(struct json *json, struct str key);
void json_string(struct json *json, struct str value);
void json_number(struct json *json, int64_t value);
/* With six significant digits; null when it is not finite. */
void json_decimal(struct json *json, double value);
void json_bool(struct json *json, bool value);
void json_null(struct json *json);

/* A key and its value in one line, for the many members that are just that. */
void json_member_string(struct json *json, const char *key, struct str value);
void json_member_number(struct json *json, const char *key, int64_t value);
void json_member_decimal(struct json *json, const char *key, double value);
void json_member_bool(struct json *json, const char *key, bool value);

#endif
