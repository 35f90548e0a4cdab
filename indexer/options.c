#include "indexer/options.h"

#include "common/base/buf.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/search/query.h"
#include "indexer/pipeline.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define DEFAULT_OUTPUT "docs.db"
#define DOCSET_NAME_MAX_BYTES 64

/* Longest query that is passed on; the search itself reads less. */
#define JOINED_MAX_BYTES 65536

enum {
    OPTION_TITLE = 256,
    OPTION_DOCS_VERSION,
    OPTION_BASE_URL,
    OPTION_EMBED_PAGES,
    OPTION_JSON,
    OPTION_DOCSET,
    OPTION_KIND,
    OPTION_LIMIT,
    OPTION_ROOT,
    OPTION_REPORT,
};

static const struct option long_options[] = {
    {"docset", required_argument, NULL, OPTION_DOCSET},
    {"title", required_argument, NULL, OPTION_TITLE},
    {"docs-version", required_argument, NULL, OPTION_DOCS_VERSION},
    {"base-url", required_argument, NULL, OPTION_BASE_URL},
    {"embed-pages", no_argument, NULL, OPTION_EMBED_PAGES},
    {"report", required_argument, NULL, OPTION_REPORT},
    {"output", required_argument, NULL, 'o'},
    {"jobs", required_argument, NULL, 'j'},
    {"quiet", no_argument, NULL, 'q'},
    {"json", no_argument, NULL, OPTION_JSON},
    {"kind", required_argument, NULL, OPTION_KIND},
    {"limit", required_argument, NULL, OPTION_LIMIT},
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
    case OPTION_BASE_URL:
    case OPTION_EMBED_PAGES:
    case OPTION_REPORT:
    case 'o':
    case 'j':
    case 'q': return FOR(COMMAND_BUILD);
    case OPTION_DOCSET: return FOR(COMMAND_BUILD) | FOR(COMMAND_SEARCH);
    case OPTION_KIND:
    case OPTION_LIMIT: return FOR(COMMAND_SEARCH);
    case OPTION_ROOT: return FOR(COMMAND_DUMP);
    case OPTION_JSON: return FOR(COMMAND_INFO) | FOR(COMMAND_SEARCH);
    default: return ~0u;
    }
}

static const char program_help[] =
    "Usage: docfinch-index COMMAND [OPTION]...\n"
    "Turn HTML documentation into one searchable file for docfinch-serve.\n"
    "\n"
    "Commands:\n"
    "  build    read HTML, write the artifact\n"
    "  info     say what is in an artifact\n"
    "  search   search an artifact\n"
    "  dump     show what is found on one HTML page\n"
    "\n"
    "  -h, --help       show this text; after a command, its options\n"
    "  -V, --version    show the version\n"
    "\n"
    "Example:\n"
    "  docfinch-index build --docset python=/usr/share/doc/python3.11/html -o docs.db\n"
    "  docfinch-serve docs.db\n"
    "\n"
    "Exit status: 0 fine, 1 nothing found (search), 2 wrong usage, 3 input or output failed.\n";

static const char build_help[] =
    "Usage: docfinch-index build --docset NAME=FOLDER [OPTION]... [-o FILE]\n"
    "Read HTML documentation and write the artifact that docfinch-serve serves.\n"
    "\n"
    "      --docset NAME=FOLDER   index the HTML files under FOLDER as NAME; may be repeated\n"
    "      --title TEXT           name to show (default: what the pages say, else NAME)\n"
    "      --docs-version TEXT    version to show (default: what the pages say)\n"
    "      --base-url URL         address of the published documentation, for links to it\n"
    "                             (title, version and base URL belong to the --docset before them)\n"
    "      --embed-pages          put the pages and their images and styles into the artifact, so that\n"
    "                             docfinch-serve can show them itself\n"
    "      --report FILE          write what the documentation's own symbol indexes name, and whether it was\n"
    "                             found, as tab-separated lines\n"
    "  -o, --output FILE          artifact to write (default: " DEFAULT_OUTPUT ")\n"
    "  -j, --jobs N               read with N threads (default: one per processor)\n"
    "  -q, --quiet                no progress and no summary\n"
    "  -h, --help                 show this text\n"
    "\n"
    "FILE is replaced only when the new artifact is complete and verified. Equal input gives an equal file.\n";

static const char info_help[] = "Usage: docfinch-index info FILE [--json]\n"
                                "Verify an artifact and say what is in it.\n";

static const char search_help[] =
    "Usage: docfinch-index search FILE QUERY... [OPTION]...\n"
    "Search an artifact, ranked as docfinch-serve ranks.\n"
    "\n"
    "      --docset NAME    stay in this doc set\n"
    "      --kind KIND      show this kind only: function, class, section, ...\n"
    "      --limit N        show at most N results, 1 to 100 (default: 10)\n"
    "      --json           print the JSON of /api/search\n"
    "  -h, --help           show this text\n"
    "\n"
    "A QUERY that starts with '-' comes behind '--': docfinch-index search docs.db -- '->'\n"
    "Exit status: 0 something was found, 1 nothing was.\n";

static const char dump_help[] =
    "Usage: docfinch-index dump PAGE.html [OPTION]...\n"
    "Show what is found on one HTML page: its entries with their text, and its links.\n"
    "\n"
    "      --root FOLDER    the doc set's folder, which PAGE.html is in (default: the page's own): some generators\n"
    "                       say by the folders below it what a page is about\n"
    "  -h, --help           show this text\n";

