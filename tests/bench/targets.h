/* What the clients of a benchmark ask for: a file with a target on each line, as whole requests. */
#ifndef DOCFINCH_TESTS_BENCH_TARGETS_H
#define DOCFINCH_TESTS_BENCH_TARGETS_H

#include <stdbool.h>
#include <stddef.h>

struct targets {
    char **requests; /* each owned, NUL-terminated; kept until the program ends */
    size_t count, capacity;
};

/* false: the file cannot be read, or has none. */
bool targets_read(struct targets *targets, const char *path);

#endif
