#include "common/search/corpus.h"

#include "common/base/mem.h"
#include "common/index/digest.h"
#include "common/index/schema.h"

#include <stdlib.h>

enum {
    STMT_META,
    STMT_KIND_NAMES,
    STMT_DOCSETS,
    STMT_KINDS,
    STMT_PAGES,
    STMT_SIGNAL,
    STMT_HAS_PAGES,
    STMT_FREQUENT,
    STMT_POSTINGS,
    STMT_VOCABULARY,
    STMT_COUNT
};

static const char *const statements[STMT_COUNT] = {
    [STMT_META] = "SELECT key, value FROM meta",
    [STMT_KIND_NAMES] = "SELECT id, name FROM kind ORDER BY id",
    [STMT_DOCSETS] = "SELECT id, name, title, version, language, generator, base_url, page_count, entry_count "
                     "FROM docset ORDER BY id",
    [STMT_KINDS] = "SELECT kind, entry_count FROM docset_kind WHERE docset = ?1 ORDER BY position",
    [STMT_PAGES] = "SELECT id, docset, path FROM page ORDER BY id",
    [STMT_SIGNAL] = "SELECT data FROM signal WHERE name = ?1",
    [STMT_FREQUENT] = "SELECT term, postings FROM term WHERE entry_count > ?1 ORDER BY term",
    [STMT_POSTINGS] = "SELECT postings FROM posting WHERE term = ?1 ORDER BY chunk",
    [STMT_VOCABULARY] = "SELECT term, entry_count FROM term WHERE entry_count > 1 OR title_count > 0 ORDER BY term",
    [STMT_HAS_PAGES] = "SELECT EXISTS (SELECT 1 FROM sqlar)",
};

static struct str keep(struct corpus *corpus, struct db *db, int stmt, int column) {
    return arena_copy(&corpus->arena, db_text(db, stmt, column));
}

static bool load_meta(struct corpus *corpus, struct db *db, struct err *err) {
    enum db_step step;
    while ((step = db_step(db, STMT_META, err)) == DB_ROW) {
        corpus->meta = mem_grow(corpus->meta, corpus->meta_count, &corpus->meta_capacity, sizeof *corpus->meta);
        corpus->meta[corpus->meta_count++] =
            (struct meta_value){keep(corpus, db, STMT_META, 0), keep(corpus, db, STMT_META, 1)};
    }
    db_reset(db, STMT_META);
    /* It goes into headers and logs. */
    if (step == DB_DONE && !digest_is_hex(corpus_id(corpus), SCHEMA_ID_DIGITS))
        return err_set(err, ERR_FORMAT, "the artifact has no id of %d hexadecimal digits; build it again",
                       SCHEMA_ID_DIGITS);
    return step == DB_DONE;
}

static bool load_kind_names(struct corpus *corpus, struct db *db, struct err *err) {
    enum db_step step;
    while ((step = db_step(db, STMT_KIND_NAMES, err)) == DB_ROW) {
        if (db_int(db, STMT_KIND_NAMES, 0) != (int64_t)corpus->kind_count + 1 || corpus->kind_count == UINT16_MAX)
            break;
        corpus->kinds = mem_grow(corpus->kinds, corpus->kind_count, &corpus->kind_capacity, sizeof *corpus->kinds);
        corpus->kinds[corpus->kind_count++] = keep(corpus, db, STMT_KIND_NAMES, 1);
    }
    db_reset(db, STMT_KIND_NAMES);
    return step == DB_DONE || err_set(err, ERR_FORMAT, "the table kind is not as expected");
}

static bool load_kinds(struct corpus *corpus, struct docset *docset, struct db *db, struct err *err) {
    size_t capacity = 0;
    enum db_step step;
    db_bind_int(db, STMT_KINDS, 1, docset->id);
    while ((step = db_step(db, STMT_KINDS, err)) == DB_ROW) {
        docset->kinds = mem_grow(docset->kinds, docset->kind_count, &capacity, sizeof *docset->kinds);
        docset->kinds[docset->kind_count++] =
            (struct docset_kind){corpus_kind_name(corpus, db_int(db, STMT_KINDS, 0)), db_int(db, STMT_KINDS, 1)};
    }
    db_reset(db, STMT_KINDS);
    return step == DB_DONE;
}

