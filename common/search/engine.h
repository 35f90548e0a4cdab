/* The search: one artifact, many engines.
 *
 * A struct corpus is what all engines on an image share; an engine is one SQLite connection with its statements and an
 * arena for its answers (about 1 MB after a day of queries).
 *
 * Thread rule: a corpus is read-only after corpus_open() and may be shared; an engine answers one query at a time. */
#ifndef DOCFINCH_COMMON_SEARCH_ENGINE_H
#define DOCFINCH_COMMON_SEARCH_ENGINE_H

#include "common/base/err.h"
#include "common/index/image.h"
#include "common/search/hits.h"
#include "common/search/query.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How long a query may run before it is cut and its answer marked partial. */
#define ENGINE_DEFAULT_DEADLINE_US 50000

struct corpus;
struct engine;
struct whole_entry;

struct docset_kind {
    struct str kind;
    int64_t entry_count;
};

struct docset {
    int64_t id; /* docset.id */
    struct str name, title, version, language, generator, base_url;
    int64_t page_count, entry_count;
    struct docset_kind *kinds; /* the most frequent first */
    size_t kind_count;
};

/* Opens an artifact: loads the image, checks its structure, reads what all engines need. *corpus is owned:
 * corpus_close(). Errors: those of image_load(), ERR_FORMAT when SQLite finds damage or a table is not as expected. */
bool corpus_open(struct corpus **corpus, const char *path, struct err *err);

/* Whether corpus_open() would succeed, without holding the file in memory. Same errors. */
bool corpus_check(const char *path, struct err *err);

/* What stands in front of the addresses of embedded pages ("/docs/..."): a path without a '/' at its end, or "", which
 * is what an opened corpus has. Borrowed as long as the corpus lives. Before the first engine_search(). */
void corpus_set_base_path(struct corpus *corpus, struct str base_path);

/* Every engine on it must be closed. NULL is fine. */
void corpus_close(struct corpus *corpus);

/* Borrowed from the corpus. */
struct str corpus_id(const struct corpus *corpus);
size_t corpus_size_bytes(const struct corpus *corpus);
const struct docset *corpus_docsets(const struct corpus *corpus, size_t *count);

/* NULL when there is none of that name. */
const struct docset *corpus_find_docset(const struct corpus *corpus, struct str name);

/* A value of the meta table (INDEX-FORMAT.md has the keys); empty when there is none. */
struct str corpus_meta(const struct corpus *corpus, const char *key);

/* *engine is owned: engine_close(). The corpus must outlive it. */
bool engine_open(struct engine **engine, const struct corpus *corpus, struct err *err);
void engine_close(struct engine *engine);

/* Answers a query. *hits is the engine's: valid until its next call. deadline_us is a duration; 0 means
 * ENGINE_DEFAULT_DEADLINE_US. Errors: ERR_DB only. A docset or kind that does not exist gives no hits. */
bool engine_search(struct engine *engine, struct str text, const struct query_options *options, int64_t deadline_us,
                   const struct hits **hits, struct err *err);

/* Entries worth showing on the home page: role is "entry_point" or "most_linked". Tier, score and snippet are not set.
 * Valid until the engine's next call. */
bool engine_highlights(struct engine *engine, const struct docset *docset, const char *role, unsigned limit,
                       const struct hits **hits, struct err *err);

/* All that the artifact has of an entry (whole_entry.h), whose strings are the engine's: valid until its next call.
 * *found tells whether there is one of that id; false is returned for ERR_DB only. */
bool engine_entry(struct engine *engine, uint32_t id, struct whole_entry *entry, bool *found, struct err *err);

/* A page or asset that the artifact carries (sqlar), still compressed. */
struct embedded_file {
    struct str bytes; /* as stored; borrowed from the engine until its next call */
    size_t size;      /* bytes when unpacked */
    bool is_deflated; /* a zlib stream (RFC 1950) rather than plain bytes */
};

/* name is "docset/path". *found tells whether there is such a file; false is returned for ERR_DB only. */
bool engine_embedded_file(struct engine *engine, struct str name, struct embedded_file *file, bool *found,
                          struct err *err);

#endif
