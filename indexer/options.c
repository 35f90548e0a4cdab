#include "indexer/options.h"

#include "common/base/buf.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/search/query.h"
#include "indexer/config.h"
#include "indexer/docsets.h"
#include "indexer/pipeline.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Longest query that is passed on; the search itself reads less. */
#define JOINED_MAX_BYTES 65536

enum {
    OPTION_TITLE = 256,
    OPTION_DOCS_VERSION,
    OPTION_LANGUAGE,
    OPTION_BASE_URL,
    OPTION_GENERATOR,
    OPTION_INCLUDE,
    OPTION_EXCLUDE,
    OPTION_SYNONYMS,
    OPTION_STRICT,
    OPTION_NO_STRICT,
    OPTION_EMBED_PAGES,
    OPTION_NO_EMBED_PAGES,
    OPTION_JSON,
    OPTION_DOCSET,
    OPTION_KIND,
    OPTION_LIMIT,
    OPTION_EXPLAIN,
    OPTION_LITERAL,
    OPTION_ROOT,
    OPTION_REPORT,
};

static const struct option long_options[] = {
    {"docset", required_argument, NULL, OPTION_DOCSET},
    {"title", required_argument, NULL, OPTION_TITLE},
    {"docs-version", required_argument, NULL, OPTION_DOCS_VERSION},
    {"language", required_argument, NULL, OPTION_LANGUAGE},
    {"base-url", required_argument, NULL, OPTION_BASE_URL},
    {"generator", required_argument, NULL, OPTION_GENERATOR},
    {"include", required_argument, NULL, OPTION_INCLUDE},
    {"exclude", required_argument, NULL, OPTION_EXCLUDE},
    {"synonyms", required_argument, NULL, OPTION_SYNONYMS},
    {"config", required_argument, NULL, 'c'},
    {"strict", no_argument, NULL, OPTION_STRICT},
    {"no-strict", no_argument, NULL, OPTION_NO_STRICT},
    {"embed-pages", no_argument, NULL, OPTION_EMBED_PAGES},
    {"no-embed-pages", no_argument, NULL, OPTION_NO_EMBED_PAGES},
    {"report", required_argument, NULL, OPTION_REPORT},
    {"output", required_argument, NULL, 'o'},
    {"jobs", required_argument, NULL, 'j'},
    {"quiet", no_argument, NULL, 'q'},
    {"json", no_argument, NULL, OPTION_JSON},
    {"kind", required_argument, NULL, OPTION_KIND},
    {"limit", required_argument, NULL, OPTION_LIMIT},
    {"explain", no_argument, NULL, OPTION_EXPLAIN},
    {"literal", no_argument, NULL, OPTION_LITERAL},
    {"root", required_argument, NULL, OPTION_ROOT},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {NULL, 0, NULL, 0},
};

/* Which commands know an option: a bit per command. */
#define FOR(command) (1u << (command))

static unsigned commands_of(int option) {
    switch (option) {
    case OPTION_TITLE:
    case OPTION_DOCS_VERSION:
    case OPTION_LANGUAGE:
    case OPTION_BASE_URL:
    case OPTION_INCLUDE:
    case OPTION_EXCLUDE:
    case OPTION_SYNONYMS:
    case OPTION_STRICT:
    case OPTION_NO_STRICT:
    case OPTION_EMBED_PAGES:
    case OPTION_NO_EMBED_PAGES:
    case OPTION_REPORT:
    case 'c':
    case 'o':
    case 'j':
    case 'q': return FOR(COMMAND_BUILD);
    case OPTION_DOCSET: return FOR(COMMAND_BUILD) | FOR(COMMAND_SEARCH);
    case OPTION_KIND:
    case OPTION_EXPLAIN:
    case OPTION_LIMIT:
    case OPTION_LITERAL: return FOR(COMMAND_SEARCH);
    case OPTION_ROOT: return FOR(COMMAND_DUMP);
    case OPTION_GENERATOR: return FOR(COMMAND_BUILD) | FOR(COMMAND_DUMP);
    case OPTION_JSON: return FOR(COMMAND_INFO) | FOR(COMMAND_SEARCH);
    default: return ~0u;
    }
}

static enum command command_named(const char *name) {
    static const char *const names[] = {
        [COMMAND_BUILD] = "build", [COMMAND_INFO] = "info", [COMMAND_SEARCH] = "search", [COMMAND_DUMP] = "dump"};
    for (int i = COMMAND_BUILD; i <= COMMAND_DUMP; i++)
        if (strcmp(name, names[i]) == 0)
            return (enum command)i;
    return COMMAND_NONE;
}

const char *options_command_word(enum command command) {
    switch (command) {
    case COMMAND_BUILD: return "build ";
    case COMMAND_INFO: return "info ";
    case COMMAND_SEARCH: return "search ";
    case COMMAND_DUMP: return "dump ";
    default: return "";
    }
}

