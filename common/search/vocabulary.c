#include "common/search/vocabulary.h"

#include "common/base/mem.h"
#include "common/base/utf8.h"

#include <math.h>
#include <stdlib.h>

static uint8_t weight_of(uint64_t entry_count) {
    double weight = 1 + VOCABULARY_WEIGHT_FACTOR * log((double)(entry_count > 0 ? entry_count : 1));
    return weight < UINT8_MAX ? (uint8_t)weight : UINT8_MAX;
}

/* The letters of a term, and how many; 0 when it is not one for here. */
static size_t read_letters(struct str term, uint16_t letters[VOCABULARY_MAX_LETTERS]) {
    size_t count = 0;
    for (size_t at = 0; at < term.len;) {
        uint32_t code = utf8_next(term, &at);
        if (code > UINT16_MAX || count == VOCABULARY_MAX_LETTERS)
            return 0;
        letters[count++] = (uint16_t)code;
    }
    return count;
}

/* What begins with the last letters of the term before is complete. */
static void close_nodes(struct vocabulary *vocabulary, size_t kept) {
    for (; vocabulary->open_count > kept; vocabulary->open_count--) {
        struct vocabulary_node *node = &vocabulary->nodes[vocabulary->open[vocabulary->open_count - 1]];
        node->end = (uint32_t)vocabulary->count;
        if (vocabulary->open_count == 1)
            continue;
        struct vocabulary_node *above = &vocabulary->nodes[vocabulary->open[vocabulary->open_count - 2]];
        above->best = node->best > above->best ? node->best : above->best;
    }
}

static void open_node(struct vocabulary *vocabulary, uint16_t code) {
    vocabulary->nodes =
        mem_grow(vocabulary->nodes, vocabulary->count, &vocabulary->capacity, sizeof *vocabulary->nodes);
    vocabulary->open[vocabulary->open_count++] = (uint32_t)vocabulary->count;
    vocabulary->nodes[vocabulary->count++] = (struct vocabulary_node){.code = code};
}

/* How many letters are those of the term before. */
static size_t shared_letters(const struct vocabulary *vocabulary, const uint16_t letters[], size_t count) {
    size_t shared = 0;
    while (shared < count && shared < vocabulary->open_count &&
           vocabulary->nodes[vocabulary->open[shared]].code == letters[shared])
        shared++;
    return shared;
}

void vocabulary_add(struct vocabulary *vocabulary, struct str term, uint64_t entry_count) {
    uint16_t letters[VOCABULARY_MAX_LETTERS];
    size_t count = read_letters(term, letters);
    size_t shared = shared_letters(vocabulary, letters, count);
    bool is_ascending = shared == vocabulary->open_count ||
                        (shared < count && letters[shared] > vocabulary->nodes[vocabulary->open[shared]].code);
    if (shared == count || !is_ascending || vocabulary->count + count > VOCABULARY_MAX_NODES)
        return;
    close_nodes(vocabulary, shared);
    for (size_t i = shared; i < count; i++)
        open_node(vocabulary, letters[i]);
    struct vocabulary_node *last = &vocabulary->nodes[vocabulary->count - 1];
    last->weight = last->best = weight_of(entry_count);
}

void vocabulary_finish(struct vocabulary *vocabulary) {
    close_nodes(vocabulary, 0);
    if (vocabulary->count > 0)
        vocabulary->nodes = mem_resize(vocabulary->nodes, vocabulary->count, sizeof *vocabulary->nodes);
    vocabulary->capacity = vocabulary->count;
}

bool vocabulary_load(struct vocabulary *vocabulary, struct db *db, int stmt, struct err *err) {
    *vocabulary = (struct vocabulary){0};
    enum db_step step;
    while ((step = db_step(db, stmt, err)) == DB_ROW) {
        int64_t entry_count = db_int(db, stmt, 1);
        vocabulary_add(vocabulary, db_text(db, stmt, 0), entry_count > 0 ? (uint64_t)entry_count : 0);
    }
    db_reset(db, stmt);
    vocabulary_finish(vocabulary);
    return step != DB_FAILED;
}

void vocabulary_free(struct vocabulary *vocabulary) {
    free(vocabulary->nodes);
    *vocabulary = (struct vocabulary){0};
}

const struct vocabulary_node *vocabulary_find(const struct vocabulary *vocabulary, struct str word) {
    const struct vocabulary_node *found = NULL;
    size_t from = 0, to = vocabulary->count;
    for (size_t at = 0; at < word.len;) {
        uint32_t code = utf8_next(word, &at);
        while (from < to && vocabulary->nodes[from].code != code)
            from = vocabulary->nodes[from].end;
        if (from >= to)
            return NULL;
        found = &vocabulary->nodes[from];
        to = found->end;
        from++;
    }
    return found;
}
