/* Diagnostics on standard error, a line each: "docfinch-index: warning: text". Results never go here.
 * Control characters and what is not UTF-8 become '?' (utf8_tame()), so that a file's name, or a text from a file, can
 * neither end the line nor speak to the terminal, and every reader of the log can read it.
 *
 * Thread rule: any thread may log; a line is written by one call and does not mix with another. */
#ifndef DOCFINCH_COMMON_BASE_LOG_H
#define DOCFINCH_COMMON_BASE_LOG_H

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_INFO };

/* The name before every line (borrowed for the life of the program) and the least important level that is shown.
 * Called once, before the first thread. */
void log_open(const char *program, enum log_level level);

void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
