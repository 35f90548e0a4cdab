/* What was asked for and not found, with how often: what the documentation's readers miss in it.
 *
 * Memory is bounded: UNANSWERED_MAX_QUERIES are counted at a time. When another one comes, it takes the place, and the
 * count, of the one with the lowest count; the count that it took over is known as its error. So a query that is more
 * than one in UNANSWERED_MAX_QUERIES of all is there, and was asked at least count - error times. "Space-Saving":
 * Metwally, Agrawal, El Abbadi: Efficient Computation of Frequent and Top-k Elements in Data Streams, 2005.
 *
 * A search is one, however many keys it was typed with: typing.h tells. What is shown is what the typing ended with. A
 * text that is still being typed is shown, too, until the next letter comes.
 *
 * Nothing is known of who asked. All is gone when the program ends.
 *
 * Thread rule: any thread; there is a lock, for some microseconds. */
#ifndef DOCFINCH_SERVER_OBSERVE_UNANSWERED_H
#define DOCFINCH_SERVER_OBSERVE_UNANSWERED_H

#include "common/base/json.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* 0.4 MB. */
#define UNANSWERED_MAX_QUERIES 1024

/* Of a query, normalised; a longer one is cut. */
#define UNANSWERED_MAX_BYTES 256

/* Of a doc set's name; a query in one with a longer name is not counted. */
#define UNANSWERED_MAX_DOCSET_BYTES 64

struct unanswered;

/* threshold: how often a query must have been asked to be shown, at least 1. NULL when there is no lock. Owned:
 * unanswered_free(). */
struct unanswered *unanswered_new(uint64_t threshold);

/* NULL is fine. */
void unanswered_free(struct unanswered *unanswered);

/* All borrowed. */
struct unanswered_search {
    struct str query;
    struct str docset; /* empty: all */
    bool is_found;     /* something was found */
    int64_t now_us;    /* clock_us() */
};

/* Notes any search: counts one that found nothing, and takes back what was counted on the way to it. Upper case,
 * accents and white space make no other query of it; an empty one does not count. */
void unanswered_note(struct unanswered *unanswered, const struct unanswered_search *search);

/* Writes an object: the threshold and, the most frequent first, the queries that were surely asked that often. */
void unanswered_write(struct unanswered *unanswered, struct json *json);

#endif
