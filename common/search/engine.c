#include "common/search/engine.h"

#include "common/base/clock.h"
#include "common/base/mem.h"
#include "common/index/schema.h"
#include "common/search/answer.h"
#include "common/search/corpus.h"
#include "common/search/facets.h"
#include "common/search/filter.h"
#include "common/search/snippet.h"
#include "common/search/whole_entry.h"
#include "common/text/name.h"

#include <stdlib.h>

#define URL_MAX_BYTES 8192

#define LIMIT_OF(number) LIMIT_TEXT(number)
#define LIMIT_TEXT(number) " LIMIT " #number

static const char *const statements[SEARCH_STMT_COUNT] = {
    [SEARCH_NAME] = "SELECT entry FROM name WHERE key = ?1 AND tier = ?2 ORDER BY entry",
    [SEARCH_NAME_LIST] = "SELECT entry FROM name_prefix WHERE docset = ?1 AND prefix = ?2 ORDER BY position",
    [SEARCH_NAME_RANGE] = "SELECT entry FROM name WHERE key >= ?1 AND key < ?2" LIMIT_OF(SCHEMA_NAME_SCAN_MAX),
    [SEARCH_KEYWORD] = "SELECT entry, anchor FROM keyword WHERE key = ?1 ORDER BY entry",
    [SEARCH_SPELLING] = "SELECT name, title FROM entry WHERE id = ?1",
    [SEARCH_TERM] = "SELECT entry_count, title_count, postings FROM term WHERE term = ?1",
    [SEARCH_POSTINGS] = "SELECT postings FROM posting WHERE term = ?1 ORDER BY chunk",
    [SEARCH_TERM_LIST] = "SELECT term_prefix.term, term.entry_count, term.postings FROM term_prefix "
                         "JOIN term ON term.term = term_prefix.term WHERE prefix = ?1 ORDER BY position",
    [SEARCH_TERM_RANGE] =
        "SELECT term, entry_count, postings FROM term WHERE term >= ?1 AND term < ?2 ORDER BY entry_count DESC, term",
    [SEARCH_IS_TERM] = "SELECT 1 FROM term WHERE term >= ?1 AND term <= ?2 LIMIT 1",
    [SEARCH_PHRASE] = "SELECT rowid FROM entry_fts WHERE entry_fts MATCH ?1",
    [SEARCH_HIT] = "SELECT page, kind, anchor, title, name, signature, breadcrumbs, text, since, deprecated "
                   "FROM entry WHERE id = ?1",
    [SEARCH_CODE] = "SELECT code FROM entry WHERE id = ?1",
    [SEARCH_SIGNALS] = "SELECT links, (SELECT substr(data, 2 * ?1 - 1, 2) FROM signal WHERE name = 'page_rank'), "
                       "(SELECT substr(data, ?1, 1) FROM signal WHERE name = 'factor') FROM entry WHERE id = ?1",
    [SEARCH_HIGHLIGHT] = "SELECT entry FROM highlight WHERE docset = ?1 AND role = ?2 ORDER BY position LIMIT ?3",
    [SEARCH_FILE] = "SELECT sz, data FROM sqlar WHERE name = ?1",
    [SEARCH_WHOLE] = "SELECT entry.page, entry.place, page.title, entry.text, entry.code, entry.shape "
                     "FROM entry JOIN page ON page.id = entry.page WHERE entry.id = ?1",
    [SEARCH_PREVIOUS] = "SELECT id, title FROM entry WHERE page = ?1 AND place < ?2 ORDER BY place DESC LIMIT 1",
    [SEARCH_NEXT] = "SELECT id, title FROM entry WHERE page = ?1 AND place > ?2 ORDER BY place LIMIT 1",
};

struct engine {
    const struct corpus *corpus;
    struct db db;
    struct arena arena; /* of the current answer */
    struct hits hits;
    struct workspace workspace;
};

static void workspace_init(struct workspace *workspace, size_t entry_count, size_t page_count) {
    workspace->pages = mem_new(page_count, sizeof *workspace->pages);
    workspace->accumulators = mem_new(entry_count, sizeof *workspace->accumulators);
    workspace->found = mem_new(entry_count / 64 + 1, sizeof *workspace->found);
    workspace->seen = mem_new(entry_count / 64 + 1, sizeof *workspace->seen);
    workspace->allowed = mem_new(entry_count / 64 + 1, sizeof *workspace->allowed);
}

static void workspace_free(struct workspace *workspace) {
    free(workspace->accumulators);
    free(workspace->pages);
    free(workspace->found);
    free(workspace->seen);
    free(workspace->allowed);
    facets_free(&workspace->facets);
}

