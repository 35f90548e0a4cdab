/* The name table: every spelling by which an entry can be named, collected while entries are written, then sorted. */
#ifndef DOCFINCH_INDEXER_STORE_NAMES_H
#define DOCFINCH_INDEXER_STORE_NAMES_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/index/db.h"
#include "common/index/schema.h"
#include "indexer/extract/entry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct name_key {
    struct str key;
    uint32_t entry;  /* id */
    uint32_t docset; /* id */
    enum name_tier tier;
};

struct names {
    struct arena arena;
    struct buf scratch;
    struct name_key *keys;
    size_t count, capacity;
};

void names_init(struct names *names);
void names_free(struct names *names);

/* The keys of an entry: its name, its title, and the tails of a name with several parts. */
void names_add(struct names *names, const struct entry *entry, uint32_t id, uint32_t docset);

/* One key more; a key that is empty or longer than SCHEMA_KEY_MAX_BYTES is passed over. key.key is kept as it is: in
 * the arena of names. */
void names_add_key(struct names *names, struct name_key key);

/* When all is added, and before it is written. */
void names_sort(struct names *names);

/* Writes the tables name and name_prefix. */
bool names_write(const struct names *names, struct db *db, size_t docset_count, struct err *err);

#endif
