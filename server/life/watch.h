/* Tells when another file stands at a path: it was renamed there, written there, or a symbolic link of that name
 * leads elsewhere. Links among the folders on the way are not looked at. The folder is watched (inotify(7)), as a file
 * that is renamed over another is a new one.
 *
 * Thread rule: one thread. */
#ifndef DOCFINCH_SERVER_LIFE_WATCH_H
#define DOCFINCH_SERVER_LIFE_WATCH_H

#include "common/base/err.h"

#include <stdbool.h>

struct watch;

/* Watches the folder of `path`, which is borrowed. *watch is owned: watch_close(). Errors: ERR_IO. */
bool watch_open(struct watch **watch, const char *path, struct err *err);

/* NULL is fine. */
void watch_close(struct watch *watch);

/* Readable when something happened in the folder. */
int watch_descriptor(const struct watch *watch);

/* Takes what happened off the descriptor. */
void watch_drain(struct watch *watch);

/* Whether the file, or its checksum beside it, is another than at the last call, or is gone. */
bool watch_has_changed(struct watch *watch);

#endif