bool engine_open(struct engine **engine, const struct corpus *corpus, struct err *err) {
    struct engine *opened = mem_new(1, sizeof *opened);
    opened->corpus = corpus;
    arena_init(&opened->arena);
    workspace_init(&opened->workspace, corpus->signals.count, corpus->page_count);
    facets_init(&opened->workspace.facets, corpus);
    bool ok =
        db_open_memory(&opened->db, &corpus->image, err) && db_prepare(&opened->db, statements, SEARCH_STMT_COUNT, err);
    if (!ok) {
        engine_close(opened);
        opened = NULL;
    }
    *engine = opened;
    return ok;
}

void engine_close(struct engine *engine) {
    if (engine == NULL)
        return;
    db_close(&engine->db);
    arena_free(&engine->arena);
    workspace_free(&engine->workspace);
    free(engine);
}

static struct hits *begin_hits(struct engine *engine, size_t capacity) {
    arena_reset(&engine->arena);
    engine->hits = (struct hits){
        .query = STR(""),
        .corrected = STR(""),
        .index = corpus_id(engine->corpus),
        .hit = arena_alloc(&engine->arena, capacity, sizeof(struct hit)),
        .total_exact = true,
    };
    return &engine->hits;
}

/* In a text fragment '&', ',' and '-' mean something, so that those of the text are encoded. */
static void write_text_fragment(struct buf *url, struct str words) {
    buf_puts(url, SCHEMA_TEXT_FRAGMENT);
    for (struct str part; str_split(&words, '-', &part);) {
        buf_add_url(url, part, "/:@!$'()*+;=?");
        buf_puts(url, words.ptr != NULL ? "%2D" : "");
    }
}

static void write_fragment(struct buf *url, const struct hit *hit) {
    if (hit->anchor.len == 0 && hit->text_fragment.len == 0)
        return;
    buf_putc(url, '#');
    buf_add_url(url, hit->anchor, "/:@!$&'()*+,;=?");
    if (hit->text_fragment.len > 0)
        write_text_fragment(url, hit->text_fragment);
}

static void write_url(struct buf *url, const struct corpus *corpus, const struct hit *hit,
                      const struct docset *docset) {
    if (docset->base_url.len > 0) {
        buf_add(url, docset->base_url);
        if (!str_ends(docset->base_url, STR("/")))
            buf_putc(url, '/');
    } else if (corpus->has_pages) {
        buf_add(url, corpus->base_path);
        buf_puts(url, "/docs/");
        buf_add_url(url, docset->name, "");
        buf_putc(url, '/');
    } else {
        return;
    }
    buf_add_url(url, hit->path, "/");
    write_fragment(url, hit);
}

static struct str keep(struct engine *engine, int column) {
    return arena_copy(&engine->arena, db_text(&engine->db, SEARCH_HIT, column));
}

static struct str keep_buf(struct engine *engine, struct buf *buf) {
    struct str copy = buf->failed ? STR("") : arena_copy(&engine->arena, buf_str(buf));
    buf_free(buf);
    return copy;
}

/* Where the page has no id of the place itself, the words to look for stand behind the last id before it. */
static void split_anchor(struct hit *hit, struct str anchor) {
    struct str directive = STR(SCHEMA_TEXT_FRAGMENT);
    size_t at = str_find(anchor, directive, 0);
    hit->anchor = str_head(anchor, at);
    hit->text_fragment = at < anchor.len ? str_from_offset(anchor, at + directive.len) : STR("");
}

static bool look_into_code(struct engine *engine, const struct hit *hit, struct sought *sought, unsigned shown,
                           struct buf *snippet, struct err *err) {
    unsigned missing = snippet_missing(shown, hit->title, hit->name, sought);
    if (missing == 0)
        return true;
    db_bind_int(&engine->db, SEARCH_CODE, 1, hit->id);
    enum db_step step = db_step(&engine->db, SEARCH_CODE, err);
    if (step == DB_ROW)
        snippet_prefer_code(snippet, db_text(&engine->db, SEARCH_CODE, 0), sought, shown, missing);
    db_reset(&engine->db, SEARCH_CODE);
    return step != DB_FAILED;
}

static bool read_snippet(struct engine *engine, struct hit *hit, struct sought *sought, struct err *err) {
    struct buf snippet;
    buf_init(&snippet, 16 * SNIPPET_MAX_BYTES);
    unsigned shown = snippet_write(&snippet, db_text(&engine->db, SEARCH_HIT, 7), sought);
    bool ok = look_into_code(engine, hit, sought, shown, &snippet, err);
    hit->snippet = keep_buf(engine, &snippet);
    return ok;
}

