#include "indexer/help.h"

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
    "Options:\n"
    "  -h, --help       show this text; after a command, its options\n"
    "  -V, --version    show the version\n"
    "\n"
    "Example:\n"
    "  docfinch-index build --docset python=/usr/share/doc/python3.11/html -o docs.db\n"
    "  docfinch-serve docs.db\n"
    "\n"
    "Results go to standard output, progress and messages to standard error.\n"
    "Exit status: 0 fine, 1 nothing found (search), 2 wrong usage, 3 input or output failed.\n";

static const char build_help[] =
    "Usage: docfinch-index build --docset NAME=PATH [OPTION]... [-o FILE]\n"
    "  or:  docfinch-index build -c FILE [OPTION]...\n"
    "Read HTML documentation and write the artifact that docfinch-serve serves.\n"
    "\n"
    "What to read:\n"
    "      --docset NAME=PATH     index the HTML files in PATH as NAME; may be repeated. PATH is a folder, an archive\n"
    "                             (.zip, .tar, .tar.gz, .tgz, .tar.bz2, .tar.xz) or a Dash .docset bundle\n"
    "      --docset NAME          with -c: the following options are for this doc set of the file\n"
    "  -c, --config FILE          read doc sets and options from FILE, in YAML; the command line counts more. No file\n"
    "                             is read without this option\n"
    "\n"
    "Of the --docset before them:\n"
    "      --title TEXT           name to show (default: the project that the pages name, else the title of\n"
    "                             index.html, else NAME)\n"
    "      --docs-version TEXT    version to show (default: what the pages say)\n"
    "      --language TAG         language of the documentation, such as en (default: what the pages say)\n"
    "      --base-url URL         address of the published documentation, for links to it\n"
    "      --generator NAME       read every page as made by NAME (default: what fits each page)\n"
    "      --include GLOB         read only pages whose path matches; may be repeated\n"
    "      --exclude GLOB         leave out files whose path matches; may be repeated, stronger than --include\n"
    "                             (in a GLOB * and ? stay in one folder, ** stands for any number of folders,\n"
    "                             a / at the end for all below it: 'api/*.html', '**/internal/**', 'old/')\n"
    "      --synonyms WORDS       words and phrases that mean the same, with commas between them: what has one is\n"
    "                             found by all, 'dict, dictionary, hash map'; may be repeated\n"
    "\n"
    "What to write:\n"
    "  -o, --output FILE          artifact to write (default: " OPTIONS_DEFAULT_OUTPUT ")\n"
    "      --embed-pages          put the pages and their images and styles into the artifact, so that\n"
    "                             docfinch-serve can show them itself; --no-embed-pages: do not\n"
    "\n"
    "How:\n"
    "      --strict               write nothing and exit with 3 when a file had to be left out because it met a limit\n"
    "                             or is damaged (default: a warning); --no-strict: only warn\n"
    "      --report FILE          write what the documentation's own symbol indexes name, and whether it was found,\n"
    "                             as tab-separated lines\n"
    "  -j, --jobs N               read with N threads, 1 to 64 (default: one per processor)\n"
    "  -q, --quiet                no progress, no summary, no warnings\n"
    "  -h, --help                 show this text\n"
    "\n"
    "FILE is replaced only when the new artifact is complete and verified. Equal input gives an equal file.\n"
    "\n"
    "Example of a configuration file; its paths are relative to its own folder:\n"
    "  output: docs.db\n"
    "  embed_pages: true            # also: strict, jobs\n"
    "  docsets:\n"
    "    - name: guide\n"
    "      path: guide/html         # also: title, version, language, base_url, generator\n"
    "      exclude: [internal/]     # also: include, synonyms\n"
    "\n"
    "Exit status: 0 fine, 2 wrong usage, 3 input or output failed.\n";

static const char info_help[] = "Usage: docfinch-index info FILE [OPTION]...\n"
                                "Verify an artifact and say what is in it.\n"
                                "\n"
                                "      --json       print one JSON object\n"
                                "  -h, --help       show this text\n"
                                "\n"
                                "Exit status: 0 fine, 2 wrong usage, 3 FILE is missing or damaged.\n";

static const char search_help[] =
    "Usage: docfinch-index search FILE QUERY... [OPTION]...\n"
    "Search an artifact, ranked as docfinch-serve ranks.\n"
    "\n"
    "      --docset NAME    stay in this doc set\n"
    "      --kind KIND      show this kind only: function, class, section, ...\n"
    "      --limit N        show at most N results, 1 to 100 (default: 10)\n"
    "      --explain        say of each result why it stands where it does\n"
    "      --literal        correct no misspelt words\n"
    "      --json           print the JSON of /api/search\n"
    "  -h, --help           show this text\n"
    "\n"
    "A QUERY that starts with '-' comes behind '--': docfinch-index search docs.db -- '->'\n"
    "Exit status: 0 something was found, 1 nothing was, 2 wrong usage, 3 FILE is missing or damaged.\n";

static const char dump_help[] =
    "Usage: docfinch-index dump PAGE.html [OPTION]...\n"
    "Show what is found on one HTML page: its entries with their text, and its links.\n"
    "\n"
    "      --root FOLDER       the doc set's folder, which PAGE.html is in (default: the page's own): some generators\n"
    "                          say by the folders below it what a page is about\n"
    "      --generator NAME    read the page as made by NAME (default: what fits)\n"
    "  -h, --help              show this text\n"
    "\n"
    "Exit status: 0 fine, 2 wrong usage, 3 the page cannot be read.\n";

const char *help_text(enum command command) {
    switch (command) {
    case COMMAND_BUILD: return build_help;
    case COMMAND_INFO: return info_help;
    case COMMAND_SEARCH: return search_help;
    case COMMAND_DUMP: return dump_help;
    default: return program_help;
    }
}
