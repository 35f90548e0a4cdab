/* A newer artifact in the place of the one that is served. A thread of its own loads and verifies it, so that a file
 * that takes long, or is bad, disturbs nobody; what is served goes on until the new one is complete.
 *
 * Thread rule: one thread, beside the thread in here. */
#ifndef DOCFINCH_SERVER_LIFE_RELOAD_H
#define DOCFINCH_SERVER_LIFE_RELOAD_H

#include "common/base/err.h"
#include "server/api/service.h"
#include "server/supervise/notify.h"

#include <stdbool.h>

struct reload;

/* Starts the thread. What is served and who counts it, the rules and the way to the service manager, which hears of
 * each reload, are borrowed until reload_stop(). */
bool reload_start(struct reload **reload, const struct service_context *serving, const struct generation_rules *rules,
                  const struct notify *notify, struct err *err);

/* Has the file loaded. Asked for while it is being loaded, it is loaded once more afterwards. */
void reload_request(struct reload *reload);

/* Ends the thread, after what it is loading. Call it when no request is in flight any more. NULL is fine. */
void reload_stop(struct reload *reload);

#endif