/* Fills a hit from the row that SEARCH_HIT stands on. sought: NULL for no snippet. */
static bool read_hit(struct engine *engine, struct hit *hit, struct sought *sought, struct err *err) {
    int64_t page = db_int(&engine->db, SEARCH_HIT, 0);
    const struct docset *docset = corpus_docset_of_page(engine->corpus, page);
    hit->kind = corpus_kind_name(engine->corpus, db_int(&engine->db, SEARCH_HIT, 1));
    split_anchor(hit, hit->anchor.len > 0 ? hit->anchor : keep(engine, 2));
    hit->title = keep(engine, 3);
    hit->name = keep(engine, 4);
    hit->signature = keep(engine, 5);
    hit->breadcrumbs = keep(engine, 6);
    hit->since = keep(engine, 8);
    hit->deprecated = keep(engine, 9);
    hit->path = corpus_page_path(engine->corpus, page);
    hit->docset = docset ? docset->name : STR("");
    hit->version = docset ? docset->version : STR("");
    struct buf url;
    buf_init(&url, URL_MAX_BYTES);
    if (docset != NULL)
        write_url(&url, engine->corpus, hit, docset);
    hit->url = keep_buf(engine, &url);
    hit->snippet = STR("");
    return sought == NULL || read_snippet(engine, hit, sought, err);
}

static bool add_hit(struct engine *engine, const struct candidate *candidate, struct sought *sought, struct err *err) {
    struct hit *hit = &engine->hits.hit[engine->hits.count];
    *hit = (struct hit){.id = candidate->entry,
                        .tier = candidate->tier,
                        .score = candidate->score,
                        .coverage = candidate->coverage,
                        .anchor = candidate->anchor};
    db_bind_int(&engine->db, SEARCH_HIT, 1, candidate->entry);
    enum db_step step = db_step(&engine->db, SEARCH_HIT, err);
    bool ok = step != DB_FAILED;
    if (step == DB_ROW) {
        ok = read_hit(engine, hit, sought, err);
        engine->hits.count++;
    }
    db_reset(&engine->db, SEARCH_HIT);
    return ok;
}

/* Typos are looked for when what was typed is, or begins, no name. */
static bool find_corrected_names(struct answer *answer, struct err *err) {
    if (answer->query->options.is_literal || answer->found_count > 0 || answer->is_interrupted)
        return true;
    return answer_correct(answer, err) && (answer->correction == NULL || answer_find_names(answer, err));
}

static bool find_names_and_text(struct answer *answer, struct err *err) {
    if (!answer_exclude(answer, err) || !answer_find_phrases(answer, err) || !answer_find_names(answer, err) ||
        !find_corrected_names(answer, err))
        return false;
    /* The text is not searched when names alone fill the answer. */
    answer->is_cut = answer->is_cut || answer->found_count > answer->wanted;
    bool is_complete = answer->found_count > answer->wanted || answer->is_interrupted;
    return is_complete || answer_find_text(answer, err);
}

static bool find(struct answer *answer, struct err *err) {
    filter_set(&answer->filter, answer->corpus, answer->query, answer->arena);
    if (query_is_only_filters(answer->query)) {
        answer_list(answer);
        return true;
    }
    bool ok = find_names_and_text(answer, err);
    answer_place_completions(answer);
    return ok;
}

static bool fill_hits(struct engine *engine, struct answer *answer, struct err *err) {
    const struct query *query = answer->query;
    struct hits *hits = &engine->hits;
    hits->total = (unsigned)answer->found_count;
    hits->total_exact = !answer->is_cut && !answer->is_interrupted;
    hits->partial = answer->is_interrupted;
    facets_list(&answer->workspace->facets, answer->corpus, hits, answer->arena);
    if (answer->correction != NULL && answer->found_count > 0)
        hits->corrected = answer->correction->shown;
    if (query->options.is_grouped)
        answer_group(answer, query->options.offset);
    struct sought sought;
    sought_init(&sought, query);
    bool ok = true;
    for (size_t i = query->options.offset; i < answer->top_count && ok; i++)
        ok = add_hit(engine, &answer->top[i], &sought, err);
    sought_free(&sought);
    return ok && (!query->options.explain || answer_explain(answer, hits, err));
}

static bool has_kind(void *context, struct str name) {
    const struct engine *engine = context;
    return filter_has_kind(engine->corpus, name);
}

static bool has_docset(void *context, struct str name) {
    const struct engine *engine = context;
    return filter_has_docset(engine->corpus, name);
}

