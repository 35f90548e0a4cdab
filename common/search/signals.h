/* The artifact's signal table in memory: what ranking needs of every candidate, without reading its row. */
#ifndef DOCFINCH_COMMON_SEARCH_SIGNALS_H
#define DOCFINCH_COMMON_SEARCH_SIGNALS_H

#include "common/base/err.h"
#include "common/index/db.h"
#include "common/index/schema.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct signals {
    size_t count;                              /* entries */
    uint32_t *page;                            /* page.id; element i is entry i + 1 */
    uint16_t *links;                           /* pages that link to the entry */
    uint16_t *length[FIELD_SCORED_COUNT];      /* terms in the field */
    double average_length[FIELD_SCORED_COUNT]; /* over the entries that have the field; at least 1 */
};

/* *signals is owned: signals_free(), also after false. Errors: ERR_FORMAT when an array is missing or of the wrong
 * size. */
bool signals_load(struct signals *signals, struct db *db, int stmt, size_t entry_count, struct err *err);
void signals_free(struct signals *signals);

#endif
