/* The artifact's signal table in memory: what ranking needs of every candidate, without reading its row. */
#ifndef DOCFINCH_COMMON_SEARCH_SIGNALS_H
#define DOCFINCH_COMMON_SEARCH_SIGNALS_H

#include "common/base/err.h"
#include "common/index/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Element i is entry i + 1. */
struct signals {
    size_t count;
    uint32_t *page;        /* page.id */
    uint16_t *docset;      /* docset.id, 0 when there is none; set by the corpus */
    uint16_t *kind;        /* kind.id, 0 for one that the artifact does not have; checked by the corpus */
    uint16_t *title_words; /* words of its title; 0 for none */
    float *prior;          /* rank_link_prior() times rank_page_prior() times the factor */
};

/* *signals is owned: signals_free(), also after false. stmt gives the data of a signal by name. Errors: ERR_FORMAT when
 * an array is missing or of the wrong size. */
bool signals_load(struct signals *signals, struct db *db, int stmt, size_t entry_count, struct err *err);
void signals_free(struct signals *signals);

#endif
