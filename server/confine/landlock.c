/* syscall() and O_PATH are Linux. */
#define _GNU_SOURCE

#include "server/confine/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The headers of Debian 12 are those of Linux 6.1, which end at version 2. These are the same in every later kernel.
 * include/uapi/linux/landlock.h */
#define FS_VERSION_1 ((UINT64_C(1) << 13) - 1)
#define FS_REFER (UINT64_C(1) << 13)     /* 2 */
#define FS_TRUNCATE (UINT64_C(1) << 14)  /* 3 */
#define FS_IOCTL_DEV (UINT64_C(1) << 15) /* 5 */
#define NET_BIND_TCP UINT64_C(1)         /* 4 */
#define NET_CONNECT_TCP UINT64_C(2)
#define SCOPE_ABSTRACT_UNIX_SOCKET UINT64_C(1) /* 6 */
#define SCOPE_SIGNAL UINT64_C(2)
#define RULE_NET_PORT 2

/* struct landlock_ruleset_attr as version 6 has it. An older kernel is content with zeros where it has nothing. */
struct ruleset {
    uint64_t handled_fs, handled_net, scoped;
};

struct net_port {
    uint64_t allowed, port;
};

#define READ_FILE LANDLOCK_ACCESS_FS_READ_FILE
#define READ_FOLDER (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITE_FILE LANDLOCK_ACCESS_FS_WRITE_FILE
#define WRITE_FOLDER (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG)

static uint64_t handled_fs(int abi) {
    uint64_t handled = FS_VERSION_1;
    if (abi >= 2)
        handled |= FS_REFER;
    if (abi >= 3)
        handled |= FS_TRUNCATE;
    if (abi >= 5)
        handled |= FS_IOCTL_DEV;
    return handled;
}

bool landlock_open(struct landlock *landlock, struct err *err) {
    *landlock = (struct landlock){.ruleset = -1};
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1)
        return true;
    const struct ruleset ruleset = {
        .handled_fs = handled_fs((int)abi),
        .handled_net = abi >= 4 ? NET_BIND_TCP | NET_CONNECT_TCP : 0,
        .scoped = abi >= 6 ? SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL : 0,
    };
    landlock->abi = (int)abi;
    landlock->ruleset = (int)syscall(SYS_landlock_create_ruleset, &ruleset, sizeof ruleset, 0);
    return landlock->ruleset >= 0 || err_set(err, ERR_IO, "Landlock: %s", strerror(errno));
}

void landlock_close(struct landlock *landlock) {
    if (landlock->ruleset >= 0)
        close(landlock->ruleset);
    landlock->ruleset = -1;
}

static bool allow(const struct landlock *landlock, const char *path, uint64_t file, uint64_t folder, struct err *err) {
    struct stat status;
    int fd = open(path, O_PATH | O_CLOEXEC);
    bool ok = fd >= 0 && fstat(fd, &status) == 0;
    if (ok) {
        struct landlock_path_beneath_attr rule = {.parent_fd = fd};
        rule.allowed_access = (S_ISDIR(status.st_mode) ? folder : file) & handled_fs(landlock->abi);
        ok = syscall(SYS_landlock_add_rule, landlock->ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    }
    if (!ok)
        err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return ok;
}

bool landlock_allow_read(const struct landlock *landlock, const char *path, struct err *err) {
    return landlock->abi == 0 || allow(landlock, path, READ_FILE, READ_FOLDER, err);
}

bool landlock_allow_write(const struct landlock *landlock, const char *path, struct err *err) {
    return landlock->abi == 0 || allow(landlock, path, WRITE_FILE, WRITE_FOLDER, err);
}

bool landlock_allow_bind(const struct landlock *landlock, uint16_t port, struct err *err) {
    if (landlock->abi < 4)
        return true;
    const struct net_port rule = {.allowed = NET_BIND_TCP, .port = port};
    return syscall(SYS_landlock_add_rule, landlock->ruleset, RULE_NET_PORT, &rule, 0) == 0 ||
           err_set(err, ERR_IO, "Landlock: port %u: %s", port, strerror(errno));
}

bool landlock_restrict(const struct landlock *landlock, struct err *err) {
    return landlock->abi == 0 || syscall(SYS_landlock_restrict_self, landlock->ruleset, 0) == 0 ||
           err_set(err, ERR_IO, "Landlock: %s", strerror(errno));
}
