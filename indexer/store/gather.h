/* What must be gathered from all entries before a row of it can be written: names, keywords, terms, signals and
 * highlights. Runs beside the writer, which writes the entries themselves meanwhile, and leaves everything in the order
 * in which it is written. */
#ifndef DOCFINCH_INDEXER_STORE_GATHER_H
#define DOCFINCH_INDEXER_STORE_GATHER_H

#include "indexer/collect.h"
#include "indexer/store/highlights.h"
#include "indexer/store/keyword_rows.h"
#include "indexer/store/names.h"
#include "indexer/store/signal_rows.h"
#include "indexer/store/subcommands.h"
#include "indexer/store/terms.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

struct gathering {
    struct collection *collection; /* borrowed */
    const uint32_t *order;         /* borrowed: index of the entry with id i + 1 */
    struct names names;
    struct subcommands subcommands;
    struct keyword_rows keywords;
    struct terms terms;
    struct signal_rows signals;
    struct highlights highlights;
    pthread_t thread;
    bool is_running;
    atomic_bool is_given_up;
    struct err err;
    bool ok;
};

/* Starts it. Until gather_end() the collection must not change; the verdicts of its known symbols are set meanwhile. */
void gather_begin(struct gathering *gathering, struct collection *collection, const uint32_t *order);

/* Waits until all is there, and sorted. */
bool gather_end(struct gathering *gathering, struct err *err);

/* Gives up if it still runs, and frees. */
void gather_free(struct gathering *gathering);

#endif
