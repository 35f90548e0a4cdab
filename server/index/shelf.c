#include "server/index/shelf.h"

#include "common/base/mem.h"

#include <time.h>

#define WAIT_STEP_NS 1000000L

void shelf_init(struct shelf *shelf, struct generation *generation) {
    *shelf = (struct shelf){.places[0].generation = generation};
}

void shelf_free(struct shelf *shelf) {
    for (size_t i = 0; i < sizeof shelf->places / sizeof *shelf->places; i++)
        generation_close(shelf->places[i].generation);
}

/* Between the look and the count the place may have been replaced. Then it is not used: whoever replaced it waits for
 * users that counted before only, and closes what stands there. */
struct shelf_place *shelf_take(struct shelf *shelf) {
    for (;;) {
        unsigned current = atomic_load(&shelf->current);
        struct shelf_place *place = &shelf->places[current];
        atomic_fetch_add(&place->users, 1);
        if (atomic_load(&shelf->current) == current)
            return place;
        atomic_fetch_sub(&place->users, 1);
    }
}

void shelf_give(struct shelf_place *place) {
    atomic_fetch_sub(&place->users, 1);
}

static void wait_until_unused(struct shelf_place *place) {
    const struct timespec step = {.tv_nsec = WAIT_STEP_NS};
    while (atomic_load(&place->users) > 0)
        nanosleep(&step, NULL);
}

void shelf_replace(struct shelf *shelf, struct generation *generation) {
    unsigned before = atomic_load(&shelf->current), after = 1 - before;
    struct shelf_place *old = &shelf->places[before];
    shelf->places[after].generation = generation;
    atomic_store(&shelf->current, after);
    atomic_store(&shelf->refusal, SHELF_REFUSED_NOT);
    wait_until_unused(old);
    generation_close(old->generation);
    old->generation = NULL;
    mem_give_back();
}

void shelf_keep(struct shelf *shelf) {
    atomic_store(&shelf->refusal, SHELF_REFUSED_NOT);
}

void shelf_refuse(struct shelf *shelf, enum shelf_refusal why) {
    atomic_store(&shelf->refusal, (int)why);
}

enum shelf_refusal shelf_refusal(const struct shelf *shelf) {
    return (enum shelf_refusal)atomic_load(&shelf->refusal);
}
