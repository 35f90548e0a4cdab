/* Flags of clone() and mmap() are Linux. */
#define _GNU_SOURCE

#include "server/confine/syscalls.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* By name, because not every architecture has all of them: what is unknown here is not called here. */
static const char *const allowed[] = {
    /* connections that come in, and the listening socket when it is retired */
    "accept",
    "accept4",
    "recvfrom",
    "recvmsg",
    "sendto",
    "sendmsg",
    "sendmmsg",
    "shutdown",
    "getsockname",
    "getpeername",
    "getsockopt",
    "setsockopt",
    "read",
    "readv",
    "write",
    "writev",
    "close",
    "dup",
    "dup2",
    "dup3",
    "fcntl",
    "poll",
    "ppoll",
    "select",
    "pselect6",
    "epoll_create1",
    "epoll_ctl",
    "epoll_wait",
    "epoll_pwait",
    "pipe",
    "pipe2",
    "eventfd2",
    "sendfile",
    /* a new artifact: found, read and hashed; Landlock says where */
    "open",
    "openat",
    "stat",
    "lstat",
    "fstat",
    "newfstatat",
    "statx",
    "access",
    "faccessat",
    "faccessat2",
    "lseek",
    "pread64",
    "preadv",
    "readlink",
    "readlinkat",
    "getcwd",
    "getdents64",
    "statfs",
    "fstatfs",
    "fadvise64",
    "inotify_init1",
    "inotify_add_watch",
    "inotify_rm_watch",
    /* a log file that is written and opened anew; Landlock says where */
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    /* memory */
    "brk",
    "munmap",
    "mremap",
    "madvise",
    "mlock",
    "munlock",
    /* threads, as libc makes, names and ends them */
    "futex",
    "set_robust_list",
    "set_tid_address",
    "rseq",
    "gettid",
    "getpid",
    "sched_yield",
    "sched_getaffinity",
    "sched_getparam",
    "sched_getscheduler",
    "membarrier",
    "exit",
    "exit_group",
    "restart_syscall",
    /* signals and time */
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigreturn",
    "rt_sigtimedwait",
    "rt_sigpending",
    "sigaltstack",
    "signalfd4",
    "timerfd_create",
    "timerfd_settime",
    "timerfd_gettime",
    "nanosleep",
    "clock_nanosleep",
    "clock_gettime",
    "clock_getres",
    "gettimeofday",
    "time",
    /* what is asked about the process and the system */
    "getrandom",
    "getrusage",
    "getrlimit",
    "sysinfo",
    "uname",
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "getppid",
    "getpriority",
};

/* Nothing in the server can come to these by mistake. */
static const char *const deadly[] = {
    "execve",
    "execveat",
    "fork",
    "vfork",
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "pidfd_getfd",
    "kcmp",
    "mount",
    "umount2",
    "pivot_root",
    "chroot",
    "setns",
    "unshare",
    "open_tree",
    "move_mount",
    "fsopen",
    "init_module",
    "finit_module",
    "delete_module",
    "kexec_load",
    "kexec_file_load",
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "io_uring_setup",
    "keyctl",
    "add_key",
    "request_key",
    "open_by_handle_at",
    "swapon",
    "swapoff",
    "reboot",
    "acct",
    "quotactl",
    "iopl",
    "ioperm",
    "modify_ldt",
};

static int add_names(scmp_filter_ctx filter, uint32_t action, const char *const names[], size_t count) {
    int status = 0;
    for (size_t i = 0; i < count && status == 0; i++) {
        int number = seccomp_syscall_resolve_name(names[i]);
        if (number != __NR_SCMP_ERROR)
            status = seccomp_rule_add(filter, action, number, 0);
    }
    return status;
}

static int allow_if(scmp_filter_ctx filter, const char *name, struct scmp_arg_cmp condition) {
    return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, seccomp_syscall_resolve_name(name), 1, &condition);
}

/* Threads only: a process of its own or another namespace lacks the flag or has one more. clone3() hides its flags
 * from filters; libc takes clone() where it is told that there is no clone3(). */
static int add_threads(scmp_filter_ctx filter) {
    const scmp_datum_t spaces =
        CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;
    int status = allow_if(filter, "clone", SCMP_A0(SCMP_CMP_MASKED_EQ, spaces | CLONE_THREAD, CLONE_THREAD));
    int clone3 = seccomp_syscall_resolve_name("clone3");
    if (status == 0 && clone3 != __NR_SCMP_ERROR)
        status = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), clone3, 0);
    /* Each thread of the HTTP library asks for SCHED_BATCH when it starts. */
    if (status == 0)
        status = allow_if(filter, "sched_setscheduler", SCMP_A1(SCMP_CMP_EQ, SCHED_BATCH));
    if (status == 0)
        status = allow_if(filter, "prctl", SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME));
    /* The thread that loads a newer artifact is nice; the kernel lets nobody without CAP_SYS_NICE be less so. */
    if (status == 0)
        status = allow_if(filter, "setpriority", SCMP_A0(SCMP_CMP_EQ, PRIO_PROCESS));
    /* abort() and raise(): to ourselves. */
    if (status == 0)
        status = allow_if(filter, "tgkill", SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
    return status;
}

/* Limits may be read but not set. */
static int add_arguments(scmp_filter_ctx filter) {
    int status = allow_if(filter, "mmap", SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    if (status == 0)
        status = allow_if(filter, "mprotect", SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    if (status == 0)
        status = allow_if(filter, "prlimit64", SCMP_A2(SCMP_CMP_EQ, 0));
    static const scmp_datum_t controls[] = {FIONBIO, FIONREAD, TCGETS};
    for (size_t i = 0; i < sizeof controls / sizeof *controls && status == 0; i++)
        status = allow_if(filter, "ioctl", SCMP_A1(SCMP_CMP_EQ, controls[i]));
    return status;
}

/* Calls of another architecture than ours, such as 32 bits on x86, would pass the list by. The filter is a tree, and
 * speculation is left as it is, since no code but ours runs here; both are about its cost for each call. */
static int set_attributes(scmp_filter_ctx filter) {
    int status = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    if (status == 0)
        status = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
    if (status == 0)
        status = seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    if (status == 0)
        status = seccomp_attr_set(filter, SCMP_FLTATR_CTL_SSB, 1);
    return status;
}

/* The kernel refuses with EINVAL or ENOSYS what it does not have. */
static bool load(scmp_filter_ctx filter, bool *is_supported, struct err *err) {
    int status = seccomp_load(filter);
    *is_supported = status != -EINVAL && status != -ENOSYS && status != -EOPNOTSUPP;
    return status == 0 || !*is_supported || err_set(err, ERR_IO, "cannot restrict system calls: %s", strerror(-status));
}

bool syscalls_restrict(bool *is_supported, struct err *err) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (filter == NULL)
        return err_set(err, ERR_INTERNAL, "libseccomp makes no filter");
    int status = set_attributes(filter);
    if (status == 0)
        status = add_names(filter, SCMP_ACT_ALLOW, allowed, sizeof allowed / sizeof *allowed);
    if (status == 0)
        status = add_names(filter, SCMP_ACT_KILL_PROCESS, deadly, sizeof deadly / sizeof *deadly);
    if (status == 0)
        status = add_threads(filter);
    if (status == 0)
        status = add_arguments(filter);
    bool ok =
        status == 0 ? load(filter, is_supported, err) : err_set(err, ERR_INTERNAL, "libseccomp: %s", strerror(-status));
    seccomp_release(filter);
    return ok;
}