static struct docset read_docset(struct corpus *corpus, struct db *db) {
    return (struct docset){
        .id = db_int(db, STMT_DOCSETS, 0),
        .name = keep(corpus, db, STMT_DOCSETS, 1),
        .title = keep(corpus, db, STMT_DOCSETS, 2),
        .version = keep(corpus, db, STMT_DOCSETS, 3),
        .language = keep(corpus, db, STMT_DOCSETS, 4),
        .generator = keep(corpus, db, STMT_DOCSETS, 5),
        .base_url = keep(corpus, db, STMT_DOCSETS, 6),
        .page_count = db_int(db, STMT_DOCSETS, 7),
        .entry_count = db_int(db, STMT_DOCSETS, 8),
    };
}

static bool load_docsets(struct corpus *corpus, struct db *db, struct err *err) {
    enum db_step step;
    while ((step = db_step(db, STMT_DOCSETS, err)) == DB_ROW) {
        corpus->docsets =
            mem_grow(corpus->docsets, corpus->docset_count, &corpus->docset_capacity, sizeof *corpus->docsets);
        struct docset *docset = &corpus->docsets[corpus->docset_count++];
        *docset = read_docset(corpus, db);
        if (docset->id != (int64_t)corpus->docset_count || corpus->docset_count >= UINT16_MAX)
            step = DB_FAILED;
        if (step == DB_FAILED || !load_kinds(corpus, docset, db, err))
            break;
    }
    db_reset(db, STMT_DOCSETS);
    if (step == DB_DONE && corpus->docset_count > 0)
        return true;
    return err_set(err, ERR_FORMAT, "the table docset is not as expected");
}

static bool load_pages(struct corpus *corpus, struct db *db, struct err *err) {
    int64_t count = 0;
    if (!db_query_int(db, "SELECT max(id) FROM page", &count, err))
        return false;
    if (count < 1 || count > CORPUS_MAX_PAGES)
        return err_set(err, ERR_FORMAT, "the table page is not as expected");
    corpus->page_count = (size_t)count;
    corpus->pages = mem_new(corpus->page_count, sizeof *corpus->pages);
    enum db_step step;
    while ((step = db_step(db, STMT_PAGES, err)) == DB_ROW) {
        int64_t page = db_int(db, STMT_PAGES, 0), docset = db_int(db, STMT_PAGES, 1);
        if (page >= 1 && page <= count && docset >= 1 && docset <= (int64_t)corpus->docset_count)
            corpus->pages[page - 1] = (struct corpus_page){keep(corpus, db, STMT_PAGES, 2), (uint16_t)docset};
    }
    db_reset(db, STMT_PAGES);
    return step == DB_DONE;
}

/* What the pages and kinds of the entries are, checked once for all searches, which index arrays with them. */
static bool resolve_signals(struct corpus *corpus, struct err *err) {
    struct signals *signals = &corpus->signals;
    signals->docset = mem_new(signals->count, sizeof *signals->docset);
    for (size_t i = 0; i < signals->count; i++) {
        if (signals->page[i] < 1 || signals->page[i] > corpus->page_count)
            return err_set(err, ERR_FORMAT, "signal page: entry %zu is on no page", i + 1);
        signals->docset[i] = corpus->pages[signals->page[i] - 1].docset;
        signals->kind[i] = signals->kind[i] <= corpus->kind_count ? signals->kind[i] : 0;
    }
    return true;
}

static bool load_signals(struct corpus *corpus, struct db *db, struct err *err) {
    int64_t count = 0;
    if (!db_query_int(db, "SELECT max(id) FROM entry", &count, err))
        return false;
    if (count < 1 || count > UINT32_MAX)
        return err_set(err, ERR_FORMAT, "the table entry is not as expected");
    return signals_load(&corpus->signals, db, STMT_SIGNAL, (size_t)count, err) && resolve_signals(corpus, err);
}

static bool load_has_pages(struct corpus *corpus, struct db *db, struct err *err) {
    bool ok = db_step(db, STMT_HAS_PAGES, err) == DB_ROW;
    corpus->has_pages = ok && db_int(db, STMT_HAS_PAGES, 0) != 0;
    db_reset(db, STMT_HAS_PAGES);
    return ok;
}

