/* The command line of docfinch-index. */
#ifndef DOCFINCH_INDEXER_OPTIONS_H
#define DOCFINCH_INDEXER_OPTIONS_H

#include "common/base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define OPTIONS_MAX_DOCSETS 1000

#define OPTIONS_DEFAULT_OUTPUT "docs.db"

/* Of a file or folder: room is left for names inside it, within the 4,096 bytes of Linux. */
#define OPTIONS_MAX_PATH_BYTES 4000

enum command { COMMAND_NONE, COMMAND_BUILD, COMMAND_INFO, COMMAND_SEARCH, COMMAND_DUMP, COMMAND_HELP, COMMAND_VERSION };

struct config;

struct pattern_list {
    const char **patterns; /* owned; the patterns are borrowed */
    size_t count, capacity;
};

/* One doc set to index. Strings are those of argv or of the configuration; NULL where nothing was given. */
struct docset_input {
    char *name, *path;  /* owned */
    const char *config; /* the configuration file that says the path; NULL: the command line does */
    const char *title, *version, *language, *base_url;
    const char *generator; /* name of a profile; NULL: the one that fits each page */
    struct pattern_list include, exclude;
    struct pattern_list synonyms; /* groups, as in rank/synonyms.h */
};

struct options {
    enum command command;
    enum command help_for;        /* of COMMAND_HELP: whose help, or COMMAND_NONE */
    const char *config_path;      /* of build; NULL: none */
    struct config *config;        /* owned; what strings are borrowed from */
    struct docset_input *docsets; /* owned */
    size_t docset_count, docset_capacity;
    const char *output;    /* of build */
    char *output_beside;   /* owned; the same when the configuration has it */
    const char *report;    /* of build: file for the list of known symbols; NULL: none */
    const char *input;     /* artifact of info and search, page of dump */
    const char *root;      /* of dump: the doc set's folder; NULL: the page's own */
    const char *generator; /* of dump; NULL: the one that fits */
    char *query;           /* of search; owned */
    const char *docset;    /* of search: stay in this one */
    const char *kind;      /* of search: only this kind */
    unsigned jobs;         /* worker threads of build */
    unsigned limit;        /* hits of search */
    bool is_literal;       /* of search: no word is corrected */
    bool embed_pages, strict, quiet, json;
    bool is_embed_pages_said, is_strict_said; /* on the command line, which counts more than the configuration */
    bool explain;                             /* of search: say why each hit is where it is */
};

/* Reads argv and the configuration file that it names. Errors: ERR_USAGE; ERR_IO and ERR_FORMAT of that file.
 * options_free() also after false. */
bool options_parse(struct options *options, int argc, char *argv[], struct err *err);
void options_free(struct options *options);

/* "build " and so on, with the space; "" for no command. */
const char *options_command_word(enum command command);

#endif
