/* The command line of docfinch-serve. */
#ifndef DOCFINCH_SERVER_OPTIONS_H
#define DOCFINCH_SERVER_OPTIONS_H

#include "common/base/err.h"
#include "server/observe/observe.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OPTIONS_DEFAULT_LISTEN "127.0.0.1:8080"
#define OPTIONS_MAX_ENGINES 256
#define OPTIONS_MAX_READABLE 8
#define OPTIONS_MAX_BASE_PATH_BYTES 255

enum options_action { OPTIONS_SERVE, OPTIONS_HELP, OPTIONS_VERSION, OPTIONS_WIDGET };

struct options {
    enum options_action action;
    const char *artifact; /* borrowed from argv, as are the texts below */
    const char *listen;
    const char *base_path;                 /* "" or as "/docs-search" */
    const char *tls_certificate, *tls_key; /* files; both NULL: no TLS */
    unsigned threads;                      /* HTTP connections served at a time */
    unsigned engines;                      /* searches at a time */
    const char *expected_id;               /* of the artifact; NULL: any */
    bool is_watching;                      /* a new artifact at the path is served without being told */
    const char *user;                      /* to become when the server listens; NULL: stay */
    bool is_unconfined;
    size_t readable_count;
    const char *readable[OPTIONS_MAX_READABLE]; /* where an artifact may lie besides its folder */
    struct observe_options observe;
};

/* Errors: ERR_USAGE. */
bool options_parse(struct options *options, int argc, char *argv[], struct err *err);

/* The port of --listen; 0 stands for a free one. */
uint16_t options_port(const struct options *options);

/* The text of --help, NUL-terminated. */
extern const char options_help[];

#endif
