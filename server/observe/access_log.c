#include "server/observe/access_log.h"

#include "common/base/clock.h"
#include "common/base/log.h"
#include "common/base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define RING_MASK (ACCESS_LOG_RING_RECORDS - 1)
#define LINE_BYTES 64
#define FILE_MODE 0640

/* Written at once to a file. A pipe gets a line at a time, which it takes without waiting once poll(2) says that it
 * takes some: a line is within PIPE_BUF, pipe(7). So it does not mix with those that others write to standard error. */
#define FILE_BLOCK_BYTES ((size_t)64 << 10)

#define WARNING_INTERVAL_US (60 * INT64_C(1000000))

_Static_assert((ACCESS_LOG_RING_RECORDS & RING_MASK) == 0, "places are counted with a mask");
_Static_assert(ACCESS_RECORD_MAX_LINE_BYTES <= PIPE_BUF, "a line fits into one write to a pipe");

/* A place in the ring. Its turn says whose it is: that of the put with this number when they are equal, the writer's
 * when it is one more. https://www.1024cores.net/home/lock-free-algorithms/queues/bounded-mpmc-queue */
struct place {
    atomic_ullong turn;
    struct access_record record;
};

/* Something that is said at most once in a while. */
struct complaint {
    uint64_t told_count;
    int64_t told_us;
    bool was_told;
};

struct access_log {
    _Alignas(LINE_BYTES) atomic_ullong next_put;
    _Alignas(LINE_BYTES) atomic_ullong sequence;
    _Alignas(LINE_BYTES) unsigned long long next_take; /* the writer's, as is what follows */
    struct buf out;
    int fd;
    int error;       /* errno of the last write that failed */
    uint64_t failed; /* lines that could not be written */
    struct complaint too_slow, broken;
    bool is_pipe;
    bool is_given_up;                           /* nobody reads, and the server stops */
    _Alignas(LINE_BYTES) atomic_bool is_asleep; /* the writer; whoever sees it wakes it */
    atomic_bool is_stopping, wants_reopening;
    bool is_started; /* the writer runs */
    atomic_ullong dropped;
    sem_t wake;
    pthread_t writer;
    const char *path;
    struct metrics *metrics;
    struct place ring[ACCESS_LOG_RING_RECORDS];
};

static bool is_standard_error(const struct access_log *log) {
    return strcmp(log->path, "-") == 0;
}

static void drop(struct access_log *log, uint64_t count) {
    atomic_fetch_add(&log->dropped, count);
    metrics_add(log->metrics, METRICS_LOG_DROPPED, (int64_t)count);
}

static void wake(struct access_log *log) {
    if (atomic_load(&log->is_asleep) && atomic_exchange(&log->is_asleep, false))
        sem_post(&log->wake);
}

/* The number of the next record; false when the writer has not emptied its place yet. */
static bool claim(struct access_log *log, unsigned long long *number) {
    unsigned long long next = atomic_load_explicit(&log->next_put, memory_order_relaxed);
    for (;;) {
        unsigned long long turn = atomic_load_explicit(&log->ring[next & RING_MASK].turn, memory_order_acquire);
        long long ahead = (long long)(turn - next);
        if (ahead < 0)
            return false;
        if (ahead > 0) {
            next = atomic_load_explicit(&log->next_put, memory_order_relaxed);
        } else if (atomic_compare_exchange_weak_explicit(&log->next_put, &next, next + 1, memory_order_relaxed,
                                                         memory_order_relaxed)) {
            *number = next;
            return true;
        }
    }
}

/* The turn is given before is_asleep is read, and the writer says that it is asleep before it looks at the turn: one
 * of the two sees the other. */
void access_log_put(struct access_log *log, const struct access_record *record) {
    unsigned long long number;
    uint64_t sequence = atomic_fetch_add_explicit(&log->sequence, 1, memory_order_relaxed) + 1;
    if (!claim(log, &number)) {
        drop(log, 1);
        return;
    }
    struct place *place = &log->ring[number & RING_MASK];
    access_record_copy(&place->record, record);
    place->record.sequence = sequence;
    atomic_store(&place->turn, number + 1);
    wake(log);
}

static bool is_ready(struct access_log *log) {
    return atomic_load(&log->ring[log->next_take & RING_MASK].turn) == log->next_take + 1;
}

static bool take(struct access_log *log) {
    struct place *place = &log->ring[log->next_take & RING_MASK];
    if (!is_ready(log))
        return false;
    access_record_write(&place->record, &log->out);
    atomic_store_explicit(&place->turn, log->next_take + ACCESS_LOG_RING_RECORDS, memory_order_release);
    log->next_take++;
    return true;
}

/* Whether the count has grown, and it is time to say so, which is then taken as done. */
static bool is_due(struct complaint *complaint, uint64_t count) {
    int64_t now_us = clock_us();
    if (count == complaint->told_count || (complaint->was_told && now_us - complaint->told_us < WARNING_INTERVAL_US))
        return false;
    *complaint = (struct complaint){count, now_us, true};
    return true;
}

/* Where the log is a pipe that nobody reads, and it is standard error, a warning would wait for the same reader. */
static void warn_of_lost(struct access_log *log) {
    uint64_t dropped = atomic_load(&log->dropped);
    if (is_due(&log->too_slow, dropped))
        log_warning("the access log cannot be written as fast as requests come: %llu are missing in it",
                    (unsigned long long)dropped);
    if (is_due(&log->broken, log->failed))
        log_warning("%s: the access log cannot be written: %s; %llu requests are missing in it", log->path,
                    strerror(log->error), (unsigned long long)log->failed);
}