static bool load_tables(struct corpus *corpus, struct db *db, struct err *err) {
    return db_quick_check(db, err) && db_prepare(db, statements, STMT_COUNT, err) && load_meta(corpus, db, err) &&
           load_kind_names(corpus, db, err) && load_docsets(corpus, db, err) && load_pages(corpus, db, err) &&
           load_signals(corpus, db, err) && load_has_pages(corpus, db, err) &&
           frequent_load(&corpus->frequent, db, STMT_FREQUENT, STMT_POSTINGS, corpus->signals.count, err) &&
           vocabulary_load(&corpus->vocabulary, db, STMT_VOCABULARY, err);
}

static bool load_image(struct corpus *corpus, const char *path, struct err *err) {
    struct db db = {0};
    bool ok = image_load(&corpus->image, path, err);
    if (ok && !(db_open_memory(&db, &corpus->image, err) && load_tables(corpus, &db, err)))
        ok = err_prefix(err, "%s", path);
    db_close(&db);
    return ok;
}

static struct corpus *corpus_new(void) {
    struct corpus *corpus = mem_new(1, sizeof *corpus);
    corpus->base_path = STR("");
    arena_init(&corpus->arena);
    return corpus;
}

bool corpus_open(struct corpus **corpus, const char *path, struct err *err) {
    struct corpus *opened = corpus_new();
    bool ok = load_image(opened, path, err);
    if (!ok) {
        corpus_close(opened);
        opened = NULL;
    }
    *corpus = opened;
    return ok;
}

bool corpus_check(const char *path, struct err *err) {
    struct corpus *corpus = corpus_new();
    struct db db = {0};
    bool ok = image_check(path, err);
    if (ok && !(db_open_file(&db, path, err) && load_tables(corpus, &db, err)))
        ok = err_prefix(err, "%s", path);
    db_close(&db);
    corpus_close(corpus);
    return ok;
}

void corpus_close(struct corpus *corpus) {
    if (corpus == NULL)
        return;
    for (size_t i = 0; i < corpus->docset_count; i++)
        free(corpus->docsets[i].kinds);
    free(corpus->docsets);
    free(corpus->kinds);
    free(corpus->meta);
    free(corpus->pages);
    signals_free(&corpus->signals);
    frequent_free(&corpus->frequent);
    vocabulary_free(&corpus->vocabulary);
    arena_free(&corpus->arena);
    image_free(&corpus->image);
    free(corpus);
}

void corpus_set_base_path(struct corpus *corpus, struct str base_path) {
    corpus->base_path = base_path;
}

struct str corpus_meta(const struct corpus *corpus, const char *key) {
    for (size_t i = 0; i < corpus->meta_count; i++)
        if (str_is(corpus->meta[i].key, key))
            return corpus->meta[i].value;
    return STR("");
}

struct str corpus_id(const struct corpus *corpus) {
    return corpus_meta(corpus, "id");
}

size_t corpus_size_bytes(const struct corpus *corpus) {
    return corpus->image.size;
}

const struct docset *corpus_docsets(const struct corpus *corpus, size_t *count) {
    *count = corpus->docset_count;
    return corpus->docsets;
}

const struct docset *corpus_find_docset(const struct corpus *corpus, struct str name) {
    for (size_t i = 0; i < corpus->docset_count; i++)
        if (str_equal(corpus->docsets[i].name, name))
            return &corpus->docsets[i];
    return NULL;
}

struct str corpus_page_path(const struct corpus *corpus, int64_t page) {
    return page >= 1 && page <= (int64_t)corpus->page_count ? corpus->pages[page - 1].path : STR("");
}

const struct docset *corpus_docset_of_page(const struct corpus *corpus, int64_t page) {
    uint16_t id = page >= 1 && page <= (int64_t)corpus->page_count ? corpus->pages[page - 1].docset : 0;
    return id >= 1 && id <= corpus->docset_count ? &corpus->docsets[id - 1] : NULL;
}

struct str corpus_kind_name(const struct corpus *corpus, int64_t id) {
    return id >= 1 && id <= (int64_t)corpus->kind_count ? corpus->kinds[id - 1] : STR("");
}

uint16_t corpus_find_kind(const struct corpus *corpus, struct str name) {
    for (size_t i = 0; i < corpus->kind_count; i++)
        if (str_equal(corpus->kinds[i], name))
            return (uint16_t)(i + 1);
    return 0;
}
