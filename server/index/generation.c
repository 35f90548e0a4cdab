#include "server/index/generation.h"

#include "common/base/mem.h"

#include "server/index/pack.h"

#include <stdlib.h>
#include <time.h>

/* Doc sets and entries of each that a sample of answers is made of. */
#define SAMPLE_DOCSETS 8
#define SAMPLE_ENTRIES 100

/* What answers of this artifact look like: the entries of most weight, of a few doc sets. */
static void write_sample(const struct corpus *corpus, struct engine *engine, struct buf *sample) {
    size_t count;
    const struct docset *docsets = corpus_docsets(corpus, &count);
    size_t used = count < SAMPLE_DOCSETS ? count : SAMPLE_DOCSETS;
    for (size_t i = 0; i < used; i++) {
        const struct query_options options = {
            .docset = docsets[i].name, .kind = STR(""), .limit = (unsigned)(SAMPLE_ENTRIES / used)};
        const struct hits *hits;
        struct err err;
        struct buf query;
        struct json json;
        buf_init(&query, QUERY_MAX_BYTES);
        buf_addf(&query, "in:");
        buf_add(&query, docsets[i].name);
        json_init(&json, sample);
        if (engine_search(engine, buf_str(&query), &options, 0, &hits, &err))
            hits_write_json(hits, &json);
        buf_free(&query);
    }
}

static struct cache *make_cache(const struct corpus *corpus, struct engine *engine) {
    struct buf sample;
    buf_init(&sample, (size_t)SAMPLE_DOCSETS << 20);
    write_sample(corpus, engine, &sample);
    struct cache *cache = cache_new(CACHE_MAX_BYTES, buf_failed(&sample) ? STR("") : buf_str(&sample));
    buf_free(&sample);
    return cache;
}

static bool generation_build(struct generation *generation, const char *path, size_t engine_count, struct err *err) {
    if (!corpus_open(&generation->corpus, path, err))
        return false;
    if (!pool_open(&generation->pool, generation->corpus, engine_count, err))
        return err_prefix(err, "%s", path);
    struct engine *engine = pool_take(generation->pool);
    generation->cache = make_cache(generation->corpus, engine);
    bool ok = site_build(&generation->site, generation->corpus, engine, err) &&
              catalog_build(&generation->catalog, generation->corpus, err);
    pool_give(generation->pool, engine);
    return ok || err_prefix(err, "%s", path);
}

bool generation_open(struct generation **generation, const char *path, size_t engine_count, struct err *err) {
    *generation = mem_new(1, sizeof **generation);
    (*generation)->loaded_unix_s = time(NULL);
    if (generation_build(*generation, path, engine_count, err))
        return true;
    generation_close(*generation);
    *generation = NULL;
    return false;
}

void generation_close(struct generation *generation) {
    if (generation == NULL)
        return;
    cache_free(generation->cache);
    catalog_free(&generation->catalog);
    site_free(generation->site);
    pool_close(generation->pool);
    corpus_close(generation->corpus);
    free(generation);
}

int64_t generation_entry_count(const struct generation *generation) {
    size_t count;
    const struct docset *docsets = corpus_docsets(generation->corpus, &count);
    int64_t total = 0;
    for (size_t i = 0; i < count; i++)
        total += docsets[i].entry_count;
    return total;
}
