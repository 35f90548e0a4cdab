/* The generation that is served, which can be replaced while requests use it: a request takes the one of the moment and
 * works with that to its end, so that no answer mixes two.
 *
 * Thread rule: take and give from any thread, without waiting; replace from one thread. */
#ifndef DOCFINCH_SERVER_INDEX_SHELF_H
#define DOCFINCH_SERVER_INDEX_SHELF_H

#include "server/index/generation.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A place for a generation. Places are never freed, so that a thread may look at one whose generation is gone. */
struct shelf_place {
    struct generation *generation; /* owned */
    atomic_uint users;
};

/* Its members are for the functions below. */
struct shelf {
    struct shelf_place places[2]; /* the one that is served, and the one before or after it */
    atomic_uint current;
    atomic_bool is_refusing; /* the last one that was tried was refused */
};

/* Owns the generation from here on. */
void shelf_init(struct shelf *shelf, struct generation *generation);

/* No request may be using it. */
void shelf_free(struct shelf *shelf);

/* The place of the generation that is served. Borrowed: shelf_give(). */
struct shelf_place *shelf_take(struct shelf *shelf);
void shelf_give(struct shelf_place *place);

/* Serves another generation from now on, waits until nobody uses the one before, and closes that. Owns the new one. */
void shelf_replace(struct shelf *shelf, struct generation *generation);

/* Remembers that the artifact which was to follow was not taken. */
void shelf_refuse(struct shelf *shelf);

/* Forgets that: the one that is served is what is there. */
void shelf_keep(struct shelf *shelf);

/* Whether the last of these was shelf_refuse(). */
bool shelf_is_refusing(const struct shelf *shelf);

#endif
