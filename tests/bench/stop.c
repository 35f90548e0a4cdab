/* Clients that ask as fast as they are answered, until the server stops.
 *
 * docfinch-bench-stop PORT TARGETS CLIENTS PER_SECOND: TARGETS has a request target a line. The clients together send
 * at most PER_SECOND requests, on connections that are kept as long as the server keeps them. It ends when a new
 * connection is refused and no request is open any more. Prints how many requests were answered with 200, how many with
 * another status, how many were lost (sent on a connection that then ended, or never answered, before their answer was
 * whole), and the microseconds from the first to the refusal. A connection that is refused has no request. */
#include "common/base/clock.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "tests/bench/targets.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_CLIENTS 1024
#define MAX_EVENTS 256
#define ANSWER_BYTES ((size_t)256 << 10)

/* Without an answer for so long a request is lost. */
#define PATIENCE_US INT64_C(15000000)

enum state { IDLE, CONNECTING, WAITING, GONE };

struct client {
    int fd; /* -1: none */
    enum state state;
    char *answer; /* ANSWER_BYTES */
    size_t answer_len;
};

struct run {
    struct sockaddr_in server;
    struct targets targets;
    size_t next;
    int poll;
    double per_us;
    int64_t start_us, moved_us; /* when something came last */
    int64_t refused_us;         /* when a connection was refused */
    size_t sent, answered, other, lost;
    bool is_refused;
};

static void hang_up(struct client *client, enum state state) {
    if (client->fd >= 0)
        close(client->fd);
    client->fd = -1;
    client->state = state;
}

static void refused(struct run *run, struct client *client) {
    if (!run->is_refused)
        run->refused_us = clock_us();
    run->is_refused = true;
    hang_up(client, GONE);
}

static void begin_to_connect(struct run *run, struct client *client) {
    struct epoll_event event = {.events = EPOLLOUT, .data.ptr = client};
    client->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (client->fd < 0 || epoll_ctl(run->poll, EPOLL_CTL_ADD, client->fd, &event) != 0) {
        perror("socket");
        exit(1);
    }
    client->state = CONNECTING;
    if (connect(client->fd, (struct sockaddr *)&run->server, sizeof run->server) != 0 && errno != EINPROGRESS)
        refused(run, client);
}

static void send_request(struct run *run, struct client *client) {
    const char *request = run->targets.requests[run->next++ % run->targets.count];
    client->answer_len = 0;
    client->state = WAITING;
    run->sent++;
    if (send(client->fd, request, strlen(request), MSG_NOSIGNAL) == (ssize_t)strlen(request))
        return;
    run->lost++;
    hang_up(client, IDLE);
}

/* A request when the rate allows one: on the connection that is there, or on a new one. */
static void ask(struct run *run, struct client *client) {
    if ((double)run->sent >= (double)(clock_us() - run->start_us) * run->per_us)
        return;
    if (client->fd < 0)
        begin_to_connect(run, client);
    else
        send_request(run, client);
}

static void connected(struct run *run, struct client *client) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(client->fd, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) {
        refused(run, client);
        return;
    }
    epoll_ctl(run->poll, EPOLL_CTL_MOD, client->fd, &event);
    send_request(run, client);
}

/* Whether the answer is whole. */
static bool is_whole(const struct client *client, struct str *header) {
    struct str seen = str_make(client->answer, client->answer_len);
    size_t end = str_find(seen, STR("\r\n\r\n"), 0);
    *header = str_head(seen, end);
    size_t at = str_find_nocase(*header, STR("\r\nContent-Length:"));
    if (end == seen.len || at == header->len)
        return false;
    return seen.len == end + 4 + strtoul(seen.ptr + at + strlen("\r\nContent-Length:"), NULL, 10);
}

static void receive(struct run *run, struct client *client) {
    struct str header;
    ssize_t count = recv(client->fd, client->answer + client->answer_len, ANSWER_BYTES - client->answer_len, 0);
    if (count < 0 && errno == EAGAIN)
        return;
    run->moved_us = clock_us();
    if (count <= 0) {
        run->lost += client->state == WAITING;
        hang_up(client, IDLE);
        return;
    }
    client->answer_len += (size_t)count;
    if (!is_whole(client, &header))
        return;
    *(str_starts(header, STR("HTTP/1.1 200 ")) ? &run->answered : &run->other) += 1;
    client->state = IDLE;
    if (str_find_nocase(header, STR("\r\nConnection: close")) != header.len)
        hang_up(client, IDLE);
}

static bool is_over(const struct run *run, const struct client clients[], size_t count) {
    size_t open = 0;
    for (size_t i = 0; i < count; i++)
        open += clients[i].state == WAITING || clients[i].state == CONNECTING;
    return run->is_refused && open == 0;
}

static void run_clients(struct run *run, struct client clients[], size_t count) {
    struct epoll_event events[MAX_EVENTS];
    run->start_us = run->moved_us = clock_us();
    while (!is_over(run, clients, count) && clock_us() - run->moved_us < PATIENCE_US) {
        for (size_t i = 0; i < count; i++)
            if (clients[i].state == IDLE && !run->is_refused)
                ask(run, &clients[i]);
        int ready = epoll_wait(run->poll, events, MAX_EVENTS, 1);
        for (int i = 0; i < ready; i++) {
            struct client *client = events[i].data.ptr;
            if (client->state == CONNECTING)
                connected(run, client);
            else
                receive(run, client);
        }
    }
    for (size_t i = 0; i < count; i++)
        run->lost += clients[i].state == WAITING;
}

int main(int argc, char **argv) {
    static struct client clients[MAX_CLIENTS];
    size_t count = argc == 5 ? (size_t)strtoul(argv[3], NULL, 10) : 0;
    struct run run = {.server = {.sin_family = AF_INET}};
    if (count == 0 || count > MAX_CLIENTS || !targets_read(&run.targets, argv[2])) {
        fprintf(stderr, "usage: docfinch-bench-stop PORT TARGETS CLIENTS PER_SECOND\n");
        return 2;
    }
    run.server.sin_port = htons((uint16_t)strtoul(argv[1], NULL, 10));
    run.server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    run.per_us = strtod(argv[4], NULL) / 1e6;
    run.poll = epoll_create1(0);
    for (size_t i = 0; i < count; i++) {
        clients[i].fd = -1;
        clients[i].answer = mem_new(ANSWER_BYTES, 1);
    }
    run_clients(&run, clients, count);
    if (!run.is_refused)
        run.refused_us = clock_us();
    printf("%zu %zu %zu %lld\n", run.answered, run.other, run.lost, (long long)(run.refused_us - run.start_us));
    return 0;
}
