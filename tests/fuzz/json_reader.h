/* JSON as another library (jansson) reads it. In a file of its own because its functions have names that ours have
 * too. */
#ifndef DOCFINCH_TESTS_FUZZ_JSON_READER_H
#define DOCFINCH_TESTS_FUZZ_JSON_READER_H

#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether it is an array or object, and nothing behind it. */
bool json_reader_accepts(const char *text, size_t length);

/* Whether it is an array whose first element is this string. */
bool json_reader_has(const char *text, size_t length, struct str string);

#endif
