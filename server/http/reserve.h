/* Worker threads that wait until they are wanted.
 *
 * The library gives connections to its threads in turn, so that after as many connections as there are threads each has
 * memory of its own: pages of its stack, and what the C library keeps of what it freed. So only some threads are left
 * to wait for the next connection with the library; the others wait here, and do not cost more than when they began.
 *
 * Thread rule: any thread. */
#ifndef DOCFINCH_SERVER_HTTP_RESERVE_H
#define DOCFINCH_SERVER_HTTP_RESERVE_H

#include <pthread.h>
#include <stdbool.h>

/* When fewer wait with the library, one is called from here; when more do, the next one stays here. Far enough apart
 * that clients who come and go do not move threads to and fro. */
#define RESERVE_LOW 32
#define RESERVE_HIGH 64

struct reserve {
    pthread_mutex_t lock;
    pthread_cond_t call;
    unsigned ready;  /* threads with the library, without a connection; those that were called are among them */
    unsigned parked; /* threads here that were not called */
    unsigned calls;  /* those that were, but have not heard it yet */
    bool is_open;    /* nobody stays here any more */
};

/* 0, or the number of what went wrong. is_open: for a library that may keep a thread busy before it says so. */
int reserve_init(struct reserve *reserve, bool is_open);

/* No thread may be in it. */
void reserve_free(struct reserve *reserve);

/* The calling thread has no connection. Whether reserve_wait() would keep it: it is counted, and must call that next.
 */
bool reserve_join(struct reserve *reserve);
void reserve_wait(struct reserve *reserve);

/* The calling thread has taken a connection. */
void reserve_leave(struct reserve *reserve);

/* Sends everybody back to the library, for good. */
void reserve_open(struct reserve *reserve);

#endif
