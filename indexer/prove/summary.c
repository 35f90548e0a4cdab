#include "indexer/prove/summary.h"

#include "common/base/buf.h"
#include "common/base/log.h"
#include "common/base/mem.h"
#include "indexer/prove/coverage.h"

#include <stdio.h>
#include <stdlib.h>
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
        printf("%s%s %zu", between, kind_name((enum kind)kind), docset->kind_count[kind]);
        between = ", ";
    }
    printf("\n");
}

/* Files of one kind that were left out, in the order of their reasons, then as they were read. */
struct skipped_list {
    const struct skipped_file **files; /* owned */
    size_t count;
};

static int compare_skipped(const void *a, const void *b) {
    const struct skipped_file *left = *(const struct skipped_file *const *)a;
    const struct skipped_file *right = *(const struct skipped_file *const *)b;
    int order = str_compare(left->reason, right->reason);
    return order != 0 ? order : (left > right) - (left < right);
}

enum fate { FATE_LEFT_OUT, FATE_FAULTY, FATE_PROBLEM };

static enum fate fate_of(const struct skipped_file *file) {
    return file->is_problem ? FATE_PROBLEM : file->is_indexed ? FATE_FAULTY : FATE_LEFT_OUT;
}

static struct skipped_list list_skipped(const struct collection *collection, enum fate fate) {
    struct skipped_list list = {mem_new(collection->skipped_count + 1, sizeof *list.files), 0};
    for (size_t i = 0; i < collection->skipped_count; i++)
        if (fate_of(&collection->skipped[i]) == fate)
            list.files[list.count++] = &collection->skipped[i];
    qsort(list.files, list.count, sizeof *list.files, compare_skipped);
    return list;
}

/* Appends "REASON: PATH, PATH, and 3 more" for the files from `first` on that have its reason; returns the index behind
 * them. */
static size_t write_reason(const struct skipped_list *list, size_t first, struct buf *out) {
    struct str reason = list->files[first]->reason;
    size_t end = first;
    for (; end < list->count && str_equal(list->files[end]->reason, reason); end++)
        if (end - first < SUMMARY_MAX_SKIPPED)
            buf_addf(out, "%s %.*s", end > first ? "," : "", STR_ARG(list->files[end]->path));
    if (end - first > SUMMARY_MAX_SKIPPED)
        buf_addf(out, ", and %zu more", end - first - SUMMARY_MAX_SKIPPED);
    return end;
}

/* A line for each reason, with the number of files, below a title if there is one. */
static void print_reasons(const struct collection *collection, enum fate fate, const char *title) {
    struct skipped_list list = list_skipped(collection, fate);
    struct buf paths;
    buf_init(&paths, (size_t)1 << 20);
    if (list.count > 0 && title != NULL)
        printf("%s\n", title);
    for (size_t i = 0, end; i < list.count; i = end) {
        buf_reset(&paths);
        end = write_reason(&list, i, &paths);
        printf("  %.*s (%zu):%s\n", STR_ARG(list.files[i]->reason), end - i, paths.data);
    }
    buf_free(&paths);
    free(list.files);
}

static void print_skipped(const struct collection *collection) {
    size_t page_count = 0;
    for (size_t i = 0; i < collection->skipped_count; i++)
        page_count += collection->skipped[i].is_page;
    if (page_count > 0)
        printf("left out: %zu of %zu HTML files\n", page_count, collection->input_file_count);
    print_reasons(collection, FATE_LEFT_OUT, NULL);
    print_reasons(collection, FATE_FAULTY, "indexed, with faults that readers notice: HTML files with");
}

static const char *word_of(const struct skipped_file *file) {
    return file->is_indexed ? "met a limit" : "left out";
}

static void warn_of_problems(const struct collection *collection) {
    struct skipped_list list = list_skipped(collection, FATE_PROBLEM);
    struct buf paths;
    buf_init(&paths, (size_t)1 << 20);
    for (size_t i = 0, end; i < list.count; i = end) {
        buf_reset(&paths);
        end = write_reason(&list, i, &paths);
        log_warning("%zu %s %s: %.*s:%s", end - i, end - i == 1 ? "file" : "files", word_of(list.files[i]),
                    STR_ARG(list.files[i]->reason), paths.data);
    }
    buf_free(&paths);
    free(list.files);
}

void summary_name_problems(const struct collection *collection) {
    for (size_t i = 0; i < collection->skipped_count; i++)
        if (collection->skipped[i].is_problem)
            log_error("%.*s: %s: %.*s", STR_ARG(collection->skipped[i].path), word_of(&collection->skipped[i]),
                      STR_ARG(collection->skipped[i].reason));
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
    fflush(stdout);
    warn_of_problems(collection);
}
