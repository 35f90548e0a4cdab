/* struct tcp_info with the bytes that were acknowledged is Linux. */
#define _DEFAULT_SOURCE

#include "server/http/takers.h"

#include "common/base/mem.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>

void takers_init(struct takers *takers) {
    *takers = (struct takers){.acked = mem_new(LISTENER_MAX_CONNECTION, sizeof *takers->acked)};
}

void takers_free(struct takers *takers) {
    free(takers->acked);
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

/* A descriptor that is of another connection since the last look has fewer bytes, and is left alone until the next. */
static void look_at(void *context, int connection) {
    struct takers *takers = context;
    uint64_t before = takers->acked[connection], now = taken_of(connection);
    takers->acked[connection] = now;
    if (!takers->is_cutting || before == 0 || now < before || now - before >= TAKERS_SLOW_BYTES)
        return;
    shutdown(connection, SHUT_RDWR);
    takers->acked[connection] = 0;
    takers->slow++;
}

void takers_look(struct takers *takers, const struct listener *listener) {
    takers->is_cutting = false;
    listener_visit_connections(listener, look_at, takers);
}

unsigned takers_cut_slow(struct takers *takers, const struct listener *listener) {
    takers->slow = 0;
    takers->is_cutting = true;
    listener_visit_connections(listener, look_at, takers);
    return takers->slow;
}
