#include "indexer/prove/dump.h"

#include "common/base/ascii.h"
#include "common/base/mem.h"
#include "common/index/flow.h"
#include "indexer/extract/author.h"
#include "indexer/extract/extract.h"
#include "indexer/extract/profile.h"
#include "indexer/input/corpus.h"
#include "indexer/input/page.h"

#include <stdio.h>
#include <stdlib.h>

/* What other files than pages are is clear from less. */
#define LOOK_MAX_BYTES 1024

static void print_member(const char *label, struct str value) {
    if (value.len > 0)
        printf("  %s: %.*s\n", label, STR_ARG(value));
}

/* Each line behind a bar, so that line ends can be seen; blocks that no sample is between under one label. */
static void print_content(struct flow flow) {
    bool in_text = false;
    for (struct flow_part part; flow_next(&flow, &part);) {
        if (part.is_code || !in_text)
            printf("  %s:\n", part.is_code ? "code" : "text");
        for (struct str line; str_split(&part.bytes, '\n', &line);)
            printf("    | %.*s\n", STR_ARG(line));
        in_text = !part.is_code;
    }
}

static void print_breadcrumbs(const char *label, struct str lines) {
    if (lines.len == 0)
        return;
    printf("%s: ", label);
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
    if (entry->weight != AUTHOR_USUAL_WEIGHT)
        printf("  weight: %u %%\n", entry->weight);
    print_breadcrumbs("  in", entry->breadcrumbs);
    print_content((struct flow){entry->text, entry->code});
}

/* "keyword for | statement: page.html#index-6 (main)" */
static void print_keywords(const struct extraction *page) {
    for (size_t i = 0; i < page->keyword_count; i++) {
        const struct keyword *keyword = &page->keywords[i];
        printf("%s ", keyword->is_name ? "keyword" : "description");
        for (struct str lines = keyword->phrase, line; str_split(&lines, '\n', &line);)
            printf("%.*s%s", STR_ARG(line), lines.ptr != NULL ? " | " : "");
        printf(": %.*s%s%.*s%s\n", STR_ARG(keyword->target.path), keyword->target.fragment.len > 0 ? "#" : "",
               STR_ARG(keyword->target.fragment), keyword->is_main ? " (main)" : "");
    }
}

static void print_page(const struct extraction *page) {
    printf("profile %s", page->profile);
    if (page->project.len > 0)
        printf(", project %.*s", STR_ARG(page->project));
    if (page->project.len > 0 || page->version.len > 0)
        printf(", version %.*s", STR_ARG(page->version));
    printf("%s%s\n", page->skipped ? ", left out: " : "", page->skipped ? page->skipped : "");
    print_breadcrumbs("way", page->way);
    for (size_t i = 0; i < page->entry_count; i++)
        print_entry(&page->entries[i]);
    for (size_t i = 0; i < page->link_count; i++) {
        const struct link *link = &page->links[i];
        printf("link %.*s%s%.*s: %.*s\n", STR_ARG(link->path), link->fragment.len > 0 ? "#" : "",
               STR_ARG(link->fragment), STR_ARG(link->text));
    }
    print_keywords(page);
}

/* The part of the page's path below the root; without a root its last part. Empty when the page is elsewhere. */
static struct str path_in_docset(struct str page, const char *root) {
    if (root == NULL) {
        for (size_t slash = str_find_char(page, '/', 0); slash < page.len; slash = str_find_char(page, '/', 0))
            page = str_from_offset(page, slash + 1);
        return page;
    }
    struct str folder = str_from(root);
    while (folder.len > 1 && str_ends(folder, STR("/")))
        folder = str_head(folder, folder.len - 1);
    bool is_inside = str_starts(page, folder) && str_starts(str_from_offset(page, folder.len), STR("/"));
    return is_inside ? str_from_offset(page, folder.len + 1) : STR("");
}

static bool has_tag(struct str bytes) {
    for (size_t at = str_find_char(bytes, '<', 0); at + 1 < bytes.len; at = str_find_char(bytes, '<', at + 1)) {
        char next = bytes.ptr[at + 1];
        if (next == '!' || next == '/' || ascii_is_letter(next))
            return true;
    }
    return false;
}

/* Other kinds of files have a NUL at their beginning, or no tag. What is named like a page may be without one, and a
 * page in UTF-16 says so first. */
static bool is_page(struct str path, struct str bytes) {
    struct str begin = str_head(bytes, LOOK_MAX_BYTES);
    if (str_starts(begin, STR("\xFF\xFE")) || str_starts(begin, STR("\xFE\xFF")))
        return true;
    return str_find_char(begin, '\0', 0) == begin.len && (corpus_is_page(path) || has_tag(bytes));
}

static bool print_file(const char *folder, struct str path, const struct profile *profile, struct err *err) {
    struct str bytes;
    struct extraction page = {0};
    if (!corpus_read_file(folder, path, &bytes, err))
        return false;
    bool ok = is_page(corpus_known_path(path), bytes) || err_set(err, ERR_FORMAT, "this is not an HTML page");
    ok = ok && extract_page_as(&page, profile, corpus_known_path(path), bytes, err);
    if (ok)
        print_page(&page);
    free((char *)(size_t)bytes.ptr);
    extraction_free(&page);
    return ok;
}

bool dump_run(const struct options *options, struct err *err) {
    const char *path = options->input, *root = options->root;
    struct str below = path_in_docset(str_from(path), root);
    if (below.len == 0)
        return err_set(err, ERR_USAGE, "%s is not below the folder %s", path, root ? root : "");
    size_t folder_bytes = strlen(path) - below.len;
    char *folder = mem_strdup(folder_bytes > 0 ? path : ".");
    if (folder_bytes > 0)
        folder[folder_bytes] = '\0';
    page_setup();
    bool ok = print_file(folder, below, profile_named(str_from(options->generator)), err);
    if (!ok && err->code != ERR_IO)
        err_prefix(err, "%s", path);
    free(folder);
    return ok;
}
