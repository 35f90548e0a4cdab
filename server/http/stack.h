/* The stack of a thread that waits: what it once needed is given back to the system, as there are many such threads and
 * each keeps the pages that it has touched.
 *
 * Thread rule: both functions are for the thread whose stack it is. */
#ifndef DOCFINCH_SERVER_HTTP_STACK_H
#define DOCFINCH_SERVER_HTTP_STACK_H

#include <stdint.h>

struct stack {
    char *lowest;  /* address; NULL: not known, and nothing is given back */
    int64_t after; /* microseconds of clock_us(): not given back again before */
};

void stack_find(struct stack *stack);

/* Gives back what lies below the caller, but at most once in STACK_PERIOD_US: to get it again costs some 20
 * microseconds, which a server that takes thousands of connections in a second would notice. The thread may use it
 * again at any time. */
#define STACK_PERIOD_US 10000000
void stack_give_back(struct stack *stack);

#endif
