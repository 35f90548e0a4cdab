#include "server/supervise/notify.h"

#include "common/base/clock.h"
#include "common/base/log.h"
#include "common/base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define US_PER_MS 1000

/* unix(7): the name of an abstract socket begins with a NUL byte, which is written as @, and ends with the address. */
static bool make_address(const char *name, struct sockaddr_un *address, socklen_t *size) {
    size_t bytes = strlen(name);
    if ((name[0] != '/' && name[0] != '@') || bytes < 2 || bytes >= sizeof address->sun_path) {
        errno = EINVAL;
        return false;
    }
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    memcpy(address->sun_path, name, bytes);
    if (name[0] == '@')
        address->sun_path[0] = '\0';
    *size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + bytes + (name[0] == '/'));
    return true;
}

static int connect_to(const char *name) {
    struct sockaddr_un address;
    socklen_t size;
    if (!make_address(name, &address, &size))
        return -1;
    int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    if (fd < 0)
        return -1;
    if (fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 && connect(fd, (const struct sockaddr *)&address, size) == 0)
        return fd;
    int code = errno;
    close(fd);
    errno = code;
    return -1;
}

/* The watchdog may be meant for the process that started us: sd_watchdog_enabled(3). */
static unsigned watchdog_ms(void) {
    const char *period = getenv("WATCHDOG_USEC"), *process = getenv("WATCHDOG_PID");
    unsigned long us, pid;
    if (period == NULL || !str_to_number(str_from(period), ULONG_MAX, &us))
        return 0;
    if (process != NULL && (!str_to_number(str_from(process), INT_MAX, &pid) || pid != (unsigned long)getpid()))
        return 0;
    return us / US_PER_MS < UINT_MAX ? (unsigned)(us / US_PER_MS) : UINT_MAX;
}

int notify_tick_ms(const struct notify *notify) {
    unsigned ms = notify->watchdog_ms / 4 + 1;
    return notify->watchdog_ms == 0 ? -1 : ms < INT_MAX ? (int)ms : INT_MAX;
}

void notify_open(struct notify *notify) {
    *notify = (struct notify){.socket = -1};
    const char *name = getenv("NOTIFY_SOCKET");
    if (name == NULL || name[0] == '\0')
        return;
    notify->socket = connect_to(name);
    if (notify->socket >= 0)
        notify->watchdog_ms = watchdog_ms();
    else
        log_warning("the service manager cannot be told anything: NOTIFY_SOCKET=%s: %s", name, strerror(errno));
}

void notify_close(struct notify *notify) {
    if (notify->socket >= 0)
        close(notify->socket);
    notify->socket = -1;
}

/* Whether the manager, which has not read what was sent before, made room in time. */
static bool has_room(const struct notify *notify) {
    struct pollfd manager = {.fd = notify->socket, .events = POLLOUT};
    int count;
    do
        count = poll(&manager, 1, NOTIFY_WAIT_MS);
    while (count < 0 && errno == EINTR);
    if (count == 0)
        errno = EAGAIN;
    return count > 0;
}

/* A manager that does not read must not hold up what it manages. */
static void send_text(const struct notify *notify, const char *text) {
    if (notify->socket < 0)
        return;
    while (send(notify->socket, text, strlen(text), MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
        if (errno != EINTR && !(errno == EAGAIN && has_room(notify))) {
            log_warning("the service manager does not listen: %s", strerror(errno));
            return;
        }
}

void notify_ready(const struct notify *notify) {
    send_text(notify, "READY=1");
}

/* The time, of the clock that CLOCK_MONOTONIC is, tells newer managers which reload is meant. */
void notify_reloading(const struct notify *notify) {
    char text[64];
    snprintf(text, sizeof text, "RELOADING=1\nMONOTONIC_USEC=%" PRId64, clock_us());
    send_text(notify, text);
}

void notify_stopping(const struct notify *notify) {
    send_text(notify, "STOPPING=1");
}

void notify_status(const struct notify *notify, const char *format, ...) {
    static const char name[] = "STATUS=";
    char text[sizeof name + NOTIFY_MAX_BYTES];
    memcpy(text, name, sizeof name);
    va_list args;
    va_start(args, format);
    vsnprintf(text + sizeof name - 1, NOTIFY_MAX_BYTES + 1, format, args);
    va_end(args);
    /* A line feed would begin another message, and systemd takes no status that is not UTF-8. */
    text[strcspn(text, "\n")] = '\0';
    utf8_tame(text, strlen(text));
    send_text(notify, text);
}

void notify_serving(const struct notify *notify, int64_t entry_count, struct str artifact_id) {
    notify_status(notify, "Serving %" PRId64 " entries, artifact %.*s", entry_count, STR_ARG(artifact_id));
}

void notify_watchdog(const struct notify *notify) {
    send_text(notify, "WATCHDOG=1");
}
