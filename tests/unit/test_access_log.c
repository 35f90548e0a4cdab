#include "server/observe/access_log.h"
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define FILE_MAX_BYTES ((size_t)16 << 20)

static struct metrics *metrics;

static int open_metrics(void **state) {
    metrics = metrics_new(NULL, 0);
    return unit_make_folder(state);
}

static int close_metrics(void **state) {
    metrics_free(metrics);
    return unit_remove_folder(state);
}

static unsigned long long count_of(const char *name) {
    struct buf out;
    buf_init(&out, 100000);
    metrics_write(metrics, &out);
    size_t at = str_find(buf_str(&out), str_from(name), 0);
    unsigned long long count = strtoull(out.data + at + strlen(name), NULL, 10);
    buf_free(&out);
    return count;
}

static unsigned long long dropped(void) {
    return count_of("\ndocfinch_access_log_dropped_total ");
}

/* The log borrows the path. */
static struct access_log *open_log(const char *name) {
    static char path[1000];
    struct access_log *log;
    snprintf(path, sizeof path, "%s", unit_path(name));
    struct err err = {.message = ""};
    if (!access_log_open(&log, path, metrics, &err) || !access_log_start(log, &err))
        fail_msg("%s", err.message);
    return log;
}

static void put(struct access_log *log, size_t count) {
    struct access_record record;
    access_record_init(&record);
    record.status = 200;
    for (size_t i = 0; i < count; i++)
        access_log_put(log, &record);
}

static void read_to_end(int fd, struct buf *out) {
    char piece[65536];
    ssize_t bytes;
    buf_init(out, FILE_MAX_BYTES);
    while ((bytes = read(fd, piece, sizeof piece)) > 0)
        buf_add(out, str_make(piece, (size_t)bytes));
    close(fd);
}

/* The number of lines, each whole and with a higher id than the one before. */
static size_t count_lines(const struct buf *text) {
    struct str rest = buf_str(text), line;
    unsigned long long last = 0;
    size_t count = 0;
    assert_true(text->len == 0 || text->data[text->len - 1] == '\n');
    while (str_split(&rest, '\n', &line) && line.len > 0) {
        size_t at = str_find(line, STR(",\"id\":"), 0);
        assert_true(str_starts(line, STR("{\"time\":\"")) && str_ends(line, STR(",\"bytes\":0}")) && at < line.len);
        unsigned long long id = strtoull(line.ptr + at + 6, NULL, 10);
        assert_true(id > last);
        last = id;
        count++;
    }
    return count;
}

static size_t lines_of_file(const char *name) {
    struct buf text;
    int fd = open(unit_path(name), O_RDONLY);
    assert_true(fd >= 0);
    read_to_end(fd, &text);
    size_t count = count_lines(&text);
    buf_free(&text);
    return count;
}

static void a_record_becomes_a_line(void **state) {
    (void)state;
    struct access_record record, copy;
    struct buf out;
    access_record_init(&record);
    record = (struct access_record){.sequence = 7,
                                    .unix_us = 1795935873123999,
                                    .duration_us = 42,
                                    .body_bytes = 1234,
                                    .method = "GET",
                                    .route = "/docs/*",
                                    .refused = "body",
                                    .status = 404,
                                    .is_cut = true,
                                    .artifact = "0123456789abcdef0123456789abcdef"};
    address_parse(&record.client, STR("192.0.2.1"));
    access_record_set_path(&record, STR("/docs/\"a\"\n\xFF</script>"));
    access_record_set_query(&record, STR("\xC3\xA9"));
    access_record_copy(&copy, &record);
    buf_init(&out, ACCESS_RECORD_MAX_LINE_BYTES);
    access_record_write(&copy, &out);
    unit_expect(buf_str(&out),
                STR("{\"time\":\"2026-11-29T07:04:33.123Z\",\"id\":7,\"client\":\"192.0.2.1\",\"method\":\"GET\","
                    "\"route\":\"/docs/*\",\"path\":\"/docs/\\\"a\\\"\\n\xEF\xBF\xBD\\u003c/script\\u003e\","
                    "\"query\":\"\xC3\xA9\",\"status\":404,\"bytes\":1234,\"duration_us\":42,"
                    "\"artifact\":\"0123456789abcdef0123456789abcdef\",\"refused\":\"body\",\"cut\":true}\n"),
                "everything");
    buf_free(&out);
}

