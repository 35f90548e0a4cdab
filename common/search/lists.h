/* Reading the posting lists of a query's words, and choosing the entries that they find. For the files of this folder.
 *
 * A word that stands in tens of thousands of entries need not be weighed in each of them: lists are in order of static
 * weight, so that the first entries that have it are the ones that can still come first. What an entry scores is then
 * added up over all words, whichever of them found it. */
#ifndef DOCFINCH_COMMON_SEARCH_LISTS_H
#define DOCFINCH_COMMON_SEARCH_LISTS_H

#include "common/base/err.h"
#include "common/index/postings.h"
#include "common/search/answer.h"
#include "common/search/plan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where in the posting lists of a word a reader is. */
struct list_reading {
    void (*read)(void *context, struct str postings, struct list_reading *reading);
    void *context;
    size_t budget;       /* postings that may still be read: of all terms of the word */
    struct posting last; /* the one that was read last; zeros at the start of a list */
};

/* Reads a term's list, which begins in the term's row and goes on in chunks: reading->read() is called for each, and
 * takes from the budget what it reads. false with ERR_DB. */
bool lists_read(struct answer *answer, const struct plan_term *term, struct list_reading *reading, struct err *err);

/* Finds entries by the words of the plan, and lays out empty accumulators for them in the workspace. false with
 * ERR_DB. */
bool lists_find_entries(struct answer *answer, const struct plan *plan, struct err *err);

#endif
