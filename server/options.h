/* The command line of docfinch-serve. */
#ifndef DOCFINCH_SERVER_OPTIONS_H
#define DOCFINCH_SERVER_OPTIONS_H

#include "common/base/err.h"
#include "server/observe/observe.h"

#include <stdbool.h>

#define OPTIONS_DEFAULT_LISTEN "127.0.0.1:8080"
#define OPTIONS_MAX_ENGINES 256

enum options_action { OPTIONS_SERVE, OPTIONS_HELP, OPTIONS_VERSION };

struct options {
    enum options_action action;
    const char *artifact; /* borrowed from argv, as is listen */
    const char *listen;
    unsigned threads; /* HTTP connections served at a time */
    unsigned engines; /* searches at a time */
    struct observe_options observe;
};

/* Errors: ERR_USAGE. */
bool options_parse(struct options *options, int argc, char *argv[], struct err *err);

/* The text of --help, NUL-terminated. */
extern const char options_help[];

#endif
