#include "server/index/cache.h"

#include "common/base/mem.h"
#include "server/index/pack.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Parts with a lock each, and lists of answers in each part. */
#define PART_COUNT 16
#define LIST_COUNT 1024

struct kept {
    struct kept *next;          /* in its list */
    struct kept *newer, *older; /* by when it was asked for last */
    uint64_t hash;              /* of the key */
    size_t key_bytes, packed_bytes;
    size_t body_bytes; /* unpacked */
    struct cache_note note;
    char bytes[]; /* the key, then the packed body */
};

struct part {
    pthread_mutex_t lock;
    struct kept *lists[LIST_COUNT];
    struct kept *newest, *oldest;
    size_t bytes;
};

struct cache {
    struct pack *pack;
    size_t part_max_bytes;
    size_t part_count; /* with a lock */
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
    cache->part_max_bytes = max_bytes / PART_COUNT;
    while (cache->part_count < PART_COUNT && pthread_mutex_init(&cache->parts[cache->part_count].lock, NULL) == 0)
        cache->part_count++;
    if (cache->part_count == PART_COUNT)
        return cache;
    cache_free(cache);
    return NULL;
}

void cache_free(struct cache *cache) {
    if (cache == NULL)
        return;
    for (size_t i = 0; i < cache->part_count; i++) {
        for (struct kept *kept = cache->parts[i].newest, *older; kept != NULL; kept = older) {
            older = kept->older;
            free(kept);
        }
        pthread_mutex_destroy(&cache->parts[i].lock);
    }
    pack_free(cache->pack);
    free(cache);
}

static void unlink_by_age(struct part *part, struct kept *kept) {
    *(kept->newer != NULL ? &kept->newer->older : &part->newest) = kept->older;
    *(kept->older != NULL ? &kept->older->newer : &part->oldest) = kept->newer;
}

static void make_newest(struct part *part, struct kept *kept) {
    kept->newer = NULL;
    kept->older = part->newest;
    *(part->newest != NULL ? &part->newest->newer : &part->oldest) = kept;
    part->newest = kept;
}

static struct kept *find(struct part *part, uint64_t hash, struct str key) {
    struct kept *kept = *list_of(part, hash);
    while (kept != NULL && (kept->hash != hash || !str_equal(str_make(kept->bytes, kept->key_bytes), key)))
        kept = kept->next;
    return kept;
}

static void drop_oldest(struct part *part) {
    struct kept *oldest = part->oldest, **link = list_of(part, oldest->hash);
    while (*link != oldest)
        link = &(*link)->next;
    *link = oldest->next;
    part->oldest = oldest->newer;
    if (part->oldest != NULL)
        part->oldest->older = NULL;
    else
        part->newest = NULL;
    part->bytes -= kept_bytes(oldest);
    free(oldest);
}

bool cache_get(struct cache *cache, struct str key, struct cache_note *note, struct buf *body) {
    if (cache == NULL)
        return false;
    uint64_t hash = hash_key(key);
    struct part *part = part_of(cache, hash);
    bool is_there = false;
    pthread_mutex_lock(&part->lock);
    struct kept *kept = find(part, hash, key);
    if (kept != NULL) {
        unlink_by_age(part, kept);
        make_newest(part, kept);
        *note = kept->note;
        struct str packed = str_make(kept->bytes + kept->key_bytes, kept->packed_bytes);
        is_there = pack_read(cache->pack, body, packed, kept->body_bytes);
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
static bool insert(struct part *part, struct kept *kept, size_t max_bytes) {
    if (find(part, kept->hash, str_make(kept->bytes, kept->key_bytes)) != NULL)
        return false;
    while (part->oldest != NULL && part->bytes + kept_bytes(kept) > max_bytes)
        drop_oldest(part);
    if (kept_bytes(kept) > max_bytes)
        return false;
    struct kept **list = list_of(part, kept->hash);
    kept->next = *list;
    *list = kept;
    make_newest(part, kept);
    part->bytes += kept_bytes(kept);
    return true;
}

void cache_put(struct cache *cache, struct str key, const struct cache_note *note, struct str body) {
    if (cache == NULL || key.len + body.len > CACHE_MAX_ANSWER_BYTES)
        return;
    struct kept *kept = kept_new(cache->pack, key, note, body);
    if (kept == NULL)
        return;
    struct part *part = part_of(cache, kept->hash);
    pthread_mutex_lock(&part->lock);
    bool is_kept = insert(part, kept, cache->part_max_bytes);
    pthread_mutex_unlock(&part->lock);
    if (!is_kept)
        free(kept);
}
