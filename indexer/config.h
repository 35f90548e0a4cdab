/* The configuration file of docfinch-index build, in YAML. The only file that knows libcyaml.
 *
 *     output: docs.db
 *     embed_pages: true
 *     docsets:
 *       - name: guide
 *         path: guide/html
 *
 * The manual (docs-corpus/manual/reference.html) has all keys. A key that is not known or given twice, a value of
 * the wrong kind, an alias and a second document are errors. What a value may be is checked by who uses it. */
#ifndef DOCFINCH_INDEXER_CONFIG_H
#define DOCFINCH_INDEXER_CONFIG_H

#include "common/base/err.h"

#include <stdbool.h>

#define CONFIG_MAX_BYTES ((size_t)1 << 20)
#define CONFIG_MAX_TEXT_BYTES 4000 /* of a value */

/* NULL where nothing is given. */
struct config_docset {
    char *name, *path; /* these are given */
    char *title, *version, *language, *base_url, *generator;
    char **include, **exclude, **synonyms;
    unsigned include_count, exclude_count, synonyms_count;
};

struct config {
    struct config_docset *docsets;
    unsigned docset_count;
    char *output, *jobs;
    int embed_pages, strict; /* 0 or 1 */
};

/* *config is owned: config_free(); NULL after false. Errors: ERR_IO; ERR_FORMAT, "FILE:LINE: what is wrong", in the
 * words of indexer/complaint.h. */
bool config_load(struct config **config, const char *path, struct err *err);

/* Safe on NULL. */
void config_free(struct config *config);

#endif
