#include "indexer/prove/progress.h"

#include "common/base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* All of a line is within 80 columns. */
#define BAR_WIDTH 20
#define NAME_WIDTH 20
#define REDRAW_US 50000

void progress_init(struct progress *progress, bool is_quiet) {
    const char *terminal = getenv("TERM");
    bool is_dumb = terminal != NULL && strcmp(terminal, "dumb") == 0;
    *progress = (struct progress){.is_quiet = is_quiet, .is_terminal = isatty(STDERR_FILENO) == 1 && !is_dumb};
}

static void draw(struct progress *progress) {
    size_t filled = progress->total ? progress->done * BAR_WIDTH / progress->total : 0;
    char bar[BAR_WIDTH + 1];
    memset(bar, ' ', BAR_WIDTH);
    memset(bar, '#', filled < BAR_WIDTH ? filled : BAR_WIDTH);
    bar[BAR_WIDTH] = '\0';
    const char *name = progress->name ? progress->name : "";
    fprintf(stderr, "\r%s %.*s%s[%s] %zu/%zu", progress->stage, NAME_WIDTH, name, name[0] ? " " : "", bar,
            progress->done, progress->total);
}

void progress_stage(struct progress *progress, const char *stage, const char *name, size_t total) {
    progress_end(progress);
    progress->stage = stage;
    progress->name = name;
    progress->total = total;
    progress->done = 0;
    progress->drawn_us = clock_us();
    if (!progress->is_quiet && !progress->is_terminal)
        fprintf(stderr, "%s%s%s: %zu\n", stage, name ? " " : "", name ? name : "", total);
}

void progress_step(struct progress *progress) {
    progress->done++;
    if (progress->is_quiet || !progress->is_terminal || clock_us() - progress->drawn_us < REDRAW_US)
        return;
    progress->drawn_us = clock_us();
    draw(progress);
}

void progress_end(struct progress *progress) {
    if (!progress->is_quiet && progress->is_terminal && progress->stage != NULL)
        fprintf(stderr, "\r%*s\r", BAR_WIDTH + NAME_WIDTH + 39, "");
    progress->stage = NULL;
}
