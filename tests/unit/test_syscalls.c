/* What a filtered process can still do. Each case runs in a process of its own, because nothing undoes it. */
#define _GNU_SOURCE

#include "server/confine/syscalls.h"
#include "tests/unit/unit.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOT_SUPPORTED 77

static long new_socket(void) {
    return socket(AF_INET, SOCK_STREAM, 0);
}

static long executable_memory(void) {
    return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
}

static long more_descriptors(void) {
    const struct rlimit limit = {64, 64};
    return setrlimit(RLIMIT_NOFILE, &limit);
}

static long real_time(void) {
    const struct sched_param param = {.sched_priority = 1};
    return sched_setscheduler(0, SCHED_FIFO, &param);
}

static long signal_to_another(void) {
    return kill(getppid(), 0);
}

static long call_that_nobody_knows(void) {
    return syscall(100000);
}

static long remove_file(void) {
    return unlink("/tmp/docfinch-nothing");
}

static void *idle(void *unused) {
    return unused;
}

static long new_thread(void) {
    pthread_t thread;
    return pthread_create(&thread, NULL, idle, NULL) == 0 ? pthread_join(thread, NULL) : -1;
}

static long batch(void) {
    const struct sched_param param = {0};
    return sched_setscheduler(0, SCHED_BATCH, &param);
}

static long new_process(void) {
    return syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
}

static long run_program(void) {
    char *const none[] = {NULL};
    return execve("/bin/true", none, none);
}

static long trace(void) {
    return ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static long new_namespace(void) {
    return unshare(CLONE_NEWUSER);
}

static long end_by_itself(void) {
    abort();
}

static const struct {
    long (*act)(void);
    int code;   /* errno that it must fail with; 0: it must work */
    int signal; /* that must end the process; 0: none */
} cases[] = {
    {new_thread, 0, 0},
    {batch, 0, 0},
    {new_socket, EPERM, 0},
    {executable_memory, EPERM, 0},
    {more_descriptors, EPERM, 0},
    {real_time, EPERM, 0},
    {signal_to_another, EPERM, 0},
    {call_that_nobody_knows, EPERM, 0},
    {remove_file, EPERM, 0},
    {new_process, EPERM, 0},
    {run_program, 0, SIGSYS},
    {trace, 0, SIGSYS},
    {new_namespace, 0, SIGSYS},
    {end_by_itself, 0, SIGABRT},
};

static int act_filtered(long (*act)(void), int code) {
    struct err err;
    bool is_supported;
    const struct rlimit no_core = {0, 0};
    if (setrlimit(RLIMIT_CORE, &no_core) != 0 || signal(SIGABRT, SIG_DFL) == SIG_ERR ||
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !syscalls_restrict(&is_supported, &err))
        return 1;
    if (!is_supported)
        return NOT_SUPPORTED;
    errno = 0;
    if (act() == 0)
        return code == 0 ? 0 : 2;
    return errno == code ? 0 : 3;
}

static void what_a_server_does_goes_on_and_the_rest_does_not(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int status;
        pid_t child = fork();
        if (child == 0)
            _exit(act_filtered(cases[i].act, cases[i].code));
        assert_int_equal(waitpid(child, &status, 0), child);
        if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_SUPPORTED)
            skip();
        if (WIFEXITED(status) ? WEXITSTATUS(status) != 0 || cases[i].signal != 0 : WTERMSIG(status) != cases[i].signal)
            fail_msg("case %zu: status %#x", i, status);
    }
}

static _Atomic bool is_filtered;

static void *wait_for_filter(void *unused) {
    while (!is_filtered)
        sched_yield();
    return socket(AF_INET, SOCK_STREAM, 0) < 0 ? unused : NULL;
}

/* The filter holds for a thread that was there before it. */
static int filter_beside_thread(void) {
    pthread_t thread;
    bool is_supported;
    void *result;
    if (pthread_create(&thread, NULL, wait_for_filter, &is_supported) != 0 ||
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !syscalls_restrict(&is_supported, NULL))
        return 1;
    is_filtered = true;
    pthread_join(thread, &result);
    return !is_supported ? NOT_SUPPORTED : result == NULL ? 2 : 0;
}

static void threads_that_are_there_already_are_filtered(void **state) {
    (void)state;
    int status;
    pid_t child = fork();
    if (child == 0)
        _exit(filter_beside_thread());
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == NOT_SUPPORTED)
        skip();
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_server_does_goes_on_and_the_rest_does_not),
        cmocka_unit_test(threads_that_are_there_already_are_filtered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
