/* SO_ATTACH_FILTER and what it means for TCP are Linux. */
#define _DEFAULT_SOURCE

#include "server/http/listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* The listening socket is among the first that the process opens. */
#define LISTENER_MAX_DESCRIPTOR 1024

/* How long handshakes that have begun get, a round trip around the world, and how long connections that the kernel has
 * accepted may wait for the accepting thread. */
#define HANDSHAKE_MS 100
#define QUEUE_MAX_MS 1000
#define QUEUE_STEP_MS 1

/* In a TCP header (RFC 9293, 3.1): where the flags stand, and the one of a packet that opens a connection. */
#define TCP_FLAGS_AT 13
#define TCP_FLAG_SYN 0x02

/* Whether it is a socket at our port that accepts connections, or one that is a connection. */
static bool is_ours(int fd, int port, bool is_listener) {
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } address = {0};
    int accepts = 0;
    socklen_t size = sizeof accepts, address_size = sizeof address;
    if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &accepts, &size) != 0 || (accepts != 0) != is_listener ||
        getsockname(fd, &address.any, &address_size) != 0)
        return false;
    in_port_t found = address.any.sa_family == AF_INET    ? address.v4.sin_port
                      : address.any.sa_family == AF_INET6 ? address.v6.sin6_port
                                                          : 0;
    return ntohs(found) == port;
}

static int find_socket(int port) {
    for (int fd = 0; fd < LISTENER_MAX_DESCRIPTOR; fd++)
        if (is_ours(fd, port, true))
            return fd;
    return -1;
}

/* A socket filter (https://www.kernel.org/doc/html/latest/networking/filter.html), which for TCP sees a packet from its
 * TCP header on. It drops those that begin a handshake, and lets one that has begun come to its end: the client may
 * have sent its request by then. What is dropped is repeated by the client a second later and then refused. */
static void drop_handshakes(int listener) {
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, TCP_FLAGS_AT),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, TCP_FLAG_SYN, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 0),
        BPF_STMT(BPF_RET | BPF_K, UINT32_MAX),
    };
    struct sock_fprog filter = {.len = sizeof code / sizeof *code, .filter = code};
    setsockopt(listener, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter);
}

static bool is_ready(int listener) {
    struct pollfd queue = {.fd = listener, .events = POLLIN};
    return poll(&queue, 1, 0) != 0;
}

bool listener_is_waiting(const struct listener *listener) {
    return is_ready(listener->socket);
}

/* Without the filter the queue may never be empty, and what is in it is reset in the end. */
static void wait_for_empty_queue(int listener) {
    struct timespec step = {.tv_nsec = QUEUE_STEP_MS * 1000000L};
    for (int waited_ms = 0; waited_ms < QUEUE_MAX_MS; waited_ms += QUEUE_STEP_MS) {
        if (waited_ms >= HANDSHAKE_MS && !is_ready(listener))
            return;
        nanosleep(&step, NULL);
    }
}

bool listener_open(struct listener *listener, int port, struct err *err) {
    *listener = (struct listener){.socket = find_socket(port), .port = port, .retired = -1, .quiet = {-1, -1}};
    if (listener->socket < 0)
        return err_set(err, ERR_INTERNAL, "the listening socket is not to be found");
    return pipe(listener->quiet) == 0 || err_set(err, ERR_IO, "cannot make a pipe: %s", strerror(errno));
}

void listener_close(struct listener *listener) {
    const int descriptors[] = {listener->retired, listener->quiet[0], listener->quiet[1]};
    for (size_t i = 0; i < sizeof descriptors / sizeof *descriptors; i++)
        if (descriptors[i] >= 0)
            close(descriptors[i]);
}

/* Shut down but left in place, the socket would be ready for poll() without end, and the accepting thread would spin.
 */
bool listener_retire(struct listener *listener, struct err *err) {
    drop_handshakes(listener->socket);
    wait_for_empty_queue(listener->socket);
    listener->retired = dup(listener->socket);
    bool ok = listener->retired >= 0 && shutdown(listener->retired, SHUT_RD) == 0 &&
              dup2(listener->quiet[0], listener->socket) >= 0;
    return ok || err_set(err, ERR_IO, "cannot close the listening socket: %s", strerror(errno));
}

/* The thread may have begun its poll() before the change, and then waits for the old socket: a second shutdown of that,
 * which otherwise does nothing, makes poll() look at the descriptor anew. The byte is for that look, and for a poll()
 * that began later. */
void listener_wake(struct listener *listener) {
    if (listener->retired < 0)
        return;
    if (write(listener->quiet[1], "", 1) == 1)
        shutdown(listener->retired, SHUT_RD);
}

/* The library has a descriptor for each connection and gives none of them out. One that it closes meanwhile, and opens
 * again, is a connection at our port or is not touched. */
unsigned listener_visit_connections(const struct listener *listener, listener_visit *visit, void *context) {
    struct rlimit limit;
    unsigned count = 0;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    for (int fd = 0; fd < (int)limit.rlim_cur && fd < LISTENER_MAX_CONNECTION; fd++) {
        if (fd == listener->socket || fd == listener->retired || !is_ours(fd, listener->port, false))
            continue;
        count++;
        if (visit != NULL)
            visit(context, fd);
    }
    return count;
}

unsigned listener_count_connections(const struct listener *listener) {
    return listener_visit_connections(listener, NULL, NULL);
}

static void shut(void *how, int connection) {
    shutdown(connection, *(const int *)how);
}

void listener_shut_connections(const struct listener *listener, int how) {
    listener_visit_connections(listener, shut, &how);
}
