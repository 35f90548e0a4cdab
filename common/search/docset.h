/* A doc set as JSON, for whoever lists what an artifact holds. */
#ifndef DOCFINCH_COMMON_SEARCH_DOCSET_H
#define DOCFINCH_COMMON_SEARCH_DOCSET_H

#include "common/base/json.h"
#include "common/search/engine.h"

/* An object: name, title, version, language, generator, base_url, pages, entries, and kinds with their counts. */
void docset_write_json(const struct docset *docset, struct json *json);

#endif
