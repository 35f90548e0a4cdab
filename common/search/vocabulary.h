/* The artifact's vocabulary as a trie in memory: what misspelt words are compared with.
 *
 * A trie is an array of nodes, each before those below it: what begins with the same letters is a run of nodes, and
 * whoever does not want it goes on at its end. A letter is a code point. 8 bytes per node: 0.8 MB for the 26,000 terms
 * of the Python documentation, 5 MB for the 119,000 of a gigabyte of HTML.
 *
 * Thread rule: read-only after vocabulary_finish(). */
#ifndef DOCFINCH_COMMON_SEARCH_VOCABULARY_H
#define DOCFINCH_COMMON_SEARCH_VOCABULARY_H

#include "common/base/err.h"
#include "common/base/str.h"
#include "common/index/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Terms with more letters are left out: TOKEN_MAX_BYTES. */
#define VOCABULARY_MAX_LETTERS 64

/* A damaged artifact may say anything: 512 MB. */
#define VOCABULARY_MAX_NODES ((size_t)1 << 26)

/* How much a term is preferred for the entries that have it: this many times the natural logarithm of their number,
 * in the units of typo.h. */
#define VOCABULARY_WEIGHT_FACTOR 10

struct vocabulary_node {
    uint32_t end;   /* the first node behind this one and all below it */
    uint16_t code;  /* the letter that leads here */
    uint8_t weight; /* of the term that ends here, above 0; 0: none does */
    uint8_t best;   /* the largest weight here and below */
};

struct vocabulary {
    struct vocabulary_node *nodes;
    size_t count, capacity;
    uint32_t open[VOCABULARY_MAX_LETTERS]; /* while terms are added: the nodes of the last one */
    size_t open_count;
};

/* Terms come in ascending byte order, all before vocabulary_finish(). Those out of order, too long, or with a letter
 * above U+FFFF are left out. */
void vocabulary_add(struct vocabulary *vocabulary, struct str term, uint64_t entry_count);
void vocabulary_finish(struct vocabulary *vocabulary);

/* stmt gives terms and their numbers of entries in byte order. *vocabulary is owned: vocabulary_free(), also after
 * false. */
bool vocabulary_load(struct vocabulary *vocabulary, struct db *db, int stmt, struct err *err);
void vocabulary_free(struct vocabulary *vocabulary);

/* The node to which the letters of a word lead, NULL when no term begins with them or the word is empty. */
const struct vocabulary_node *vocabulary_find(const struct vocabulary *vocabulary, struct str word);

#endif
