/* One error value: a code that decides what happens next and a sentence for a person.
 *
 * A function that can fail takes `struct err *err` last and returns bool; true is success. The place that knows what
 * went wrong writes the sentence, once:
 *
 *     return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
 *
 * Thread rule: a struct err belongs to one thread at a time. */
#ifndef DOCFINCH_COMMON_BASE_ERR_H
#define DOCFINCH_COMMON_BASE_ERR_H

#include <stdbool.h>

enum err_code {
    ERR_NONE = 0,
    ERR_USAGE,    /* the caller asked for something that cannot be */
    ERR_IO,       /* a file, folder or socket did not do what was asked */
    ERR_FORMAT,   /* input is not what it should be */
    ERR_LIMIT,    /* input is larger than a stated limit, or time ran out */
    ERR_DB,       /* SQLite refused; the text may hold SQL and is for the log only */
    ERR_INTERNAL, /* a state that this program should never be in; for the log only */
};

#define ERR_MESSAGE_BYTES 512

struct err {
    enum err_code code;
    char message[ERR_MESSAGE_BYTES]; /* one line, no final period, NUL-terminated, cut when longer */
};

/* Fills *err and returns false, so that it can be returned at once. err may be NULL. */
bool err_set(struct err *err, enum err_code code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Puts "text: " before the message that is there, for a caller that knows more; returns false. */
bool err_prefix(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#ifdef __clang_analyzer__ /* it sees one file at a time, and has to know that the answer is always false */
#define err_set(...) (err_set(__VA_ARGS__), false)
#define err_prefix(...) (err_prefix(__VA_ARGS__), false)
#endif

/* The exit status of a program that ends with this error: 0 none, 2 usage, 3 everything else. */
int err_exit_status(const struct err *err);

#endif
