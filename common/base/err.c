#include "common/base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool(err_set)(struct err *err, enum err_code code, const char *format, ...) {
    if (err == NULL)
        return false;
    err->code = code;
    va_list args;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return false;
}

bool(err_prefix)(struct err *err, const char *format, ...) {
    if (err == NULL)
        return false;
    char prefix[ERR_MESSAGE_BYTES], joined[2 * ERR_MESSAGE_BYTES + 2];
    va_list args;
    va_start(args, format);
    vsnprintf(prefix, sizeof prefix, format, args);
    va_end(args);
    snprintf(joined, sizeof joined, "%s: %s", prefix, err->message);
    joined[ERR_MESSAGE_BYTES - 1] = '\0';
    memcpy(err->message, joined, ERR_MESSAGE_BYTES);
    return false;
}

int err_exit_status(const struct err *err) {
    if (err->code == ERR_NONE)
        return 0;
    return err->code == ERR_USAGE ? 2 : 3;
}
