/* Ctrl-C and SIGTERM: long work asks stop_check() and cleans up after itself. */
#ifndef DOCFINCH_INDEXER_STOP_H
#define DOCFINCH_INDEXER_STOP_H

#include "common/base/err.h"

#include <stdbool.h>

/* A second signal does not wait: it ends the program at once. */
void stop_install(void);

/* false with an error when a stop was requested; for use in chains of steps. */
bool stop_check(struct err *err);

#endif