const char *options_help(enum command command) {
    switch (command) {
    case COMMAND_BUILD: return build_help;
    case COMMAND_INFO: return info_help;
    case COMMAND_SEARCH: return search_help;
    case COMMAND_DUMP: return dump_help;
    default: return program_help;
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

static bool is_docset_name(struct str name) {
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!plain && (i == 0 || strchr("-_.", c) == NULL))
            return false;
    }
    return name.len > 0 && name.len <= DOCSET_NAME_MAX_BYTES;
}

static bool add_docset(struct options *options, const char *argument, struct err *err) {
    struct str text = str_from(argument);
    struct str name = str_head(text, str_find_char(text, '=', 0));
    if (name.len + 1 >= text.len)
        return err_set(err, ERR_USAGE, "--docset '%s': should be NAME=FOLDER", argument);
    if (!is_docset_name(name))
        return err_set(err, ERR_USAGE, "--docset '%.*s': a name has letters, digits, '-', '_' and '.', at most %d",
                       STR_ARG(name), DOCSET_NAME_MAX_BYTES);
    for (size_t i = 0; i < options->docset_count; i++)
        if (str_is(name, options->docsets[i].name))
            return err_set(err, ERR_USAGE, "--docset '%.*s': given twice", STR_ARG(name));
    if (options->docset_count >= OPTIONS_MAX_DOCSETS)
        return err_set(err, ERR_USAGE, "more than %d doc sets", OPTIONS_MAX_DOCSETS);
    options->docsets =
        mem_grow(options->docsets, options->docset_count, &options->docset_capacity, sizeof *options->docsets);
    struct docset_input *docset = &options->docsets[options->docset_count++];
    *docset = (struct docset_input){.path = argument + name.len + 1};
    docset->name = mem_new(name.len + 1, 1);
    memcpy(docset->name, name.ptr, name.len);
    return true;
}

/* An option of the doc set before it. */
static bool set_docset_text(struct options *options, int option, const char *text, struct err *err) {
    if (options->docset_count == 0)
        return err_set(err, ERR_USAGE, "--title, --docs-version and --base-url belong behind a --docset");
    struct docset_input *docset = &options->docsets[options->docset_count - 1];
    if (option == OPTION_TITLE)
        docset->title = text;
    else if (option == OPTION_DOCS_VERSION)
        docset->version = text;
    else if (strncmp(text, "http://", 7) == 0 || strncmp(text, "https://", 8) == 0)
        docset->base_url = text;
    else
        return err_set(err, ERR_USAGE, "--base-url '%s': should start with https:// or http://", text);
    return true;
}

static bool set_number(unsigned *number, const char *text, unsigned max, const char *option, struct err *err) {
    unsigned long value = 0;
    if (!str_to_number(str_from(text), max, &value) || value == 0)
        return err_set(err, ERR_USAGE, "%s '%s': should be a number from 1 to %u", option, text, max);
    *number = (unsigned)value;
    return true;
}

static bool set_option(struct options *options, int option, struct err *err) {
    switch (option) {
    case OPTION_DOCSET:
        options->docset = optarg;
        return options->command != COMMAND_BUILD || add_docset(options, optarg, err);
    case OPTION_TITLE:
    case OPTION_DOCS_VERSION:
    case OPTION_BASE_URL: return set_docset_text(options, option, optarg, err);
    case OPTION_EMBED_PAGES: options->embed_pages = true; return true;
    case OPTION_JSON: options->json = true; return true;
    case OPTION_KIND: options->kind = optarg; return true;
    case OPTION_REPORT: options->report = optarg; return true;
    case OPTION_ROOT: options->root = optarg; return true;
    case OPTION_LIMIT: return set_number(&options->limit, optarg, QUERY_MAX_LIMIT, "--limit", err);
    case 'o': options->output = optarg; return true;
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

static bool take_build_operands(const struct options *options, char *operands[], int count, struct err *err) {
    if (count > 0)
        return err_set(err, ERR_USAGE, "unexpected argument '%s'; a folder is given as --docset NAME=%s", operands[0],
                       operands[0]);
    return options->docset_count > 0 || err_set(err, ERR_USAGE, "nothing to index: give --docset NAME=FOLDER");
}

static bool take_operands(struct options *options, char *operands[], int count, struct err *err) {
    if (options->command == COMMAND_BUILD)
        return take_build_operands(options, operands, count, err);
    if (count == 0)
        return err_set(err, ERR_USAGE, "a file is missing");
    options->input = operands[0];
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

static bool take_option(struct options *options, int option, char *argv[], struct err *err) {
    char name[OPTION_NAME_BYTES];
    if (option == '?' && is_known(optopt))
        return err_set(err, ERR_USAGE, "'%s': this option takes no value", argv[optind - 1]);
    if (option == '?')
        return err_set(err, ERR_USAGE, "unknown option '%s'", option_name(optopt, argv, name));
    if (option == ':')
        return err_set(err, ERR_USAGE, "'%s' needs a value", option_name(optopt, argv, name));
    if (option == 'V' || (commands_of(option) & FOR(options->command)) == 0)
        return err_set(err, ERR_USAGE, "'%s' is not an option of %s", option_name(option, argv, name), argv[0]);
    return set_option(options, option, err);
}

/* getopt has no room for a command in front: argv is read from the word behind it. */
static bool parse_command_options(struct options *options, int argc, char *argv[], struct err *err) {
    int option;
    optind = 0; /* forgets where an earlier call stopped */
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":o:j:qhV", long_options, NULL)) != -1) {
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
    *options = (struct options){.output = DEFAULT_OUTPUT, .jobs = processor_count(), .limit = QUERY_DEFAULT_LIMIT};
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
    return parse_command_options(options, argc - 1, argv + 1, err);
}

void options_free(struct options *options) {
    for (size_t i = 0; i < options->docset_count; i++)
        free(options->docsets[i].name);
    free(options->docsets);
    free(options->query);
    *options = (struct options){0};
}
