/* docfinch-index: see options.c for what it can be asked. */
#include "common/base/log.h"
#include "common/index/db.h"
#include "indexer/build.h"
#include "indexer/help.h"
#include "indexer/options.h"
#include "indexer/prove/dump.h"
#include "indexer/prove/inspect.h"

#include <stdio.h>

/* Exit status when the answer is no. */
#define STATUS_NO 1

static bool begin(const struct options *options, struct err *err) {
    if (options->command == COMMAND_BUILD)
        db_reserve_cache();
    return db_setup(err);
}

static bool run(const struct options *options, bool *answer, struct err *err) {
    *answer = true;
    switch (options->command) {
    case COMMAND_BUILD: return build_run(options, err);
    case COMMAND_INFO: return inspect_info(options, err);
    case COMMAND_SEARCH: return inspect_search(options, answer, err);
    case COMMAND_DUMP: return dump_run(options, err);
    case COMMAND_HELP: fputs(help_text(options->help_for), stdout); return true;
    case COMMAND_VERSION: printf("docfinch-index %s\n", DOCFINCH_VERSION); return true;
    case COMMAND_NONE: break;
    }
    return err_set(err, ERR_INTERNAL, "no command");
}

/* A full disk behind standard output shows only when it is flushed. */
static bool close_output(struct err *err) {
    return (fflush(stdout) == 0 && ferror(stdout) == 0) || err_set(err, ERR_IO, "standard output cannot be written");
}

int main(int argc, char *argv[]) {
    struct options options = {0};
    struct err err = {0};
    bool answer = true;
    log_open("docfinch-index", LOG_LEVEL_INFO);
    bool ok = options_parse(&options, argc, argv, &err) && begin(&options, &err) && run(&options, &answer, &err) &&
              close_output(&err);
    if (!ok)
        log_error("%s", err.message);
    if (err.code == ERR_USAGE)
        fprintf(stderr, "Try 'docfinch-index %s--help'.\n", options_command_word(options.command));
    options_free(&options);
    if (!ok)
        return err_exit_status(&err);
    return answer ? 0 : STATUS_NO;
}
