/* Time that only moves forward, for measuring and for deadlines. */
#ifndef DOCFINCH_COMMON_BASE_CLOCK_H
#define DOCFINCH_COMMON_BASE_CLOCK_H

#include <stdint.h>

/* Microseconds since some moment before the program started. */
int64_t clock_us(void);

#endif
