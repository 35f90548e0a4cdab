#include "common/search/frequent.h"

#include "common/base/mem.h"
#include "common/index/postings.h"

#include <stdlib.h>

static void lay_out(struct str list, struct posting *at, uint8_t *postings, size_t entry_count) {
    while (postings_next(&list, at) && at->entry >= 1 && at->entry <= entry_count)
        postings[at->entry - 1] = (uint8_t)(at->impact | (at->in_title ? POSTINGS_TITLE_BIT : 0));
}

static bool load_term(struct frequent *frequent, struct db *db, int stmt, int more_stmt, struct err *err) {
    frequent->terms = mem_grow(frequent->terms, frequent->count, &frequent->capacity, sizeof *frequent->terms);
    struct frequent_term *term = &frequent->terms[frequent->count++];
    struct posting at = {0};
    term->term = arena_copy(&frequent->arena, db_text(db, stmt, 0));
    term->postings = arena_alloc(&frequent->arena, frequent->entry_count, 1);
    lay_out(db_text(db, stmt, 1), &at, term->postings, frequent->entry_count);
    enum db_step step;
    db_bind_text(db, more_stmt, 1, term->term);
    while ((step = db_step(db, more_stmt, err)) == DB_ROW)
        lay_out(db_text(db, more_stmt, 0), &at, term->postings, frequent->entry_count);
    db_reset(db, more_stmt);
    return step == DB_DONE;
}

bool frequent_load(struct frequent *frequent, struct db *db, int stmt, int more_stmt, size_t entry_count,
                   struct err *err) {
    *frequent = (struct frequent){.entry_count = entry_count};
    arena_init(&frequent->arena);
    enum db_step step;
    bool ok = true;
    db_bind_int(db, stmt, 1, (int64_t)(entry_count / FREQUENT_ONE_IN));
    while (ok && (step = db_step(db, stmt, err)) == DB_ROW && frequent->count < FREQUENT_MAX_TERMS &&
           (frequent->count + 1) * entry_count <= FREQUENT_MAX_BYTES)
        ok = load_term(frequent, db, stmt, more_stmt, err);
    db_reset(db, stmt);
    return ok && step != DB_FAILED;
}

void frequent_free(struct frequent *frequent) {
    free(frequent->terms);
    arena_free(&frequent->arena);
    *frequent = (struct frequent){0};
}

static int compare_term(const void *key, const void *element) {
    const struct str *term = key;
    return str_compare(*term, ((const struct frequent_term *)element)->term);
}

const uint8_t *frequent_find(const struct frequent *frequent, struct str term) {
    if (frequent->count == 0)
        return NULL;
    const struct frequent_term *found =
        bsearch(&term, frequent->terms, frequent->count, sizeof *frequent->terms, compare_term);
    return found ? found->postings : NULL;
}