static void the_longest_line_fits(void **state) {
    (void)state;
    struct access_record record;
    struct buf out;
    struct str long_text = unit_repeat("\x01", 10000);
    access_record_init(&record);
    record.sequence = record.body_bytes = INT64_MAX;
    record.duration_us = record.unix_us = INT64_MAX;
    record.route = "/api/a-route-with-a-long-name";
    memset(record.artifact, 'f', sizeof record.artifact - 1);
    address_parse(&record.client, STR("1111:2222:3333:4444:5555:6666:7777:8888"));
    access_record_set_path(&record, long_text);
    access_record_set_query(&record, long_text);
    buf_init(&out, ACCESS_RECORD_MAX_LINE_BYTES);
    access_record_write(&record, &out);
    assert_false(buf_failed(&out));
    assert_true(str_ends(buf_str(&out), STR("}\n")));
    buf_free(&out);
    unit_free(long_text);
}

static void all_is_there_after_a_stop(void **state) {
    (void)state;
    struct access_log *log = open_log("log");
    put(log, 5000);
    access_log_close(log);
    assert_int_equal(lines_of_file("log"), 5000);
    log = open_log("log");
    put(log, 1);
    access_log_close(log);
    struct stat status;
    assert_int_equal(stat(unit_path("log"), &status), 0);
    assert_int_equal(status.st_mode & 07777 & ~0640, 0);
}

static void *put_some(void *log) {
    for (int i = 0; i < 50; i++) {
        const struct timespec pause = {.tv_nsec = 1000000};
        put(log, 50);
        nanosleep(&pause, NULL);
    }
    return NULL;
}

static void several_threads_write_at_once(void **state) {
    (void)state;
    pthread_t threads[4];
    unsigned long long before = dropped();
    struct access_log *log = open_log("threads");
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, put_some, log), 0);
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    access_log_close(log);
    struct buf text;
    size_t lines = 0;
    read_to_end(open(unit_path("threads"), O_RDONLY), &text);
    for (size_t i = 0; i < text.len; i++)
        lines += text.data[i] == '\n';
    assert_int_equal(lines + dropped() - before, 4 * 50 * 50);
    buf_free(&text);
}

static void wait_until_there(const char *name) {
    for (int i = 0; i < 500 && access(unit_path(name), F_OK) != 0; i++) {
        const struct timespec pause = {.tv_nsec = 10000000};
        nanosleep(&pause, NULL);
    }
}

static void it_goes_on_in_a_new_file(void **state) {
    (void)state;
    char path[1000];
    snprintf(path, sizeof path, "%s", unit_path("rotated"));
    struct access_log *log = open_log("rotated");
    put(log, 3);
    assert_int_equal(rename(path, unit_path("rotated.1")), 0);
    put(log, 4);
    access_log_reopen(log);
    wait_until_there("rotated");
    put(log, 5);
    access_log_close(log);
    size_t before = lines_of_file("rotated.1"), after = lines_of_file("rotated");
    assert_int_equal(before, 7);
    assert_int_equal(after, 5);
}

static int open_pipe(void) {
    assert_int_equal(mkfifo(unit_path("pipe"), 0600), 0);
    return open(unit_path("pipe"), O_RDONLY | O_NONBLOCK);
}

struct reader {
    int fd;
    struct buf text;
};

static void *read_pipe(void *context) {
    struct reader *reader = context;
    fcntl(reader->fd, F_SETFL, 0);
    read_to_end(reader->fd, &reader->text);
    return NULL;
}

