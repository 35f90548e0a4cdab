/* Arrays whose length the compiler knows. */
#ifndef DOCFINCH_COMMON_BASE_ARRAY_H
#define DOCFINCH_COMMON_BASE_ARRAY_H

/* Elements of an array, which is not a pointer to one. */
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

#endif
