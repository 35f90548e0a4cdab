#include "indexer/store/vocabulary.h"

#include "common/base/arena.h"
#include "common/base/mem.h"
#include "common/index/schema.h"
#include "indexer/store/prefixes.h"
#include "indexer/store/writer.h"

#include <stdlib.h>

struct vocabulary_term {
    struct str term;
    int64_t entry_count, title_count;
};

struct vocabulary {
    struct arena arena;
    struct vocabulary_term *terms; /* in byte order */
    size_t count, capacity;
};

bool vocabulary_prepare(struct db *db, struct err *err) {
    return db_exec(db,
                   "CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, entry_fts, row);"
                   "CREATE VIRTUAL TABLE temp.terms_by_field USING fts5vocab(main, entry_fts, col);",
                   err);
}

static bool read_terms(struct vocabulary *vocabulary, struct db *db, struct err *err) {
    enum db_step step;
    while ((step = db_step(db, WRITE_VOCABULARY, err)) == DB_ROW) {
        struct str term = db_text(db, WRITE_VOCABULARY, 0);
        if (str_starts(term, STR(SCHEMA_FACET_MARK)))
            continue;
        vocabulary->terms =
            mem_grow(vocabulary->terms, vocabulary->count, &vocabulary->capacity, sizeof *vocabulary->terms);
        vocabulary->terms[vocabulary->count++] =
            (struct vocabulary_term){arena_copy(&vocabulary->arena, term), db_int(db, WRITE_VOCABULARY, 1), 0};
    }
    db_reset(db, WRITE_VOCABULARY);
    return step == DB_DONE;
}

/* The titles' terms come in the same order, but only some of them. */
static bool read_title_counts(struct vocabulary *vocabulary, struct db *db, struct err *err) {
    size_t at = 0;
    enum db_step step;
    while ((step = db_step(db, WRITE_VOCABULARY_TITLES, err)) == DB_ROW) {
        struct str term = db_text(db, WRITE_VOCABULARY_TITLES, 0);
        while (at < vocabulary->count && str_compare(vocabulary->terms[at].term, term) < 0)
            at++;
        if (at < vocabulary->count && str_equal(vocabulary->terms[at].term, term))
            vocabulary->terms[at].title_count = db_int(db, WRITE_VOCABULARY_TITLES, 1);
    }
    db_reset(db, WRITE_VOCABULARY_TITLES);
    return step == DB_DONE;
}

static bool write_terms(const struct vocabulary *vocabulary, struct db *db, struct err *err) {
    for (size_t i = 0; i < vocabulary->count; i++) {
        db_bind_text(db, WRITE_TERM, 1, vocabulary->terms[i].term);
        db_bind_int(db, WRITE_TERM, 2, vocabulary->terms[i].entry_count);
        db_bind_int(db, WRITE_TERM, 3, vocabulary->terms[i].title_count);
        if (!db_run(db, WRITE_TERM, err))
            return false;
    }
    return true;
}

struct emission {
    struct db *db;
    const struct vocabulary *vocabulary;
};

static bool emit_term(void *context, struct str prefix, size_t position, uint32_t value, struct err *err) {
    const struct emission *emission = context;
    db_bind_text(emission->db, WRITE_TERM_PREFIX, 1, prefix);
    db_bind_int(emission->db, WRITE_TERM_PREFIX, 2, (int64_t)position);
    db_bind_text(emission->db, WRITE_TERM_PREFIX, 3, emission->vocabulary->terms[value].term);
    return db_run(emission->db, WRITE_TERM_PREFIX, err);
}

static bool write_prefixes(const struct vocabulary *vocabulary, struct db *db, struct err *err) {
    struct prefix_item *items = mem_new(vocabulary->count, sizeof *items);
    for (size_t i = 0; i < vocabulary->count; i++) {
        int64_t frequency = vocabulary->terms[i].entry_count;
        items[i] = (struct prefix_item){
            .key = vocabulary->terms[i].term,
            .rank = UINT32_MAX - (uint32_t)(frequency < UINT32_MAX ? frequency : UINT32_MAX),
            .value = (uint32_t)i,
        };
    }
    struct emission emission = {db, vocabulary};
    const struct prefix_lists lists = {SCHEMA_TERM_SCAN_MAX, SCHEMA_TERM_LIST_MAX, &emission, emit_term};
    bool ok = prefixes_emit(&lists, items, vocabulary->count, err);
    free(items);
    return ok;
}

bool vocabulary_write(struct db *db, struct err *err) {
    struct vocabulary vocabulary = {0};
    arena_init(&vocabulary.arena);
    bool ok = read_terms(&vocabulary, db, err) && read_title_counts(&vocabulary, db, err) &&
              write_terms(&vocabulary, db, err) && write_prefixes(&vocabulary, db, err);
    free(vocabulary.terms);
    arena_free(&vocabulary.arena);
    return ok;
}