/* The pipe holds 64 KiB, the ring what it holds, and all that is more is dropped, at once. */
static void what_does_not_fit_is_dropped_and_counted(void **state) {
    (void)state;
    enum { RECORDS = 5 * ACCESS_LOG_RING_RECORDS };
    pthread_t thread;
    unsigned long long before = dropped();
    struct reader reader = {.fd = open_pipe()};
    struct access_log *log = open_log("pipe");
    put(log, RECORDS);
    unsigned long long lost = dropped() - before;
    assert_true(lost > ACCESS_LOG_RING_RECORDS && lost <= RECORDS - ACCESS_LOG_RING_RECORDS);
    assert_int_equal(pthread_create(&thread, NULL, read_pipe, &reader), 0);
    access_log_close(log);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(count_lines(&reader.text) + lost, RECORDS);
    assert_int_equal(dropped() - before, lost);
    buf_free(&reader.text);
    unlink(unit_path("pipe"));
}

static void a_pipe_that_nobody_reads_is_given_up(void **state) {
    (void)state;
    unsigned long long before = dropped();
    struct timespec start, end;
    int fd = open_pipe();
    struct access_log *log = open_log("pipe");
    put(log, ACCESS_LOG_RING_RECORDS);
    clock_gettime(CLOCK_MONOTONIC, &start);
    access_log_close(log);
    clock_gettime(CLOCK_MONOTONIC, &end);
    assert_true(end.tv_sec - start.tv_sec <= 2 * ACCESS_LOG_STALL_MS / 1000);
    assert_true(dropped() > before);
    close(fd);
    unlink(unit_path("pipe"));
}

/* A limit on the size of files stands for a full disk: a block is written in part, and all after it not at all. */
static void what_cannot_be_written_is_counted(void **state) {
    (void)state;
    enum { RECORDS = 5000, MAX_BYTES = 100000 };
    const char *name = "\ndocfinch_access_log_write_errors_total ";
    unsigned long long before = dropped();
    struct rlimit old;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    const struct rlimit limit = {MAX_BYTES, old.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    struct access_log *log = open_log("full");
    put(log, RECORDS);
    access_log_close(log);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    struct buf text;
    read_to_end(open(unit_path("full"), O_RDONLY), &text);
    assert_int_equal(text.len, MAX_BYTES);
    while (text.data[text.len - 1] != '\n')
        text.len--;
    assert_int_equal(count_lines(&text) + count_of(name), RECORDS);
    assert_int_equal(dropped() - before, count_of(name));
    buf_free(&text);
    unlink(unit_path("full"));
}

static void a_file_that_cannot_be_is_an_error(void **state) {
    (void)state;
    struct access_log *log;
    struct err err;
    assert_false(access_log_open(&log, unit_path("no/such/folder"), metrics, &err));
    unit_expect_err(&err, ERR_IO, "No such file");
    assert_false(access_log_open(&log, unit_path("."), metrics, &err));
    unit_expect_err(&err, ERR_IO, "directory");
    assert_int_equal(mkfifo(unit_path("pipe"), 0600), 0);
    assert_false(access_log_open(&log, unit_path("pipe"), metrics, &err));
    unit_expect_err(&err, ERR_IO, "pipe");
    unlink(unit_path("pipe"));
    access_log_close(NULL);
    access_log_reopen(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_becomes_a_line),
        cmocka_unit_test(the_longest_line_fits),
        cmocka_unit_test(all_is_there_after_a_stop),
        cmocka_unit_test(several_threads_write_at_once),
        cmocka_unit_test(it_goes_on_in_a_new_file),
        cmocka_unit_test(what_does_not_fit_is_dropped_and_counted),
        cmocka_unit_test(a_pipe_that_nobody_reads_is_given_up),
        cmocka_unit_test(what_cannot_be_written_is_counted),
        cmocka_unit_test(a_file_that_cannot_be_is_an_error),
    };
    return cmocka_run_group_tests(tests, open_metrics, close_metrics);
}
