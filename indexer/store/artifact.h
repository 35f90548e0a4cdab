/* The artifact while it is made: a temporary file beside the target, which takes its place only when it is complete,
 * verified and on the disk. */
#ifndef DOCFINCH_INDEXER_STORE_ARTIFACT_H
#define DOCFINCH_INDEXER_STORE_ARTIFACT_H

#include "common/base/buf.h"
#include "common/base/err.h"

#include <stdbool.h>

struct artifact {
    const char *target; /* borrowed */
    struct buf path;    /* of the temporary file: target + ".tmp" */
    int lock_fd;        /* keeps a second build of the same target out */
};

/* Clears the way for the temporary file, which the caller then creates: one that an interrupted build left behind is
 * removed. Errors: ERR_IO, also when another build of the same target is running. artifact_close() also after false. */
bool artifact_open(struct artifact *artifact, const char *target, struct err *err);

/* Seals the finished file, opens it as a server would, waits until it is on the disk, and renames it to the target. */
bool artifact_publish(struct artifact *artifact, struct err *err);

/* Removes the temporary file unless it was published. */
void artifact_close(struct artifact *artifact);

#endif
