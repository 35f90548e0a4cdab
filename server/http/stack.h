/* The stack of a thread that waits: what it once needed is given back to the system, as there are many such threads and
 * each keeps the pages that it has touched.
 *
 * Thread rule: both functions are for the thread whose stack it is. */
#ifndef DOCFINCH_SERVER_HTTP_STACK_H
#define DOCFINCH_SERVER_HTTP_STACK_H

struct stack {
    char *lowest; /* address; NULL: not known, and nothing is given back */
};

void stack_find(struct stack *stack);

/* Gives back what lies below the caller. The thread may use it again at any time; to get it again costs some 20
 * microseconds. */
void stack_give_back(const struct stack *stack);

#endif
