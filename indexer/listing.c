#include "indexer/listing.h"

#include "common/base/log.h"
#include "common/base/mem.h"
#include "indexer/oracle/oracle.h"

#include <stdlib.h>

#define FULL_PATH_MAX_BYTES 4096

/* The path without links, of a file that need not exist. Owned: free(); NULL when its folder cannot be found. */
static char *full_path(const char *path) {
    char *copy = mem_strdup(path), *slash = strrchr(copy, '/');
    const char *name = slash ? path + (slash - copy) + 1 : path;
    if (slash != NULL)
        slash[slash == copy] = '\0';
    char *folder = realpath(slash ? copy : ".", NULL);
    struct buf full;
    buf_init(&full, 2 * FULL_PATH_MAX_BYTES);
    if (folder != NULL)
        buf_addf(&full, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder, name);
    free(folder);
    free(copy);
    return full.data;
}

/* is_used is owned by the caller: free(). */
static struct corpus_globs globs_of(const struct pattern_list *list) {
    return (struct corpus_globs){list->patterns, list->count, mem_new(list->count + 1, sizeof(bool))};
}

/* A pattern that matches nothing is often a misspelled one. */
static void warn_of_unused(const char *docset, const struct corpus_globs *globs, const char *what) {
    for (size_t i = 0; i < globs->count; i++)
        if (!globs->is_used[i])
            log_warning("%s: %s '%s' matches nothing", docset, what, globs->patterns[i]);
}

/* Once, with the first: what is behind them may be a large part of the documentation. */
static void warn_of_outer_links(const char *docset, const struct corpus_files *files) {
    size_t count = files->outer_link_count;
    if (count > 0)
        log_warning(
            "%s: %zu symbolic %s not followed, as %s out of the %s; the first is %.*s. Index what is there as a "
            "doc set of its own, or put a copy in the place of the link",
            docset, count, count == 1 ? "link is" : "links are", count == 1 ? "it leads" : "they lead",
            files->root != NULL ? "folder to another folder" : "archive", STR_ARG(files->outer_link));
}

bool listing_make(struct corpus_files *files, const struct docset_input *input, const struct options *options,
                  struct err *err) {
    char *artifact = full_path(options->output);
    const struct corpus_source source = {
        .path = input->path,
        .artifact = artifact,
        .near = options->output,
        .include = globs_of(&input->include),
        .exclude = globs_of(&input->exclude),
        .wants = options->embed_pages ? NULL : oracle_may_read,
    };
    bool ok = corpus_list(files, &source, err);
    free(artifact);
    if (ok && !options->quiet) {
        warn_of_unused(input->name, &source.include, "include");
        warn_of_unused(input->name, &source.exclude, "exclude");
        warn_of_outer_links(input->name, files);
    }
    free(source.include.is_used);
    free(source.exclude.is_used);
    if (!ok || files->html_count > 0)
        return ok;
    bool is_chosen = input->include.count + input->exclude.count > 0;
    return err_set(err, ERR_FORMAT, "%s: no HTML files (.html, .htm, .xhtml) in this %s%s", input->path,
                   files->root ? "folder" : "archive", is_chosen ? " that --include and --exclude leave" : "");
}
