/* Records of different sizes in memory of one size: a new one comes behind the newest, and takes the place of the
 * oldest. What a heap would cost for records that come and go, in pieces too small for the next, does not arise.
 *
 * Thread rule: none; whoever shares a ring locks it. */
#ifndef DOCFINCH_SERVER_INDEX_RING_H
#define DOCFINCH_SERVER_INDEX_RING_H

#include <stdbool.h>
#include <stddef.h>

struct ring {
    char *bytes; /* owned */
    size_t size;
    size_t newest_end; /* offset behind the newest record */
    size_t oldest;     /* offset of the oldest record */
    size_t used;       /* bytes from there to newest_end, which may lie before it */
};

/* Empty; the memory is taken from the system as it is first written to. Owned: ring_free(). */
void ring_init(struct ring *ring, size_t bytes);
void ring_free(struct ring *ring);

/* Room for a record, aligned for any type and not initialized; it stays where it is until it is dropped. NULL while
 * what is in the ring leaves too little: drop the oldest and ask again. An empty ring has room for half of its size,
 * less 16 bytes. */
void *ring_add(struct ring *ring, size_t bytes);

/* The record that came first of those in the ring; NULL: the ring is empty. */
void *ring_oldest(struct ring *ring);

/* Drops that record; the ring must not be empty. */
void ring_drop(struct ring *ring);

/* Whether the record, one of this ring, is among those that leave it first: more than half of the ring is newer. */
bool ring_is_old(const struct ring *ring, const void *record);

#endif
