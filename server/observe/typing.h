/* Which texts are one search that is being typed. The page asks at every key, so that the server sees "l", "la", "lam"
 * and "lamp" of one search. Nothing is known of who asks: a text belongs to the typing that it goes on from.
 *
 *  - It goes on when it has a few letters more than the text where a typing stands, within TYPING_PAUSE_MS. It takes
 *    that one's place.
 *  - It goes back when it is a beginning of the typing's text: a letter was removed, or typed again after that, or
 *    keys overtook each other on the way. The longer text stays, because who removes letters one by one to write
 *    something else has not searched for each remainder. What is then typed goes on from where the typing stands; it
 *    takes the place of the longer text when few letters were removed, which is how a slip is mended, and else it is
 *    another search.
 *  - The same text again is another search.
 *
 * Several typings of the same text may be there, one for each who types it. Two people whose texts happen to go on from
 * each other are taken for one: what is counted may be too little, never too much for that.
 *
 * Thread rule: one thread at a time. Cost: each typing is looked at, some microseconds for all. */
#ifndef DOCFINCH_SERVER_OBSERVE_TYPING_H
#define DOCFINCH_SERVER_OBSERVE_TYPING_H

#include "common/base/str.h"
#include "server/observe/unanswered.h"

#include <stdbool.h>
#include <stdint.h>

/* Typings at a time; one that begins takes the place of the one that has waited longest. 22 KB. */
#define TYPING_MAX 64

/* Longer without a letter, and the search was finished. */
#define TYPING_PAUSE_MS 5000

/* Who reads that nothing was found then removes letters: for that long, a beginning of the text is no search. */
#define TYPING_BACK_MS 30000

/* Letters that may come at once: a slow connection gives up questions that newer ones overtook. Also letters that may
 * have been removed by who mends a slip. */
#define TYPING_MAX_LETTERS 4

/* Letters that may go at once. Not more, so that the first letter of a short word that somebody else types is not taken
 * for what is left of it. */
#define TYPING_MAX_BACK_LETTERS 2

struct typed {
    struct str query;  /* normalised, with the space at its end; at most UNANSWERED_MAX_BYTES */
    struct str docset; /* at most UNANSWERED_MAX_DOCSET_BYTES */
    int64_t now_us;
};

/* Zeroed: none. */
struct typing {
    int64_t last_us;    /* when it went on or back */
    bool is_counted;    /* its text is, and may yet be replaced */
    size_t query_bytes; /* 0: none */
    size_t stand_bytes; /* of the query, where letters were removed; else all */
    size_t docset_bytes;
    char query[UNANSWERED_MAX_BYTES];
    char docset[UNANSWERED_MAX_DOCSET_BYTES];
};

/* The typing that the text belongs to; NULL when it begins one. */
struct typing *typing_find(struct typing typings[TYPING_MAX], const struct typed *typed);

/* Whether the text, which belongs to the typing, goes back. */
bool typing_goes_back(const struct typing *typing, const struct typed *typed);

/* Its text stays. After a pause it stays for good. */
void typing_go_back(struct typing *typing, const struct typed *typed);

/* Whether a text that goes on takes the place of what was counted. Its text: borrowed from the typing. */
bool typing_is_replaced(const struct typing *typing);
struct str typing_query(const struct typing *typing);

/* One that is free, or has waited longest. */
struct typing *typing_oldest(struct typing typings[TYPING_MAX]);

/* The text goes on from what was there, or begins. */
void typing_set(struct typing *typing, const struct typed *typed, bool is_counted);

#endif
