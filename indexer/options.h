/* The command line of docfinch-index. */
#ifndef DOCFINCH_INDEXER_OPTIONS_H
#define DOCFINCH_INDEXER_OPTIONS_H

#include "common/base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define OPTIONS_MAX_DOCSETS 1000

enum command { COMMAND_NONE, COMMAND_BUILD, COMMAND_INFO, COMMAND_SEARCH, COMMAND_DUMP, COMMAND_HELP, COMMAND_VERSION };

/* One doc set to index. Strings are those of argv; NULL where nothing was given. */
struct docset_input {
    char *name; /* owned */
    const char *path, *title, *version, *base_url;
};

struct options {
    enum command command;
    enum command help_for;        /* of COMMAND_HELP: whose help, or COMMAND_NONE */
    struct docset_input *docsets; /* owned */
    size_t docset_count, docset_capacity;
    const char *output; /* of build */
    const char *report; /* of build: file for the list of known symbols; NULL: none */
    const char *input;  /* artifact of info and search, page of dump */
    const char *root;   /* of dump: the doc set's folder; NULL: the page's own */
    char *query;        /* of search; owned */
    const char *docset; /* of search: stay in this one */
    const char *kind;   /* of search: only this kind */
    unsigned jobs;      /* worker threads of build */
    unsigned limit;     /* hits of search */
    bool embed_pages, quiet, json;
};

/* Reads argv. Errors: ERR_USAGE. options_free() also after false. */
bool options_parse(struct options *options, int argc, char *argv[], struct err *err);
void options_free(struct options *options);

/* "build " and so on, with the space; "" for no command. */
const char *options_command_word(enum command command);

/* The text of --help for a command, or for the program. */
const char *options_help(enum command command);

#endif
