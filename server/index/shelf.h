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

/* Why a newer artifact was not taken, in what anybody may be told. */
enum shelf_refusal {
    SHELF_REFUSED_NOT,    /* it was taken */
    SHELF_REFUSED_GONE,   /* there is no file */
    SHELF_REFUSED_UNREAD, /* it could not be read */
    SHELF_REFUSED_WRONG,  /* it is not what it should be */
};

/* A place for a generation. Places are never freed, so that a thread may look at one whose generation is gone. */
struct shelf_place {
    struct generation *generation; /* owned */
    atomic_uint users;
};

/* Its members are for the functions below. */
struct shelf {
    struct shelf_place places[2]; /* the one that is served, and the one before or after it */
    atomic_uint current;
    atomic_int refusal; /* enum shelf_refusal: why the last one that was tried was not taken */
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
void shelf_refuse(struct shelf *shelf, enum shelf_refusal why);

/* Forgets that: the one that is served is what is there. */
void shelf_keep(struct shelf *shelf);

/* Why, if the last of these was shelf_refuse(). */
enum shelf_refusal shelf_refusal(const struct shelf *shelf);

#endif
