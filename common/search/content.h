/* What an entry says, as JSON: the member `content` of API.md, "entries". */
#ifndef DOCFINCH_COMMON_SEARCH_CONTENT_H
#define DOCFINCH_COMMON_SEARCH_CONTENT_H

#include "common/base/json.h"
#include "common/index/flow.h"

/* Writes an array of parts. shape: the column of that name. Places in a text are counted in UTF-16 code units, as
 * strings of JavaScript are. */
void content_write_json(struct flow flow, struct str shape, struct json *json);

#endif
