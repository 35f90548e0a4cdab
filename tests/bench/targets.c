#include "tests/bench/targets.h"

#include "common/base/mem.h"

#include <stdio.h>
#include <string.h>

#define LINE_BYTES 4096

bool targets_read(struct targets *targets, const char *path) {
    char line[LINE_BYTES], request[LINE_BYTES + 64];
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", line);
        targets->requests = mem_grow(targets->requests, targets->count, &targets->capacity, sizeof *targets->requests);
        targets->requests[targets->count++] = mem_strdup(request);
    }
    return file != NULL && fclose(file) == 0 && targets->count > 0;
}
