#include "server/index/cache.h"

#include "common/base/mem.h"
#include "server/index/pack.h"
#include "server/index/ring.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Parts with a lock each, and lists of answers in each part. */
#define PART_COUNT 16
#define LIST_COUNT 1024

struct kept {
    struct kept *next; /* in its list */
    uint64_t hash;     /* of the key */
    size_t key_bytes, packed_bytes;
    size_t body_bytes; /* unpacked */
    struct cache_note note;
    char bytes[]; /* the key, then the packed body */
};

struct part {
    pthread_mutex_t lock;
    struct kept *lists[LIST_COUNT];
    struct ring ring; /* of struct kept */
};

struct cache {
    struct pack *pack;
    size_t part_count; /* with a lock and a ring */
    struct part parts[PART_COUNT];
};

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/. Keys that are made to collide end in one list of one part, which
 * is no longer than the part's memory allows. The last steps, of MurmurHash3, spread its bits. */
static uint64_t hash_key(struct str key) {
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < key.len; i++)
        hash = (hash ^ (unsigned char)key.ptr[i]) * UINT64_C(0x100000001b3);
    hash = (hash ^ hash >> 33) * UINT64_C(0xff51afd7ed558ccd);
    return hash ^ hash >> 33;
}

static struct part *part_of(struct cache *cache, uint64_t hash) {
    return &cache->parts[hash >> 32 & (PART_COUNT - 1)];
}

static struct kept **list_of(struct part *part, uint64_t hash) {
    return &part->lists[hash & (LIST_COUNT - 1)];
}

static size_t kept_bytes(const struct kept *kept) {
    return sizeof *kept + kept->key_bytes + kept->packed_bytes;
}

struct cache *cache_new(size_t max_bytes, struct str sample) {
    struct cache *cache = mem_new(1, sizeof *cache);
    cache->pack = pack_new(sample);
    while (cache->part_count < PART_COUNT && pthread_mutex_init(&cache->parts[cache->part_count].lock, NULL) == 0)
        ring_init(&cache->parts[cache->part_count++].ring, max_bytes / PART_COUNT);
    if (cache->part_count == PART_COUNT)
        return cache;
    cache_free(cache);
    return NULL;
}

void cache_free(struct cache *cache) {
    if (cache == NULL)
        return;
    for (size_t i = 0; i < cache->part_count; i++) {
        ring_free(&cache->parts[i].ring);
        pthread_mutex_destroy(&cache->parts[i].lock);
    }
    pack_free(cache->pack);
    free(cache);
}

/* The link to the answer, or the NULL at the end of its list. */
static struct kept **find(struct part *part, uint64_t hash, struct str key) {
    struct kept **link = list_of(part, hash);
    while (*link != NULL && ((*link)->hash != hash || !str_equal(str_make((*link)->bytes, (*link)->key_bytes), key)))
        link = &(*link)->next;
    return link;
}

/* One that was moved to the newest is in no list at its old place. */
static void drop_oldest(struct part *part, const struct kept *oldest) {
    struct kept **link = list_of(part, oldest->hash);
    while (*link != NULL && *link != oldest)
        link = &(*link)->next;
    if (*link != NULL)
        *link = oldest->next;
    ring_drop(&part->ring);
}

static void insert(struct part *part, const struct kept *kept) {
    struct kept *room, *oldest;
    while ((room = ring_add(&part->ring, kept_bytes(kept))) == NULL && (oldest = ring_oldest(&part->ring)) != NULL)
        drop_oldest(part, oldest);
    if (room == NULL)
        return;
    memcpy(room, kept, kept_bytes(kept));
    struct kept **list = list_of(part, kept->hash);
    room->next = *list;
    *list = room;
}

/* What is still asked for must not be dropped for its age. The copy is needed because the old place may be taken. */
static void renew(struct part *part, struct kept **link) {
    struct kept *copy = mem_resize(NULL, 1, kept_bytes(*link));
    memcpy(copy, *link, kept_bytes(*link));
    *link = copy->next;
    insert(part, copy);
    free(copy);
}

bool cache_get(struct cache *cache, struct str key, struct cache_note *note, struct buf *body) {
    if (cache == NULL)
        return false;
    uint64_t hash = hash_key(key);
    struct part *part = part_of(cache, hash);
    bool is_there = false;
    pthread_mutex_lock(&part->lock);
    struct kept **link = find(part, hash, key), *kept = *link;
    if (kept != NULL) {
        *note = kept->note;
        struct str packed = str_make(kept->bytes + kept->key_bytes, kept->packed_bytes);
        is_there = pack_read(cache->pack, body, packed, kept->body_bytes);
        if (ring_is_old(&part->ring, kept))
            renew(part, link);
    }
    pthread_mutex_unlock(&part->lock);
    return is_there;
}

/* NULL when the body cannot be packed. */
static struct kept *kept_new(const struct pack *pack, struct str key, const struct cache_note *note, struct str body) {
    struct buf packed;
    struct kept *kept = NULL;
    buf_init(&packed, 2 * CACHE_MAX_ANSWER_BYTES);
    if (pack_write(pack, &packed, body)) {
        kept = mem_resize(NULL, 1, sizeof *kept + key.len + packed.len);
        *kept = (struct kept){.hash = hash_key(key), .note = *note};
        kept->key_bytes = key.len;
        kept->packed_bytes = packed.len;
        kept->body_bytes = body.len;
        memcpy(kept->bytes, key.ptr, key.len);
        memcpy(kept->bytes + key.len, packed.data, packed.len);
    }
    buf_free(&packed);
    return kept;
}

/* Two threads may have made the same answer. */
void cache_put(struct cache *cache, struct str key, const struct cache_note *note, struct str body) {
    if (cache == NULL || key.len + body.len > CACHE_MAX_ANSWER_BYTES)
        return;
    struct kept *kept = kept_new(cache->pack, key, note, body);
    if (kept == NULL)
        return;
    struct part *part = part_of(cache, kept->hash);
    pthread_mutex_lock(&part->lock);
    if (*find(part, kept->hash, key) == NULL)
        insert(part, kept);
    pthread_mutex_unlock(&part->lock);
    free(kept);
}
