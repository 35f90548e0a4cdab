/* Clients that take large answers, told apart by how fast they do.
 *
 * The kernel knows for each connection how many bytes the other side has acknowledged (tcp(7), TCP_INFO), whatever
 * waits in its own buffers, which hold megabytes.
 *
 * Thread rule: one thread. */
#ifndef DOCFINCH_SERVER_HTTP_TAKERS_H
#define DOCFINCH_SERVER_HTTP_TAKERS_H

#include "server/http/listener.h"

#include <stdint.h>

/* A client that takes less than this from one look to the next, 240 KB/s, would need half a minute for the largest
 * pages of real documentation, 8 MB. */
#define TAKERS_SLOW_BYTES ((uint64_t)48 << 10)
#define TAKERS_LOOK_MS 200

/* Its members are for the functions below. */
struct takers {
    uint64_t *acked; /* by descriptor: bytes at the last look, 1 added; 0: nothing was to be taken then */
    unsigned slow;   /* connections that the current look has cut off */
    bool is_cutting;
};

/* Owned: takers_free(). */
void takers_init(struct takers *takers);
void takers_free(struct takers *takers);

/* Notes what each client has taken, without doing anything about it. */
void takers_look(struct takers *takers, const struct listener *listener);

/* The same, TAKERS_LOOK_MS later; cuts off the clients that had something to take all the while and were slow. How many
 * they are. */
unsigned takers_cut_slow(struct takers *takers, const struct listener *listener);

#endif
