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

/* A client that takes less than this from one look to the fifth after it, 240 KB in a second, would need half a minute
 * for the largest pages of real documentation, 8 MB. One that reads in gulps has a second to show how much it takes. A
 * standstill of the machine is a longer time between two looks, and alone cuts nobody. */
#define TAKERS_SLOW_BYTES ((uint64_t)240 << 10)
#define TAKERS_LOOKS 5
#define TAKERS_LOOK_MS 200

/* What a client has taken when it was last seen to take enough. */
struct taken {
    uint64_t acked; /* bytes, 1 added; 0: nothing was to be taken at the last look */
    unsigned looks; /* since then */
};

/* Its members are for the functions below. */
struct takers {
    struct taken *taken; /* by descriptor */
    int64_t next_us;     /* the next look; the first may be at any time */
    unsigned slow;       /* connections that the current look has cut off */
};

/* Owned: takers_free(). */
void takers_init(struct takers *takers);
void takers_free(struct takers *takers);

/* A look at what each client has taken, TAKERS_LOOK_MS after the one before or later: next_us, of clock_us(). Cuts off
 * the clients that had something to take for TAKERS_LOOKS looks and took less than TAKERS_SLOW_BYTES from the first to
 * the last of them. How many they are. */
unsigned takers_look(struct takers *takers, const struct listener *listener);

#endif