static bool set_number(unsigned *number, const char *text, unsigned max, const char *option, struct err *err) {
    unsigned long value = 0;
    if (!str_to_number(str_from(text), max, &value) || value == 0)
        return err_set(err, ERR_USAGE, "%s '%s': should be a number from 1 to %u", option, text, max);
    *number = (unsigned)value;
    return true;
}

/* An option that is on or off, the last time it is said. */
static bool set_switch(bool *value, bool *is_said, bool is_on) {
    *value = is_on;
    *is_said = true;
    return true;
}

static bool set_config_path(struct options *options, const char *path, struct err *err) {
    if (options->config_path != NULL)
        return err_set(err, ERR_USAGE, "'-c' is given twice: '%s' and '%s'", options->config_path, path);
    options->config_path = path;
    return docsets_check_path("--config", path, err);
}

static bool set_option(struct options *options, int option, struct err *err) {
    switch (option) {
    case OPTION_DOCSET:
        options->docset = optarg;
        return options->command != COMMAND_BUILD || docsets_add(options, optarg, err);
    case OPTION_TITLE: return docsets_set(options, DOCSET_TITLE, optarg, err);
    case OPTION_DOCS_VERSION: return docsets_set(options, DOCSET_VERSION, optarg, err);
    case OPTION_LANGUAGE: return docsets_set(options, DOCSET_LANGUAGE, optarg, err);
    case OPTION_BASE_URL: return docsets_set(options, DOCSET_BASE_URL, optarg, err);
    case OPTION_INCLUDE: return docsets_set(options, DOCSET_INCLUDE, optarg, err);
    case OPTION_EXCLUDE: return docsets_set(options, DOCSET_EXCLUDE, optarg, err);
    case OPTION_SYNONYMS: return docsets_set(options, DOCSET_SYNONYMS, optarg, err);
    case OPTION_GENERATOR:
        if (options->command == COMMAND_BUILD)
            return docsets_set(options, DOCSET_GENERATOR, optarg, err);
        options->generator = optarg;
        return docsets_check_generator("--generator", optarg, err);
    case OPTION_STRICT:
    case OPTION_NO_STRICT: return set_switch(&options->strict, &options->is_strict_said, option == OPTION_STRICT);
    case OPTION_EMBED_PAGES:
    case OPTION_NO_EMBED_PAGES:
        return set_switch(&options->embed_pages, &options->is_embed_pages_said, option == OPTION_EMBED_PAGES);
    case OPTION_JSON: options->json = true; return true;
    case OPTION_EXPLAIN: options->explain = true; return true;
    case OPTION_LITERAL: options->is_literal = true; return true;
    case OPTION_KIND: options->kind = optarg; return true;
    case OPTION_REPORT: options->report = optarg; return docsets_check_path("--report", optarg, err);
    case OPTION_ROOT: options->root = optarg; return docsets_check_path("--root", optarg, err);
    case OPTION_LIMIT: return set_number(&options->limit, optarg, QUERY_MAX_LIMIT, "--limit", err);
    case 'c': return set_config_path(options, optarg, err);
    case 'o': options->output = optarg; return docsets_check_path("--output", optarg, err);
    case 'j': return set_number(&options->jobs, optarg, PIPELINE_MAX_WORKERS, "--jobs", err);
    case 'q': options->quiet = true; return true;
    default: return err_set(err, ERR_USAGE, "unknown option");
    }
}

/* A query may come as one word of the command line or as several. */
static char *join_words(char *words[], int count) {
    struct buf joined;
    buf_init(&joined, JOINED_MAX_BYTES);
    for (int i = 0; i < count; i++) {
        buf_puts(&joined, i > 0 ? " " : "");
        buf_puts(&joined, words[i]);
    }
    return joined.data;
}

/* What the command line does not say. */
static bool take_config(struct options *options, struct err *err) {
    if (!config_load(&options->config, options->config_path, err))
        return false;
    const struct config *config = options->config;
    if (config->jobs != NULL && options->jobs == 0 &&
        !set_number(&options->jobs, config->jobs, PIPELINE_MAX_WORKERS, "jobs", err)) {
        err->code = ERR_FORMAT;
        return err_prefix(err, "%s", options->config_path);
    }
    if (config->output != NULL && options->output == NULL) {
        options->output_beside = docsets_path_beside(options->config_path, config->output);
        options->output = options->output_beside;
        if (!docsets_check_path("output", options->output, err)) {
            err->code = ERR_FORMAT;
            return err_prefix(err, "%s", options->config_path);
        }
    }
    if (!options->is_embed_pages_said)
        options->embed_pages = config->embed_pages != 0;
    if (!options->is_strict_said)
        options->strict = config->strict != 0;
    return docsets_merge(options, config, options->config_path, err);
}

