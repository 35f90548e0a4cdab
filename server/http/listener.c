/* SO_ATTACH_FILTER is Linux. */
#define _DEFAULT_SOURCE

#include "server/http/listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* The listening socket is among the first that the process opens. */
#define LISTENER_MAX_DESCRIPTOR 1024

/* How long connections that the kernel has accepted may wait for the accepting thread. */
#define QUEUE_MAX_MS 200
#define QUEUE_STEP_MS 1

/* It is the one that accepts connections on our port. */
static int find_socket(int port) {
    for (int fd = 0; fd < LISTENER_MAX_DESCRIPTOR; fd++) {
        union {
            struct sockaddr any;
            struct sockaddr_in v4;
            struct sockaddr_in6 v6;
        } address = {0};
        int accepts = 0;
        socklen_t size = sizeof accepts, address_size = sizeof address;
        if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &accepts, &size) != 0 || !accepts ||
            getsockname(fd, &address.any, &address_size) != 0)
            continue;
        in_port_t found = address.any.sa_family == AF_INET6 ? address.v6.sin6_port : address.v4.sin_port;
        if (ntohs(found) == port)
            return fd;
    }
    return -1;
}

/* A socket filter (https://www.kernel.org/doc/html/latest/networking/filter.html) that takes no packet: handshakes that
 * begin now are repeated by the client a second later and then refused. */
static void drop_handshakes(int listener) {
    struct sock_filter drop = BPF_STMT(BPF_RET | BPF_K, 0);
    struct sock_fprog filter = {.len = 1, .filter = &drop};
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
        if (!is_ready(listener))
            return;
        nanosleep(&step, NULL);
    }
}

bool listener_open(struct listener *listener, int port, struct err *err) {
    *listener = (struct listener){.socket = find_socket(port), .retired = -1, .quiet = {-1, -1}};
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
