/* Words that mean the same, as the owner of a doc set says: "dict, dictionary, hash map". A text that has one of a
 * group counts as if it had the others in its place, too. */
#ifndef DOCFINCH_INDEXER_RANK_SYNONYMS_H
#define DOCFINCH_INDEXER_RANK_SYNONYMS_H

#include "common/base/arena.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SYNONYMS_MAX_GROUPS 1000
#define SYNONYMS_MAX_IN_GROUP 16
#define SYNONYMS_MAX_WORDS 4 /* of one synonym */

/* Terms that synonyms_next() gives at most: of all other synonyms of a group. */
#define SYNONYMS_MAX_OTHERS (SYNONYMS_MAX_IN_GROUP * SYNONYMS_MAX_WORDS)

struct synonym {
    struct str words[SYNONYMS_MAX_WORDS]; /* terms */
    size_t word_count;
    uint32_t group;
};

struct synonyms {
    struct arena arena;
    struct synonym *all; /* owned; by group */
    size_t count, capacity;
    const struct synonym **by_end; /* owned; all of them, in order of their last words */
};

/* Whether a text is a group: 2 to SYNONYMS_MAX_IN_GROUP synonyms with commas between them, each of 1 to
 * SYNONYMS_MAX_WORDS words. */
bool synonyms_is_group(struct str text);

/* Groups as above. */
void synonyms_init(struct synonyms *synonyms, const char *const groups[], size_t count);
void synonyms_free(struct synonyms *synonyms);

/* Where a text is read: the terms before. Begins as {synonyms}. */
struct synonym_reading {
    const struct synonyms *synonyms;
    struct str last[SYNONYMS_MAX_WORDS]; /* the latest first */
    size_t last_count;
};

/* Takes the next term of the text. Gives the terms of what means the same as the words that end with it, and returns
 * how many: 0 nearly always. They are borrowed. */
size_t synonyms_next(struct synonym_reading *reading, struct str term, struct str others[SYNONYMS_MAX_OTHERS]);

#endif
