#include "server/index/generation.h"

#include "common/base/mem.h"

#include <stdlib.h>

static bool generation_build(struct generation *generation, const char *path, size_t engine_count, struct err *err) {
    if (!corpus_open(&generation->corpus, path, err))
        return false;
    if (!pool_open(&generation->pool, generation->corpus, engine_count, err))
        return err_prefix(err, "%s", path);
    generation->cache = cache_new(CACHE_MAX_BYTES);
    struct engine *engine = pool_take(generation->pool);
    bool ok = site_build(&generation->site, generation->corpus, engine, err) &&
              catalog_build(&generation->catalog, generation->corpus, err);
    pool_give(generation->pool, engine);
    return ok || err_prefix(err, "%s", path);
}

bool generation_open(struct generation **generation, const char *path, size_t engine_count, struct err *err) {
    *generation = mem_new(1, sizeof **generation);
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
