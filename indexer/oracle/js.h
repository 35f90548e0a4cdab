/* JSON of search indexes, which often stands in a script: through jansson, https://jansson.readthedocs.io/. */
#ifndef DOCFINCH_INDEXER_ORACLE_JS_H
#define DOCFINCH_INDEXER_ORACLE_JS_H

#include "common/base/err.h"
#include "common/base/str.h"

#include <jansson.h>

/* Longest text: as a tree it takes up to twenty times that in memory. */
#define JS_MAX_BYTES ((size_t)32 << 20)

/* The object or array that begins at the first '{' or '[' of the text; what stands behind it is not read. Owned:
 * json_decref(). NULL with ERR_FORMAT or ERR_LIMIT. */
json_t *js_load(struct str text, struct err *err);

/* A string; "" for anything else. Borrowed from it. */
struct str js_string(const json_t *value);
struct str js_member(const json_t *object, const char *key);

#endif