static bool take_build_operands(struct options *options, char *operands[], int count, struct err *err) {
    if (count > 0)
        return err_set(err, ERR_USAGE, "unexpected argument '%s'; a folder is given as --docset NAME=%s", operands[0],
                       operands[0]);
    return (options->config_path == NULL || take_config(options, err)) && docsets_check(options, err);
}

static bool take_operands(struct options *options, char *operands[], int count, struct err *err) {
    if (options->command == COMMAND_BUILD)
        return take_build_operands(options, operands, count, err);
    if (count == 0)
        return err_set(err, ERR_USAGE, "a file is missing");
    options->input = operands[0];
    if (!docsets_check_path("file", options->input, err))
        return false;
    if (options->command == COMMAND_SEARCH) {
        options->query = join_words(operands + 1, count - 1);
        return count > 1 || err_set(err, ERR_USAGE, "a query is missing");
    }
    return count == 1 || err_set(err, ERR_USAGE, "unexpected argument '%s'", operands[1]);
}

static unsigned processor_count(void) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > PIPELINE_MAX_WORKERS ? PIPELINE_MAX_WORKERS : (unsigned)count;
}

#define OPTION_NAME_BYTES 80

/* Whether an option has this value: then it was its use that was wrong. */
static bool is_known(int val) {
    const struct option *known = long_options;
    while (known->name != NULL && known->val != val)
        known++;
    return known->name != NULL;
}

/* The option that getopt last looked at, as it is written: "--jobs", "-j". val is its value in long_options. */
static const char *option_name(int val, char *argv[], char name[OPTION_NAME_BYTES]) {
    if (val > 0 && val < 256) {
        snprintf(name, OPTION_NAME_BYTES, "-%c", val);
        return name;
    }
    snprintf(name, OPTION_NAME_BYTES, "%s", argv[optind - 1]);
    for (const struct option *known = long_options; known->name != NULL; known++)
        if (known->val == val)
            snprintf(name, OPTION_NAME_BYTES, "--%s", known->name);
    return name;
}

/* What a query looks like that begins with a dash. */
static const char *hint(const struct options *options) {
    return options->command == COMMAND_SEARCH ? "; a query that begins with a dash goes behind --" : "";
}

static bool take_option(struct options *options, int option, char *argv[], struct err *err) {
    char name[OPTION_NAME_BYTES];
    if (option == '?' && is_known(optopt))
        return err_set(err, ERR_USAGE, "'%s': this option takes no value", argv[optind - 1]);
    if (option == '?')
        return err_set(err, ERR_USAGE, "unknown option '%s'%s", option_name(optopt, argv, name), hint(options));
    if (option == ':')
        return err_set(err, ERR_USAGE, "'%s' needs a value%s", option_name(optopt, argv, name), hint(options));
    if (option == 'V' || (commands_of(option) & FOR(options->command)) == 0)
        return err_set(err, ERR_USAGE, "'%s' is not an option of %s%s", option_name(option, argv, name), argv[0],
                       hint(options));
    return set_option(options, option, err);
}

/* getopt has no room for a command in front: argv is read from the word behind it. */
static bool parse_command_options(struct options *options, int argc, char *argv[], struct err *err) {
    int option;
    optind = 0; /* forgets where an earlier call stopped */
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":c:o:j:qhV", long_options, NULL)) != -1) {
        if (option == 'h') {
            options->help_for = options->command;
            options->command = COMMAND_HELP;
            return true;
        }
        if (!take_option(options, option, argv, err))
            return false;
    }
    return take_operands(options, argv + optind, argc - optind, err);
}

bool options_parse(struct options *options, int argc, char *argv[], struct err *err) {
    *options = (struct options){.limit = QUERY_DEFAULT_LIMIT};
    if (argc < 2)
        return err_set(err, ERR_USAGE, "a command is missing");
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0)
        options->command = COMMAND_HELP;
    else if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0)
        options->command = COMMAND_VERSION;
    if (options->command != COMMAND_NONE)
        return true;
    options->command = command_named(argv[1]);
    if (options->command == COMMAND_NONE)
        return err_set(err, ERR_USAGE, "unknown command '%s'", argv[1]);
    if (!parse_command_options(options, argc - 1, argv + 1, err))
        return false;
    if (options->output == NULL)
        options->output = OPTIONS_DEFAULT_OUTPUT;
    if (options->jobs == 0)
        options->jobs = processor_count();
    return true;
}

void options_free(struct options *options) {
    docsets_free(options);
    config_free(options->config);
    free(options->output_beside);
    free(options->query);
    *options = (struct options){0};
}
