#include "server/index/ring.h"

#include "common/base/mem.h"

#include <stdalign.h>
#include <stdlib.h>

/* What stands before each record. Where the end of the memory leaves too little for one, a gap does. */
struct head {
    alignas(max_align_t) size_t bytes; /* with this head */
    bool is_gap;
};

static struct head *head_at(const struct ring *ring, size_t offset) {
    return (struct head *)(void *)(ring->bytes + offset);
}

void ring_init(struct ring *ring, size_t bytes) {
    *ring = (struct ring){.size = bytes - bytes % sizeof(struct head)};
    ring->bytes = mem_resize(NULL, 1, ring->size);
}

void ring_free(struct ring *ring) {
    free(ring->bytes);
}

static struct head *append(struct ring *ring, size_t bytes, bool is_gap) {
    struct head *head = head_at(ring, ring->newest_end);
    *head = (struct head){.bytes = bytes, .is_gap = is_gap};
    ring->newest_end = (ring->newest_end + bytes) % ring->size;
    ring->used += bytes;
    return head;
}

void *ring_add(struct ring *ring, size_t bytes) {
    if (bytes > ring->size / 2)
        return NULL;
    size_t needed = (bytes + 2 * sizeof(struct head) - 1) / sizeof(struct head) * sizeof(struct head);
    size_t at_end = ring->size - ring->newest_end;
    size_t gap = at_end < needed ? at_end : 0;
    if (needed > ring->size / 2 || ring->used + gap + needed > ring->size)
        return NULL;
    if (gap > 0)
        append(ring, gap, true);
    return append(ring, needed, false) + 1;
}

static void drop(struct ring *ring) {
    size_t bytes = head_at(ring, ring->oldest)->bytes;
    ring->oldest = (ring->oldest + bytes) % ring->size;
    ring->used -= bytes;
}

void *ring_oldest(struct ring *ring) {
    if (ring->used > 0 && head_at(ring, ring->oldest)->is_gap)
        drop(ring);
    return ring->used > 0 ? head_at(ring, ring->oldest) + 1 : NULL;
}

void ring_drop(struct ring *ring) {
    (void)ring_oldest(ring);
    drop(ring);
}

bool ring_is_old(const struct ring *ring, const void *record) {
    size_t offset = (size_t)((const char *)record - ring->bytes);
    size_t newer = offset < ring->newest_end ? ring->newest_end - offset : ring->newest_end + ring->size - offset;
    return newer > ring->size / 2;
}
