/* Browsers that type: connections that are kept, each with a request every so many milliseconds.
 *
 * docfinch-bench-browsers PORT TARGETS CLIENTS INTERVAL_MS SECONDS: TARGETS has a request target a line. Clients begin
 * at different moments of the interval and take the targets in turn. A request counts from when it is due, also when
 * the answer before it is late, to the last byte of its answer. Prints answers, errors, and microseconds: p50, p99, the
 * longest. An error is an answer that is not 200, or a connection that ends; the client connects anew. */
#include "common/base/clock.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "tests/bench/targets.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_CLIENTS 4096
#define MAX_EVENTS 256
#define HEADER_BYTES 4096
#define READ_BYTES 65536

struct client {
    int fd;
    size_t target; /* the next of all */
    int64_t due_us;
    bool is_waiting;
    char header[HEADER_BYTES]; /* of the answer that comes, until it is whole */
    size_t header_len;
    size_t body_left;
    bool has_header;
};

struct run {
    struct sockaddr_in server;
    int64_t interval_us, end_us;
    struct targets targets;
    uint32_t *latencies_us;
    size_t answer_count, answer_capacity;
    size_t error_count;
    int poll;
};

static void client_connect(struct run *run, struct client *client) {
    int one = 1;
    client->fd = socket(AF_INET, SOCK_STREAM, 0);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
    if (client->fd < 0 || connect(client->fd, (struct sockaddr *)&run->server, sizeof run->server) != 0 ||
        setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) != 0 ||
        epoll_ctl(run->poll, EPOLL_CTL_ADD, client->fd, &event) != 0) {
        perror("connect");
        exit(1);
    }
}

static void client_fail(struct run *run, struct client *client) {
    run->error_count++;
    close(client->fd);
    client->is_waiting = false;
    client->due_us += run->interval_us;
    client_connect(run, client);
}

static void client_ask(struct run *run, struct client *client) {
    const char *request = run->targets.requests[client->target++ % run->targets.count];
    client->is_waiting = true;
    client->has_header = false;
    client->header_len = 0;
    if (send(client->fd, request, strlen(request), MSG_NOSIGNAL) != (ssize_t)strlen(request))
        client_fail(run, client);
}

static void client_finish(struct run *run, struct client *client) {
    run->latencies_us = mem_grow(run->latencies_us, run->answer_count, &run->answer_capacity, sizeof(uint32_t));
    run->latencies_us[run->answer_count++] = (uint32_t)(clock_us() - client->due_us);
    client->is_waiting = false;
    client->due_us += run->interval_us;
}

/* Takes what belongs to the header off *bytes; false when the header is not one of a 200. */
static bool take_header(struct client *client, struct str *bytes) {
    struct str added = str_head(*bytes, sizeof client->header - client->header_len);
    memcpy(client->header + client->header_len, added.ptr, added.len);
    struct str seen = str_make(client->header, client->header_len + added.len);
    size_t end = str_find(seen, STR("\r\n\r\n"), 0);
    if (end == seen.len) {
        client->header_len = seen.len;
        *bytes = str_from_offset(*bytes, added.len);
        return bytes->len == 0;
    }
    struct str header = str_head(seen, end);
    size_t at = str_find_nocase(header, STR("\r\nContent-Length:"));
    if (!str_starts(header, STR("HTTP/1.1 200 ")) || at == header.len)
        return false;
    client->body_left = (size_t)strtoul(client->header + at + strlen("\r\nContent-Length:"), NULL, 10);
    client->has_header = true;
    *bytes = str_from_offset(*bytes, end + 4 - client->header_len);
    return true;
}

static void client_read(struct run *run, struct client *client) {
    static char buffer[READ_BYTES];
    ssize_t count = recv(client->fd, buffer, sizeof buffer, MSG_DONTWAIT);
    struct str bytes = str_make(buffer, count > 0 ? (size_t)count : 0);
    bool ok = count > 0 && client->is_waiting && (client->has_header || take_header(client, &bytes));
    if (!ok || (client->has_header && bytes.len > client->body_left)) {
        client_fail(run, client);
        return;
    }
    if (!client->has_header)
        return;
    client->body_left -= bytes.len;
    if (client->body_left == 0)
        client_finish(run, client);
}

static void run_type(struct run *run, struct client clients[], size_t count) {
    struct epoll_event events[MAX_EVENTS];
    for (int64_t now = clock_us(); now < run->end_us; now = clock_us()) {
        for (size_t i = 0; i < count; i++)
            if (!clients[i].is_waiting && clients[i].due_us <= now)
                client_ask(run, &clients[i]);
        int ready = epoll_wait(run->poll, events, MAX_EVENTS, 1);
        for (int i = 0; i < ready; i++)
            client_read(run, events[i].data.ptr);
    }
}

static int compare(const void *a, const void *b) {
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static uint32_t share(const struct run *run, double part) {
    return run->latencies_us[(size_t)(part * (double)(run->answer_count - 1))];
}

static void run_print(struct run *run, const struct client clients[], size_t count) {
    for (size_t i = 0; i < count; i++) /* an answer that never came */
        run->error_count += clients[i].is_waiting && run->end_us - clients[i].due_us > 1000000;
    if (run->answer_count == 0) {
        printf("0 %zu 0 0 0\n", run->error_count);
        return;
    }
    qsort(run->latencies_us, run->answer_count, sizeof(uint32_t), compare);
    printf("%zu %zu %u %u %u\n", run->answer_count, run->error_count, share(run, 0.5), share(run, 0.99), share(run, 1));
}

int main(int argc, char **argv) {
    static struct client clients[MAX_CLIENTS];
    size_t count = argc == 6 ? (size_t)strtoul(argv[3], NULL, 10) : 0;
    struct run run = {.server = {.sin_family = AF_INET}};
    if (count == 0 || count > MAX_CLIENTS || !targets_read(&run.targets, argv[2])) {
        fprintf(stderr, "usage: docfinch-bench-browsers PORT TARGETS CLIENTS INTERVAL_MS SECONDS\n");
        return 2;
    }
    run.server.sin_port = htons((uint16_t)strtoul(argv[1], NULL, 10));
    run.server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    run.interval_us = (int64_t)strtoul(argv[4], NULL, 10) * 1000;
    run.poll = epoll_create1(0);
    for (size_t i = 0; i < count; i++)
        client_connect(&run, &clients[i]);
    int64_t start = clock_us();
    run.end_us = start + (int64_t)strtoul(argv[5], NULL, 10) * 1000000;
    for (size_t i = 0; i < count; i++) {
        clients[i].due_us = start + run.interval_us * (int64_t)i / (int64_t)count;
        clients[i].target = run.targets.count * i / count;
    }
    run_type(&run, clients, count);
    run_print(&run, clients, count);
    return 0;
}
