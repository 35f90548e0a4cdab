#include "indexer/build.h"

#include "common/base/clock.h"
#include "common/base/log.h"
#include "common/base/mem.h"
#include "indexer/collect.h"
#include "indexer/prove/coverage.h"
#include "indexer/prove/progress.h"
#include "indexer/prove/summary.h"
#include "indexer/stop.h"
#include "indexer/store/artifact.h"
#include "indexer/store/writer.h"

static void warn_about_links(const struct options *options) {
    for (size_t i = 0; i < options->docset_count; i++)
        if (options->docsets[i].base_url == NULL && !options->embed_pages)
            log_warning("%s: results will have no links; give --base-url URL or --embed-pages",
                        options->docsets[i].name);
}

static bool write_report(const struct options *options, const struct collection *collection, struct err *err) {
    return options->report == NULL || coverage_report(collection, options->report, err);
}

/* Under --strict nothing may be missing that should be there. */
static bool check_strict(const struct options *options, const struct collection *collection, struct progress *progress,
                         struct err *err) {
    if (!options->strict || collection->problem_count == 0)
        return true;
    progress_end(progress);
    summary_name_problems(collection);
    return err_set(err, ERR_FORMAT,
                   "%zu %s left out or met a limit, which --strict does not allow; nothing was written",
                   collection->problem_count, collection->problem_count == 1 ? "file was" : "files were");
}

/* A wrong path that stands in the configuration file is named with it. */
static bool open_artifact(struct artifact *artifact, const struct options *options, struct err *err) {
    if (artifact_open(artifact, options->output, err))
        return true;
    bool is_from_config = options->output == options->output_beside;
    return is_from_config ? err_prefix(err, "%s: output", options->config_path) : false;
}

bool build_run(const struct options *options, struct err *err) {
    int64_t start_us = clock_us();
    struct collection collection = {.spool.fd = -1};
    struct artifact artifact;
    struct progress progress;
    progress_init(&progress, options->quiet);
    stop_install();
    mem_keep_freed(options->jobs);
    bool ok = open_artifact(&artifact, options, err) &&
              (options->report == NULL || coverage_check_target(options->report, options->output, err)) &&
              collect(&collection, options, &progress, err) && check_strict(options, &collection, &progress, err) &&
              writer_run(&collection, artifact.path.data, &progress, err) && write_report(options, &collection, err) &&
              stop_check(err) && artifact_publish(&artifact, err);
    progress_end(&progress);
    if (ok && !options->quiet) {
        warn_about_links(options);
        summary_print(&collection, options->output, clock_us() - start_us);
    }
    artifact_close(&artifact);
    collection_free(&collection);
    return ok;
}
