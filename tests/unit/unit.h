/* What the unit tests share: comparisons that say which row of a table failed, and a folder of their own. */
#ifndef DOCFINCH_TESTS_UNIT_UNIT_H
#define DOCFINCH_TESTS_UNIT_UNIT_H

#include "common/base/array.h"
#include "common/base/err.h"
#include "common/base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Fails with both strings, escaped, when they differ. `what` names the row. */
void unit_expect(struct str got, struct str want, const char *what);

/* The same for a number. */
void unit_expect_number(long long got, long long want, const char *what);

/* Fails unless the error has this code and its message holds the text. */
void unit_expect_err(const struct err *err, enum err_code code, const char *text);

/* A string of `count` times `piece`. Owned: free() its ptr. */
struct str unit_repeat(const char *piece, size_t count);
void unit_free(struct str s);

/* Makes an empty temporary folder and remembers it as the only one of this program; the second removes it with all that
 * is in it. For the setup and teardown of a group. */
int unit_make_folder(void **state);
int unit_remove_folder(void **state);

/* The path of a name in it; valid until the second next call. */
const char *unit_path(const char *name);
void unit_write_file(const char *name, struct str bytes);

/* A new folder in it. */
void unit_write_folder(const char *name);

/* Pseudo-random numbers, the same in every run. */
uint32_t unit_random(uint32_t *seed);

#endif