/* A database error is left to the search, which meets it too. */
static bool has_name(void *context, struct str name) {
    struct engine *engine = context;
    struct err err;
    struct buf key;
    buf_init(&key, 8 * QUERY_MAX_BYTES);
    name_write_key(&key, name);
    db_bind_text(&engine->db, SEARCH_NAME, 1, buf_str(&key));
    db_bind_int(&engine->db, SEARCH_NAME, 2, NAME_WHOLE);
    bool has = db_step(&engine->db, SEARCH_NAME, &err) == DB_ROW;
    db_reset(&engine->db, SEARCH_NAME);
    buf_free(&key);
    return has;
}

bool engine_search(struct engine *engine, struct str text, const struct query_options *options, int64_t deadline_us,
                   const struct hits **hits, struct err *err) {
    int64_t start_us = clock_us();
    struct hits *filled = begin_hits(engine, options->limit < QUERY_MAX_LIMIT ? options->limit : QUERY_MAX_LIMIT);
    struct query query;
    const struct syntax_scope scope = {has_kind, has_docset, has_name, engine};
    query_parse(&query, text, options, &scope, &engine->arena);
    filled->query = query.text;
    filled->asked = query.clean;
    struct answer answer = {
        .corpus = engine->corpus,
        .db = &engine->db,
        .arena = &engine->arena,
        .query = &query,
        .scope = &scope,
        .workspace = &engine->workspace,
        .wanted = (size_t)query.options.offset + query.options.limit,
    };
    facets_reset(&engine->workspace.facets, engine->corpus);
    memset(engine->workspace.seen, 0, (engine->corpus->signals.count / 64 + 1) * sizeof *engine->workspace.seen);
    answer.top = arena_alloc(&engine->arena, answer.wanted + 1, sizeof *answer.top);
    engine->db.deadline_us = start_us + (deadline_us > 0 ? deadline_us : ENGINE_DEFAULT_DEADLINE_US);
    bool ok = answer.wanted == 0 || find(&answer, err);
    engine->db.deadline_us = 0;
    ok = ok && fill_hits(engine, &answer, err);
    filled->took_us = clock_us() - start_us;
    *hits = filled;
    return ok;
}

bool engine_highlights(struct engine *engine, const struct docset *docset, const char *role, unsigned limit,
                       const struct hits **hits, struct err *err) {
    struct hits *filled = begin_hits(engine, limit);
    struct db *db = &engine->db;
    enum db_step step;
    bool ok = true;
    db_bind_int(db, SEARCH_HIGHLIGHT, 1, docset->id);
    db_bind_text(db, SEARCH_HIGHLIGHT, 2, str_from(role));
    db_bind_int(db, SEARCH_HIGHLIGHT, 3, limit);
    while (ok && (step = db_step(db, SEARCH_HIGHLIGHT, err)) == DB_ROW) {
        const struct candidate candidate = {.entry = (uint32_t)db_int(db, SEARCH_HIGHLIGHT, 0)};
        ok = add_hit(engine, &candidate, NULL, err);
    }
    db_reset(db, SEARCH_HIGHLIGHT);
    filled->total = (unsigned)filled->count;
    *hits = filled;
    return ok && step == DB_DONE;
}

bool engine_entry(struct engine *engine, uint32_t id, struct whole_entry *entry, bool *found, struct err *err) {
    struct hits *hits = begin_hits(engine, 1);
    const struct candidate candidate = {.entry = id};
    *entry = (struct whole_entry){.index = hits->index};
    bool ok = add_hit(engine, &candidate, NULL, err) &&
              (hits->count == 0 || whole_entry_read(entry, id, &engine->db, &engine->arena, err));
    *found = ok && hits->count > 0;
    if (*found)
        entry->hit = &hits->hit[0];
    return ok;
}

bool engine_embedded_file(struct engine *engine, struct str name, struct embedded_file *file, bool *found,
                          struct err *err) {
    struct db *db = &engine->db;
    arena_reset(&engine->arena);
    db_bind_text(db, SEARCH_FILE, 1, name);
    enum db_step step = db_step(db, SEARCH_FILE, err);
    *found = step == DB_ROW && db_int(db, SEARCH_FILE, 0) >= 0;
    if (*found) {
        file->size = (size_t)db_int(db, SEARCH_FILE, 0);
        file->bytes = arena_copy(&engine->arena, db_text(db, SEARCH_FILE, 1));
        file->is_deflated = file->bytes.len != file->size;
    }
    db_reset(db, SEARCH_FILE);
    return step != DB_FAILED;
}
