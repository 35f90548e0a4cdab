#include "common/base/log.h"

#include "common/base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#define LINE_BYTES 2048

static const char *log_program = "docfinch";
static enum log_level log_level = LOG_LEVEL_INFO;

void log_open(const char *program, enum log_level level) {
    log_program = program;
    log_level = level;
}

/* One write() per line keeps lines of several threads apart. */
static void log_line(enum log_level level, const char *label, const char *format, va_list args) {
    if (level > log_level)
        return;
    char line[LINE_BYTES];
    int used = snprintf(line, sizeof line - 1, "%s: %s", log_program, label);
    if (used < 0)
        return;
    int text = vsnprintf(line + used, sizeof line - 1 - (size_t)used, format, args);
    size_t length = (size_t)used + (text > 0 ? (size_t)text : 0);
    if (length > sizeof line - 2)
        length = sizeof line - 2;
    utf8_tame(line, length);
    line[length++] = '\n';
    if (write(STDERR_FILENO, line, length) < 0)
        return; /* nowhere left to say so */
}

void log_error(const char *format, ...) {
    va_list args;
    va_start(args, format);
    log_line(LOG_LEVEL_ERROR, "error: ", format, args);
    va_end(args);
}

void log_warning(const char *format, ...) {
    va_list args;
    va_start(args, format);
    log_line(LOG_LEVEL_WARNING, "warning: ", format, args);
    va_end(args);
}

void log_info(const char *format, ...) {
    va_list args;
    va_start(args, format);
    log_line(LOG_LEVEL_INFO, "", format, args);
    va_end(args);
}
