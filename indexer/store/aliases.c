#include "indexer/store/aliases.h"

#include "common/base/mem.h"
#include "common/text/name.h"

#include <stdlib.h>

/* What the names of entries are kept for, each as the hash of a key with ... */
enum scope { IN_PAGE, IN_DOCSET, SCOPE_COUNT };

/* A set of hashes. Never full; 0 marks an empty slot. */
struct hash_set {
    uint64_t *slots;
    size_t capacity; /* a power of two */
};

struct matching {
    struct names *names;
    const struct collection *collection;
    const uint32_t *order;
    uint32_t *id_of; /* by index of the entry */
    struct hash_set taken;
    struct buf key;
};

static uint64_t hash_key(enum scope scope, uint32_t where, struct str key) {
    const uint32_t seed[] = {(uint32_t)scope, where};
    uint64_t hash = str_hash(key, str_hash(str_make((const char *)seed, sizeof seed), 0));
    return ((hash ^ hash >> 32) * 0x9E3779B97F4A7C15u) | 1;
}

static uint64_t *find_slot(const struct hash_set *set, uint64_t hash) {
    size_t mask = set->capacity - 1;
    size_t at = (size_t)(hash >> 20) & mask;
    while (set->slots[at] != 0 && set->slots[at] != hash)
        at = (at + 1) & mask;
    return &set->slots[at];
}

static bool is_taken(const struct matching *matching, enum scope scope, uint32_t where, struct str key) {
    return *find_slot(&matching->taken, hash_key(scope, where, key)) != 0;
}

static uint32_t page_of(const struct matching *matching, uint32_t entry_index) {
    return matching->collection->entries[entry_index].page;
}

static void take_names(struct matching *matching) {
    const struct names *names = matching->names;
    matching->taken.capacity = 1024;
    while (matching->taken.capacity < 2 * SCOPE_COUNT * names->count)
        matching->taken.capacity *= 2;
    matching->taken.slots = mem_new(matching->taken.capacity, sizeof *matching->taken.slots);
    for (size_t i = 0; i < names->count; i++) {
        const struct name_key *key = &names->keys[i];
        uint32_t page = page_of(matching, matching->order[key->entry - 1]);
        const uint64_t hashes[] = {hash_key(IN_PAGE, page, key->key), hash_key(IN_DOCSET, key->docset, key->key)};
        for (size_t j = 0; j < SCOPE_COUNT; j++)
            *find_slot(&matching->taken, hashes[j]) = hashes[j];
    }
}

static void add_alias(struct matching *matching, const struct known_symbol *symbol, struct str key) {
    struct names *names = matching->names;
    uint32_t id = matching->id_of[symbol->entry], docset = symbol->docset + 1;
    struct str whole = arena_copy(&names->arena, key), tail = name_with_tails(whole), next = whole;
    names_add_key(names, (struct name_key){whole, id, docset, NAME_WHOLE});
    while (name_next_tail(&tail)) {
        next = tail;
        if (name_next_tail(&next) || !is_taken(matching, IN_DOCSET, docset, tail))
            names_add_key(names, (struct name_key){tail, id, docset, NAME_TAIL});
    }
}

static void match_name(struct matching *matching, struct known_symbol *symbol) {
    if (symbol->verdict == KNOWN_PAGE_MISSING)
        return;
    buf_reset(&matching->key);
    name_write_key(&matching->key, symbol->name);
    if (is_taken(matching, IN_PAGE, page_of(matching, symbol->entry), buf_str(&matching->key)))
        symbol->verdict = KNOWN_FOUND;
    else
        add_alias(matching, symbol, buf_str(&matching->key));
}

void aliases_add(struct names *names, struct collection *collection, const uint32_t *order) {
    struct known *known = &collection->known;
    if (known->count == 0)
        return;
    struct matching matching = {.names = names, .collection = collection, .order = order};
    matching.id_of = mem_new(collection->entry_count, sizeof *matching.id_of);
    for (size_t i = 0; i < collection->entry_count; i++)
        matching.id_of[order[i]] = (uint32_t)i + 1;
    buf_init(&matching.key, (size_t)64 << 10);
    take_names(&matching);
    for (size_t i = 0; i < known->count; i++)
        match_name(&matching, &known->symbols[i]);
    buf_free(&matching.key);
    free(matching.taken.slots);
    free(matching.id_of);
}