/* Waits until a pipe takes something; false when it was stopped and nobody reads. */
static bool wait_for_reader(struct access_log *log) {
    while (log->is_pipe && !log->is_given_up) {
        struct pollfd pipe = {.fd = log->fd, .events = POLLOUT};
        if (poll(&pipe, 1, ACCESS_LOG_STALL_MS) != 0)
            return true;
        if (atomic_load(&log->is_stopping))
            log->is_given_up = true;
        else if (!is_standard_error(log))
            warn_of_lost(log);
    }
    return !log->is_given_up;
}

static uint64_t count_lines(struct str text) {
    uint64_t count = 0;
    for (struct str line; str_split(&text, '\n', &line);)
        count += line.len > 0;
    return count;
}

static void fail(struct access_log *log, int error, uint64_t count) {
    log->error = error;
    log->failed += count;
    metrics_add(log->metrics, METRICS_LOG_DROPPED, (int64_t)count);
    metrics_add(log->metrics, METRICS_LOG_FAILED, (int64_t)count);
}

/* What cannot be written is lost: a full disk is not waited for. */
static void flush(struct access_log *log) {
    struct str rest = buf_str(&log->out);
    while (rest.len > 0) {
        if (!wait_for_reader(log)) {
            drop(log, count_lines(rest));
            break;
        }
        ssize_t written = write(log->fd, rest.ptr, rest.len);
        if (written < 0 && errno != EINTR && errno != EAGAIN) {
            fail(log, errno, count_lines(rest));
            break;
        }
        rest = str_from_offset(rest, written > 0 ? (size_t)written : 0);
    }
    buf_reset(&log->out);
}

static void drain(struct access_log *log) {
    while (take(log))
        if (log->is_pipe || log->out.len > FILE_BLOCK_BYTES - ACCESS_RECORD_MAX_LINE_BYTES)
            flush(log);
    flush(log);
}

static void learn_kind(struct access_log *log) {
    struct stat status;
    log->is_pipe = fstat(log->fd, &status) != 0 || !S_ISREG(status.st_mode);
}

/* O_NONBLOCK: a named pipe that nobody reads is an error, not a wait without end. */
static int open_file(const struct access_log *log) {
    if (is_standard_error(log))
        return fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
    return open(log->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, FILE_MODE);
}

static void reopen_file(struct access_log *log) {
    if (!atomic_exchange(&log->wants_reopening, false) || is_standard_error(log))
        return;
    int fd = open_file(log);
    if (fd < 0) {
        log_warning("%s: %s; the access log goes on in the file it has", log->path, strerror(errno));
        return;
    }
    close(log->fd);
    log->fd = fd;
    learn_kind(log);
}

/* Once a record is there, more are waited for, so that under load there is one write for many and no request pays for
 * waking this thread but the first. */
static void wait_for_work(struct access_log *log) {
    atomic_store(&log->is_asleep, true);
    if (is_ready(log) || atomic_load(&log->is_stopping) || atomic_load(&log->wants_reopening)) {
        if (!atomic_exchange(&log->is_asleep, false))
            sem_wait(&log->wake); /* somebody has just posted it */
    } else {
        while (sem_wait(&log->wake) != 0 && errno == EINTR)
            ;
    }
    const struct timespec gather = {.tv_nsec = ACCESS_LOG_GATHER_MS * 1000000L};
    if (!atomic_load(&log->is_stopping))
        nanosleep(&gather, NULL);
}

/* A reader of the pipe that goes away is an error of write(), not the end of the process. */
static void block_pipe_signal(void) {
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, NULL);
}

static void *write_records(void *context) {
    struct access_log *log = context;
    block_pipe_signal();
    bool is_last;
    do {
        wait_for_work(log);
        is_last = atomic_load(&log->is_stopping);
        drain(log); /* what came before goes to the file from before */
        reopen_file(log);
        if (!is_last)
            warn_of_lost(log);
    } while (!is_last);
    return NULL;
}

static struct access_log *new_log(const char *path, struct metrics *metrics) {
    struct access_log *log = aligned_alloc(LINE_BYTES, sizeof *log);
    if (log == NULL)
        return NULL;
    memset(log, 0, offsetof(struct access_log, ring));
    for (unsigned long long i = 0; i < ACCESS_LOG_RING_RECORDS; i++)
        atomic_init(&log->ring[i].turn, i);
    log->path = path;
    log->metrics = metrics;
    buf_init(&log->out, FILE_BLOCK_BYTES);
    return log;
}

bool access_log_open(struct access_log **log, const char *path, struct metrics *metrics, struct err *err) {
    struct access_log *new = new_log(path, metrics);
    *log = NULL;
    if (new == NULL)
        return err_set(err, ERR_INTERNAL, "no memory for the access log");
    new->fd = open_file(new);
    if (new->fd < 0) {
        free(new);
        return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    }
    *log = new;
    return true;
}

bool access_log_start(struct access_log *log, struct err *err) {
    if (log == NULL)
        return true;
    learn_kind(log);
    if (sem_init(&log->wake, 0, 0) != 0)
        return err_set(err, ERR_INTERNAL, "cannot make a semaphore");
    log->is_started = pthread_create(&log->writer, NULL, write_records, log) == 0;
    if (log->is_started)
        return true;
    sem_destroy(&log->wake);
    return err_set(err, ERR_INTERNAL, "cannot start the thread that writes the access log");
}

void access_log_close(struct access_log *log) {
    if (log == NULL)
        return;
    if (log->is_started) {
        atomic_store(&log->is_stopping, true);
        wake(log);
        pthread_join(log->writer, NULL);
        sem_destroy(&log->wake);
    }
    buf_free(&log->out);
    close(log->fd);
    free(log);
}

void access_log_reopen(struct access_log *log) {
    if (log == NULL)
        return;
    atomic_store(&log->wants_reopening, true);
    wake(log);
}
