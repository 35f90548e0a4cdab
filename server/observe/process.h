/* What the system says about this process. The files are opened once, so that a process that may open no more of them
 * still sees them.
 *
 * Thread rule: reading from any thread; one at a time reads the descriptors. */
#ifndef DOCFINCH_SERVER_OBSERVE_PROCESS_H
#define DOCFINCH_SERVER_OBSERVE_PROCESS_H

#include <dirent.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct process {
    int statm;        /* /proc/self/statm, or -1 */
    DIR *descriptors; /* /proc/self/fd, or NULL */
    pthread_mutex_t lock;
};

/* Where there is no /proc the values below are unknown. false: there is no lock, and nothing is open. */
bool process_open(struct process *process);

/* After process_open() has succeeded. */
void process_close(struct process *process);

/* -1: unknown. */
int64_t process_resident_bytes(const struct process *process);
int64_t process_descriptor_count(struct process *process);

#endif
