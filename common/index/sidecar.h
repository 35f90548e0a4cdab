/* The checksum that may lie beside an artifact: FILE.sha256, as `sha256sum FILE >FILE.sha256` writes it. The artifact's
 * own checksum tells damage; this one, which its sender can sign, tells whether it is the file that was sent. */
#ifndef DOCFINCH_COMMON_INDEX_SIDECAR_H
#define DOCFINCH_COMMON_INDEX_SIDECAR_H

#include "common/base/err.h"
#include "common/base/str.h"

#include <stdbool.h>

#define SIDECAR_SUFFIX ".sha256"

/* Whether there is no such file beside `path`, or the bytes of the artifact are those it names. Errors: ERR_IO when it
 * cannot be read, ERR_FORMAT when it has no line for this file, or another checksum. */
bool sidecar_check(const char *path, struct str bytes, struct err *err);

#endif
