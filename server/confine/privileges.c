/* setgroups(), getresuid() and syscall() are not POSIX. */
#define _GNU_SOURCE

#include "server/confine/privileges.h"

#include "common/base/str.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Ports below it are for those who have CAP_NET_BIND_SERVICE: ip(7), "ip_unprivileged_port_start". */
#define FIRST_FREE_PORT 1024

/* Capabilities are two words of 32 bits: capget(2). */
#define WORDS _LINUX_CAPABILITY_U32S_3

/* By name, or by number where no name is the same. */
static const struct passwd *find_user(const char *name) {
    unsigned long number;
    const struct passwd *found = getpwnam(name);
    if (found == NULL && (errno == 0 || errno == ENOENT) && str_to_number(str_from(name), UINT32_MAX, &number))
        found = getpwuid((uid_t)number);
    return found;
}

bool privileges_look_up(struct privileges *privileges, const char *name, struct err *err) {
    *privileges = (struct privileges){.name = name, .group_count = PRIVILEGES_MAX_GROUPS};
    if (geteuid() != 0)
        return err_set(err, ERR_USAGE, "--user: only root can become '%s'; this is user %ld", name, (long)geteuid());
    errno = 0;
    const struct passwd *found = find_user(name);
    if (found == NULL && errno != 0 && errno != ENOENT)
        return err_set(err, ERR_IO, "--user: cannot look up '%s': %s", name, strerror(errno));
    if (found == NULL)
        return err_set(err, ERR_USAGE, "--user: there is no user '%s' (nor one with that as number)", name);
    if (found->pw_uid == 0)
        return err_set(err, ERR_USAGE, "--user: '%s' is root; name a user who is not", name);
    privileges->user = found->pw_uid;
    privileges->group = found->pw_gid;
    if (getgrouplist(found->pw_name, found->pw_gid, privileges->groups, &privileges->group_count) < 0)
        return err_set(err, ERR_LIMIT, "--user: '%s' is in more than %d groups", name, PRIVILEGES_MAX_GROUPS);
    return true;
}

/* With a capability outside this set, not even a program with file capabilities could give it to us. Who lacks
 * CAP_SETPCAP may not shrink the set, and needs it less. */
static void drop_bounding_set(void) {
    for (unsigned long capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++)
        (void)prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
}

bool privileges_reduce(uint16_t port, bool becomes_user, struct err *err) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct sets[WORDS];
    uint32_t kept = port > 0 && port < FIRST_FREE_PORT ? UINT32_C(1) << CAP_NET_BIND_SERVICE : 0;
    if (becomes_user)
        kept |= UINT32_C(1) << CAP_SETUID | UINT32_C(1) << CAP_SETGID | UINT32_C(1) << CAP_DAC_READ_SEARCH;
    if (syscall(SYS_capget, &header, sets) != 0)
        return err_set(err, ERR_IO, "cannot read the capabilities: %s", strerror(errno));
    /* A service manager may forbid capset() to those who have nothing to give up. */
    if ((sets[0].permitted | sets[1].permitted | sets[0].inheritable | sets[1].inheritable) == 0)
        return true;
    drop_bounding_set();
    (void)prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    kept &= sets[0].permitted;
    sets[0] = (struct __user_cap_data_struct){.effective = kept, .permitted = kept};
    sets[1] = (struct __user_cap_data_struct){0};
    return syscall(SYS_capset, &header, sets) == 0 ||
           err_set(err, ERR_IO, "cannot give up capabilities: %s", strerror(errno));
}

static bool is_user(const struct privileges *privileges) {
    uid_t real, effective, saved;
    gid_t real_group, effective_group, saved_group;
    return getresuid(&real, &effective, &saved) == 0 && getresgid(&real_group, &effective_group, &saved_group) == 0 &&
           real == privileges->user && effective == real && saved == real && real_group == privileges->group &&
           effective_group == real_group && saved_group == real_group;
}

bool privileges_become(const struct privileges *privileges, struct err *err) {
    if (setgroups((size_t)privileges->group_count, privileges->groups) != 0 || setgid(privileges->group) != 0 ||
        setuid(privileges->user) != 0)
        return err_set(err, ERR_IO, "--user: cannot become '%s': %s", privileges->name, strerror(errno));
    if (!is_user(privileges) || setuid(0) == 0)
        return err_set(err, ERR_INTERNAL, "--user: became '%s', but not for good", privileges->name);
    return true;
}
