#include "server/life/reload.h"

#include "common/base/clock.h"
#include "common/base/log.h"
#include "common/base/mem.h"
#include "server/confine/confine.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* To load a file is work for a second or so of one core; whoever types waits for milliseconds. */
#define NICE_BY 10

struct reload {
    const struct service_context *serving;
    const struct generation_rules *rules;
    const struct notify *notify;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t change;
    bool is_wanted, is_stopping;
};

static enum shelf_refusal reason_of(const struct reload *reload, const struct err *err) {
    if (access(reload->rules->path, F_OK) != 0 && errno == ENOENT)
        return SHELF_REFUSED_GONE;
    return err->code == ERR_IO ? SHELF_REFUSED_UNREAD : SHELF_REFUSED_WRONG;
}

static void refuse(const struct reload *reload, const struct err *err) {
    shelf_refuse(reload->serving->shelf, reason_of(reload, err));
    metrics_count(reload->serving->observe->metrics, METRICS_RELOADS_REFUSED);
    log_error("refused: %s%s. The artifact before is served on", err->message, confine_hint(reload->rules->path));
    notify_status(reload->notify, "Refused a newer artifact: %s", err->message);
}

static void keep(const struct reload *reload, const struct generation *served) {
    shelf_keep(reload->serving->shelf);
    metrics_count(reload->serving->observe->metrics, METRICS_RELOADS_UNCHANGED);
    log_info("unchanged: artifact %.*s is there still, and served on", STR_ARG(corpus_id(served->corpus)));
    notify_serving(reload->notify, generation_entry_count(served), corpus_id(served->corpus));
}

static void replace(const struct reload *reload, struct generation *generation, int64_t start_us) {
    notify_serving(reload->notify, generation_entry_count(generation), corpus_id(generation->corpus));
    shelf_replace(reload->serving->shelf, generation);
    metrics_count(reload->serving->observe->metrics, METRICS_RELOADS_SERVED);
    log_info("artifact %.*s, %lld entries, served after %lld ms", STR_ARG(corpus_id(generation->corpus)),
             (long long)generation_entry_count(generation), (long long)(clock_us() - start_us) / 1000);
}

/* The one that is served is held while it is compared with; it must not be while it is replaced. */
static void load(const struct reload *reload) {
    struct generation *generation;
    struct err err;
    int64_t start_us = clock_us();
    struct shelf_place *place = shelf_take(reload->serving->shelf);
    bool ok = generation_open(&generation, reload->rules, corpus_id(place->generation->corpus), &err);
    if (ok && generation == NULL)
        keep(reload, place->generation);
    shelf_give(place);
    if (!ok)
        refuse(reload, &err);
    else if (generation != NULL)
        replace(reload, generation, start_us);
}

/* On Linux a thread has a nice value of its own. Where it has not, readers notice the load a little more. */
static void give_way(void) {
    (void)!nice(NICE_BY);
}

static void *reload_main(void *context) {
    struct reload *reload = context;
    give_way();
    pthread_mutex_lock(&reload->lock);
    while (!reload->is_stopping) {
        if (!reload->is_wanted) {
            pthread_cond_wait(&reload->change, &reload->lock);
            continue;
        }
        reload->is_wanted = false;
        pthread_mutex_unlock(&reload->lock);
        notify_reloading(reload->notify);
        load(reload);
        notify_ready(reload->notify);
        pthread_mutex_lock(&reload->lock);
    }
    pthread_mutex_unlock(&reload->lock);
    return NULL;
}

static void free_locks(struct reload *reload) {
    pthread_cond_destroy(&reload->change);
    pthread_mutex_destroy(&reload->lock);
}

/* 0, or the number of what went wrong: then there are no locks and no thread. */
static int start(struct reload *reload) {
    int code = pthread_mutex_init(&reload->lock, NULL);
    if (code != 0)
        return code;
    code = pthread_cond_init(&reload->change, NULL);
    if (code != 0) {
        pthread_mutex_destroy(&reload->lock);
        return code;
    }
    code = pthread_create(&reload->thread, NULL, reload_main, reload);
    if (code != 0)
        free_locks(reload);
    return code;
}

bool reload_start(struct reload **reload, const struct service_context *serving, const struct generation_rules *rules,
                  const struct notify *notify, struct err *err) {
    struct reload *new = mem_new(1, sizeof *new);
    new->serving = serving;
    new->rules = rules;
    new->notify = notify;
    int code = start(new);
    if (code != 0) {
        free(new);
        new = NULL;
        err_set(err, ERR_INTERNAL, "cannot start a thread: %s", strerror(code));
    }
    *reload = new;
    return code == 0;
}

static void tell(struct reload *reload, bool *what) {
    pthread_mutex_lock(&reload->lock);
    *what = true;
    pthread_cond_signal(&reload->change);
    pthread_mutex_unlock(&reload->lock);
}

void reload_request(struct reload *reload) {
    tell(reload, &reload->is_wanted);
}

void reload_stop(struct reload *reload) {
    if (reload == NULL)
        return;
    tell(reload, &reload->is_stopping);
    pthread_join(reload->thread, NULL);
    free_locks(reload);
    free(reload);
}
