#include "server/observe/process.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define STATM_BYTES 128

bool process_open(struct process *process) {
    if (pthread_mutex_init(&process->lock, NULL) != 0)
        return false;
    process->statm = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    process->descriptors = opendir("/proc/self/fd");
    return true;
}

void process_close(struct process *process) {
    if (process->statm >= 0)
        close(process->statm);
    if (process->descriptors != NULL)
        closedir(process->descriptors);
    pthread_mutex_destroy(&process->lock);
}

/* proc(5): sizes in pages, of which the second is what is resident. */
int64_t process_resident_bytes(const struct process *process) {
    char text[STATM_BYTES], *end;
    ssize_t bytes = process->statm < 0 ? -1 : pread(process->statm, text, sizeof text - 1, 0);
    if (bytes <= 0)
        return -1;
    text[bytes] = '\0';
    strtoll(text, &end, 10);
    return strtoll(end, NULL, 10) * sysconf(_SC_PAGESIZE);
}

static int64_t count_files(DIR *folder) {
    const struct dirent *file;
    int64_t count = 0;
    rewinddir(folder);
    while ((file = readdir(folder)) != NULL)
        count += file->d_name[0] != '.';
    return count;
}

int64_t process_descriptor_count(struct process *process) {
    if (process->descriptors == NULL)
        return -1;
    pthread_mutex_lock(&process->lock);
    int64_t count = count_files(process->descriptors);
    pthread_mutex_unlock(&process->lock);
    return count;
}
