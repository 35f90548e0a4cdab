/* struct tcp_info with the bytes that were acknowledged is Linux. */
#define _DEFAULT_SOURCE

#include "server/http/takers.h"

#include "common/base/clock.h"
#include "common/base/mem.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>

#define US_PER_MS INT64_C(1000)

void takers_init(struct takers *takers) {
    *takers = (struct takers){.taken = mem_new(LISTENER_MAX_CONNECTION, sizeof *takers->taken)};
}

void takers_free(struct takers *takers) {
    free(takers->taken);
}

/* Bytes that the client has acknowledged, 1 added; 0 when it has all that was written, or the kernel does not say. */
static uint64_t taken_of(int connection) {
    struct tcp_info info = {0};
    socklen_t size = sizeof info;
    if (getsockopt(connection, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 ||
        (info.tcpi_notsent_bytes == 0 && info.tcpi_unacked == 0))
        return 0;
    return info.tcpi_bytes_acked + 1;
}

/* A descriptor that is of another connection since the last look has fewer bytes, and is looked at anew. */
static void look_at(void *context, int connection) {
    struct takers *takers = context;
    struct taken *taken = &takers->taken[connection];
    uint64_t now = taken_of(connection);
    if (now == 0 || taken->acked == 0 || now < taken->acked || now - taken->acked >= TAKERS_SLOW_BYTES)
        *taken = (struct taken){.acked = now};
    else if (++taken->looks == TAKERS_LOOKS) {
        shutdown(connection, SHUT_RDWR);
        *taken = (struct taken){0};
        takers->slow++;
    }
}

unsigned takers_look(struct takers *takers, const struct listener *listener) {
    takers->slow = 0;
    listener_visit_connections(listener, look_at, takers);
    takers->next_us = clock_us() + TAKERS_LOOK_MS * US_PER_MS;
    return takers->slow;
}
