#include "indexer/prove/dump.h"

#include "indexer/extract/extract.h"
#include "indexer/input/corpus.h"
#include "indexer/input/page.h"

#include <stdio.h>
#include <stdlib.h>

static void print_member(const char *label, struct str value) {
    if (value.len > 0)
        printf("  %s: %.*s\n", label, STR_ARG(value));
}

/* Each line of a value behind a bar, so that line ends can be seen. */
static void print_lines(const char *label, struct str lines) {
    if (lines.len == 0)
        return;
    printf("  %s:\n", label);
    for (struct str line; str_split(&lines, '\n', &line);)
        printf("    | %.*s\n", STR_ARG(line));
}

static void print_breadcrumbs(struct str lines) {
    if (lines.len == 0)
        return;
    printf("  in: ");
    for (struct str line; str_split(&lines, '\n', &line);)
        printf("%.*s%s", STR_ARG(line), lines.ptr != NULL ? " > " : "\n");
}

static void print_entry(const struct entry *entry) {
    printf("%s #%.*s\n", kind_name(entry->kind), STR_ARG(entry->anchor));
    print_member("title", entry->title);
    print_member("name", entry->name);
    print_member("signature", entry->signature);
    print_member("since", entry->since);
    print_member("deprecated", entry->deprecated);
    print_breadcrumbs(entry->breadcrumbs);
    print_lines("text", entry->text);
    print_lines("code", entry->code);
}

static void print_page(const struct extraction *page) {
    printf("profile %s", page->profile);
    if (page->project.len > 0)
        printf(", project %.*s, version %.*s", STR_ARG(page->project), STR_ARG(page->version));
    printf("%s%s\n", page->skipped ? ", left out: " : "", page->skipped ? page->skipped : "");
    for (size_t i = 0; i < page->entry_count; i++)
        print_entry(&page->entries[i]);
    for (size_t i = 0; i < page->link_count; i++) {
        const struct link *link = &page->links[i];
        printf("link %.*s%s%.*s: %.*s\n", STR_ARG(link->path), link->fragment.len > 0 ? "#" : "",
               STR_ARG(link->fragment), STR_ARG(link->text));
    }
}

/* The page's path splits into its folder and its name, as if the folder were the doc set. */
bool dump_run(const char *path, struct err *err) {
    struct str full = str_from(path), name = full;
    for (size_t slash = str_find_char(name, '/', 0); slash < name.len; slash = str_find_char(name, '/', 0))
        name = str_from_offset(name, slash + 1);
    char *folder = name.len < full.len ? strndup(path, full.len - name.len) : strdup(".");
    struct str bytes;
    struct extraction page = {0};
    page_setup();
    bool ok = folder != NULL && corpus_read(folder, name, &bytes, err);
    if (ok) {
        ok = extract_page(&page, name, bytes, err);
        if (ok)
            print_page(&page);
        else
            err_prefix(err, "%s", path);
        free((char *)(size_t)bytes.ptr);
    }
    extraction_free(&page);
    free(folder);
    return ok;
}
