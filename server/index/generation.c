#include "server/index/generation.h"

#include "common/base/mem.h"

#include "server/index/canary.h"
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

static bool check_id(const struct corpus *corpus, const char *expected, struct err *err) {
    if (expected == NULL || str_is(corpus_id(corpus), expected))
        return true;
    return err_set(err, ERR_FORMAT, "its id is %.*s, but %s was expected (--expect-id)", STR_ARG(corpus_id(corpus)),
                   expected);
}

static bool build_pages(struct generation *generation, const struct generation_rules *rules, struct engine *engine,
                        struct err *err) {
    generation->cache = make_cache(generation->corpus, engine);
    return site_build(&generation->site, rules->assets, generation->corpus, engine, str_from(rules->base_path), err) &&
           catalog_build(&generation->catalog, generation->corpus, rules->assets, str_from(rules->base_path), err);
}

static bool generation_build(struct generation *generation, const struct generation_rules *rules, struct err *err) {
    if (!pool_open(&generation->pool, generation->corpus, rules->engine_count, rules->max_waiting, err))
        return false;
    struct engine *engine = pool_take(generation->pool);
    bool ok = canary_run(engine, generation->corpus, err) && build_pages(generation, rules, engine, err);
    pool_give(generation->pool, engine);
    return ok;
}

bool generation_open(struct generation **generation, const struct generation_rules *rules, struct str served,
                     struct err *err) {
    struct generation *new = mem_new(1, sizeof *new);
    *generation = NULL;
    new->loaded_unix_s = time(NULL);
    bool ok = corpus_open(&new->corpus, rules->path, err), is_served = false;
    if (ok) {
        corpus_set_base_path(new->corpus, str_from(rules->base_path));
        is_served = str_equal(corpus_id(new->corpus), served);
        ok = check_id(new->corpus, rules->expected_id, err) && (is_served || generation_build(new, rules, err));
        if (!ok)
            err_prefix(err, "%s", rules->path);
    }
    if (ok && !is_served)
        *generation = new;
    else
        generation_close(new);
    return ok;
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
