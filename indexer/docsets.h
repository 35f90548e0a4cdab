/* The doc sets to index, as the command line and the configuration file name them. What the command line says about a
 * doc set counts more than what the file says. */
#ifndef DOCFINCH_INDEXER_DOCSETS_H
#define DOCFINCH_INDEXER_DOCSETS_H

#include "common/base/err.h"
#include "indexer/config.h"
#include "indexer/options.h"

#include <stdbool.h>

/* What can be said of a doc set, beside its name and path. */
enum docset_member {
    DOCSET_TITLE,
    DOCSET_VERSION,
    DOCSET_LANGUAGE,
    DOCSET_BASE_URL,
    DOCSET_GENERATOR,
    DOCSET_INCLUDE, /* this and the next may be said several times */
    DOCSET_EXCLUDE,
    DOCSET_SYNONYMS,
};

/* Adds the doc set of an argument "NAME=PATH" or, for one that the file describes, "NAME". Errors: ERR_USAGE. */
bool docsets_add(struct options *options, const char *argument, struct err *err);

/* Says something of the doc set added last. `option` is how the user said it. Errors: ERR_USAGE. */
bool docsets_set(struct options *options, enum docset_member member, const char *option, struct err *err);

/* Puts the doc sets of the file before those that only the command line has; strings are borrowed from config. `path`
 * is the file's, which paths in it are relative to. Errors: ERR_FORMAT. */
bool docsets_merge(struct options *options, const struct config *config, const char *path, struct err *err);

/* Puts in front of the message which doc set it is about and which configuration file says where it is; returns
 * false. */
bool docsets_blame(const struct docset_input *docset, struct err *err);

/* Whether every doc set has a path, and there is one. Errors: ERR_USAGE. */
bool docsets_check(const struct options *options, struct err *err);

void docsets_free(struct options *options);

/* A path of the configuration file, from the current folder. Owned: free(). */
char *docsets_path_beside(const char *config_path, const char *path);

/* Whether a path is short enough for the system with what is put behind it. */
bool docsets_check_path(const char *option, const char *path, struct err *err);

/* Whether there is a profile of this name. */
bool docsets_check_generator(const char *option, const char *text, struct err *err);

#endif
