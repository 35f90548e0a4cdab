#include "indexer/prove/summary.h"

#include "indexer/prove/coverage.h"

#include <stdio.h>
#include <sys/stat.h>

static void print_docset(const struct collected_docset *docset) {
    printf("%.*s: %.*s", STR_ARG(docset->name), STR_ARG(docset->title));
    if (docset->version.len > 0)
        printf(" %.*s", STR_ARG(docset->version));
    printf(" (%s)\n  %zu pages, %zu entries:", docset->generator, docset->page_count, docset->entry_count);
    const char *between = " ";
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        if (docset->kind_count[kind] == 0)
            continue;
        printf("%s%zu %s", between, docset->kind_count[kind], kind_name((enum kind)kind));
        between = ", ";
    }
    printf("\n");
}

/* Whether an earlier file was left out for the same reason. */
static bool is_known_reason(const struct collection *collection, size_t index) {
    for (size_t i = 0; i < index; i++)
        if (str_equal(collection->skipped[i].reason, collection->skipped[index].reason))
            return true;
    return false;
}

static void print_reason(const struct collection *collection, struct str reason) {
    size_t count = 0;
    for (size_t i = 0; i < collection->skipped_count; i++) {
        if (!str_equal(collection->skipped[i].reason, reason))
            continue;
        if (count == 0)
            printf("  %.*s:", STR_ARG(reason));
        if (count < SUMMARY_MAX_SKIPPED)
            printf("%s %.*s", count > 0 ? "," : "", STR_ARG(collection->skipped[i].path));
        count++;
    }
    if (count > SUMMARY_MAX_SKIPPED)
        printf(", and %zu more", count - SUMMARY_MAX_SKIPPED);
    printf("\n");
}

static void print_skipped(const struct collection *collection) {
    if (collection->skipped_count == 0)
        return;
    printf("left out: %zu of %zu HTML files\n", collection->skipped_count, collection->input_file_count);
    for (size_t i = 0; i < collection->skipped_count; i++)
        if (!is_known_reason(collection, i))
            print_reason(collection, collection->skipped[i].reason);
}

void summary_print(const struct collection *collection, const char *output, int64_t took_us) {
    struct stat status;
    double size_mb = stat(output, &status) == 0 ? (double)status.st_size / 1e6 : 0;
    for (size_t i = 0; i < collection->docset_count; i++) {
        print_docset(&collection->docsets[i]);
        coverage_print(collection, i);
    }
    print_skipped(collection);
    printf("%s: %.2f MB from %.2f MB of HTML in %.2f s\n", output, size_mb, (double)collection->input_bytes / 1e6,
           (double)took_us / 1e6);
}
