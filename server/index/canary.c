#include "server/index/canary.h"

/* Nobody waits for the answer yet: a slow disk or a busy machine is no reason to refuse a file. */
#define DEADLINE_US 5000000

/* Where a reader would see it. */
#define LIMIT 10

static bool has_entry(const struct hits *hits, unsigned long entry) {
    for (size_t i = 0; i < hits->count; i++)
        if (hits->hit[i].id == (int64_t)entry)
            return true;
    return false;
}

/* A line is the id of the entry, a space, the query. */
static bool run_line(struct engine *engine, struct str line, struct err *err) {
    const struct query_options options = {.docset = STR(""), .kind = STR(""), .limit = LIMIT};
    const struct hits *hits;
    unsigned long entry;
    size_t space = str_find_char(line, ' ', 0);
    struct str query = str_from_offset(line, space + 1);
    if (!str_to_number(str_head(line, space), UINT32_MAX, &entry))
        return err_set(err, ERR_FORMAT, "the canary queries are not as expected; build the file again");
    if (!engine_search(engine, query, &options, DEADLINE_US, &hits, err))
        return false;
    return has_entry(hits, entry) ||
           err_set(err, ERR_FORMAT, "the search for '%.*s' does not find what the indexer found; build the file again",
                   STR_ARG(query));
}

bool canary_run(struct engine *engine, const struct corpus *corpus, struct err *err) {
    struct str lines = corpus_meta(corpus, "canaries");
    for (struct str line; str_split(&lines, '\n', &line);)
        if (line.len > 0 && !run_line(engine, line, err))
            return false;
    return true;
}
