/* What a restricted process can still open. Each case runs in a process of its own, because nothing undoes it. */
#define _GNU_SOURCE

#include "server/confine/landlock.h"
#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int setup(void **state) {
    if (unit_make_folder(state) != 0)
        return -1;
    unit_write_folder("in");
    unit_write_file("in/a", STR("a"));
    unit_write_folder("out");
    unit_write_file("out/a", STR("a"));
    unit_write_folder("log");
    return 0;
}

/* 0, or errno. */
static int try_open(const char *name, int flags) {
    int fd = open(name[0] == '/' ? name : unit_path(name), flags, 0600);
    if (fd < 0)
        return errno;
    close(fd);
    return 0;
}

static int try_port(bool is_connecting, uint16_t port) {
    const struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const struct sockaddr *any = (const struct sockaddr *)&address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    int status = is_connecting ? connect(fd, any, sizeof address) : bind(fd, any, sizeof address);
    int code = status == 0 ? 0 : errno;
    close(fd);
    return code;
}

static bool restrict_self(int *abi) {
    struct landlock landlock = {.ruleset = -1};
    bool ok = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && landlock_open(&landlock, NULL) &&
              landlock_allow_read(&landlock, unit_path("in"), NULL) &&
              landlock_allow_write(&landlock, unit_path("log"), NULL) && landlock_allow_bind(&landlock, 0, NULL) &&
              landlock_restrict(&landlock, NULL);
    *abi = landlock.abi;
    landlock_close(&landlock);
    return ok;
}

/* The number of the first step that went wrong; 0 when all went well. */
static int restricted(void) {
    int abi, step = 1;
    if (!restrict_self(&abi))
        return step;
    if (abi == 0)
        return 0;
    const struct {
        int got, wanted;
    } cases[] = {
        {try_open("in/a", O_RDONLY), 0},
        {try_open("in", O_RDONLY | O_DIRECTORY), 0},
        {try_open("in/a", O_WRONLY), EACCES},
        {try_open("in/new", O_CREAT | O_WRONLY), EACCES},
        {try_open("out/a", O_RDONLY), EACCES},
        {try_open("in/../out/a", O_RDONLY), EACCES},
        {try_open("out", O_RDONLY | O_DIRECTORY), EACCES},
        {try_open("/etc/passwd", O_RDONLY), EACCES},
        {try_open("/proc/self/environ", O_RDONLY), EACCES},
        {try_open("log/new", O_CREAT | O_WRONLY | O_APPEND), 0},
        {try_open("log/new", O_WRONLY | O_TRUNC), abi >= 3 ? EACCES : 0},
        {try_open("log/new", O_RDONLY), EACCES},
        {try_open("log", O_RDONLY | O_DIRECTORY), EACCES},
        {try_port(false, 0), 0},
        {try_port(false, 1025), abi >= 4 ? EACCES : 0},
        {try_port(true, 1025), abi >= 4 ? EACCES : ECONNREFUSED},
        {kill(getppid(), 0) == 0 ? 0 : errno, abi >= 6 ? EPERM : 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        if (cases[i].got != cases[i].wanted)
            return step + 1 + (int)i;
    return 0;
}

static void only_what_was_allowed_can_be_opened(void **state) {
    (void)state;
    int status;
    pid_t child = fork();
    if (child == 0)
        _exit(restricted());
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void a_path_that_is_not_there_is_an_error(void **state) {
    (void)state;
    struct landlock landlock;
    struct err err;
    assert_true(landlock_open(&landlock, &err));
    if (landlock.abi > 0) {
        assert_false(landlock_allow_read(&landlock, "/nowhere/at/all", &err));
        assert_int_equal(err.code, ERR_IO);
        assert_non_null(strstr(err.message, "/nowhere/at/all"));
    }
    landlock_close(&landlock);
}

static void a_kernel_without_it_restricts_nothing(void **state) {
    (void)state;
    const struct landlock none = {.ruleset = -1, .abi = 0};
    assert_true(landlock_allow_read(&none, "/nowhere/at/all", NULL));
    assert_true(landlock_allow_write(&none, "/nowhere/at/all", NULL));
    assert_true(landlock_allow_bind(&none, 80, NULL));
    assert_true(landlock_restrict(&none, NULL));
    assert_int_equal(try_open("out/a", O_RDONLY), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_was_allowed_can_be_opened),
        cmocka_unit_test(a_path_that_is_not_there_is_an_error),
        cmocka_unit_test(a_kernel_without_it_restricts_nothing),
    };
    return cmocka_run_group_tests(tests, setup, unit_remove_folder);
}
