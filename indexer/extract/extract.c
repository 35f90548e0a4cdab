#include "indexer/extract/extract.h"

#include "common/base/utf8.h"
#include "indexer/extract/builder.h"
#include "indexer/extract/profile.h"
#include "indexer/extract/text.h"
#include "indexer/extract/walker.h"
#include "indexer/input/page.h"

#include <stdlib.h>

/* A page may also refresh only itself: a redirect names another. */
static bool names_a_page(struct str content) {
    for (size_t at = 0; at + 3 < content.len; at++)
        if (str_equal_nocase(str_make(content.ptr + at, 3), STR("url")))
            return true;
    return false;
}

static bool is_redirect(const struct node *root) {
    static const struct node_rule refresh = {.name = "meta", .attribute = "http-equiv"};
    for (const struct node *node = node_find(root, &refresh); node != NULL; node = node_next(node, root))
        if (node->tag == TAG_META && str_equal_nocase(node_attribute(node, "http-equiv"), STR("refresh")) &&
            names_a_page(node_attribute(node, "content")))
            return true;
    return false;
}

/* A page without an h1 is called what its <title> says, or else by its path; false for the path. */
static bool title_from_head(const struct page_view *view, struct extraction *page) {
    struct entry *entry = &page->entries[0];
    const struct node *title = node_find_tag(view->head, TAG_TITLE);
    struct buf raw, line;
    buf_init(&raw, (size_t)1 << 20);
    buf_init(&line, (size_t)1 << 20);
    if (title != NULL)
        node_write_text(title, NULL, 0, &raw);
    text_write_line(&line, buf_str(&raw));
    struct str text = line.len > 0 ? buf_str(&line) : view->path;
    bool found = line.len > 0;
    entry->title = arena_copy(&page->arena, utf8_head(text, ENTRY_MAX_TITLE_BYTES));
    buf_free(&raw);
    buf_free(&line);
    return found;
}

static void walk_content(struct extraction *page, const struct profile *profile, const struct page_view *view) {
    struct builder builder;
    builder_init(&builder, page);
    struct walker walker = {.profile = profile, .builder = &builder, .page = view};
    walker_run(&walker, profile_main(profile, view->root));
    bool has_title = page->entries[0].title.len > 0 || title_from_head(view, page);
    builder_finish(&builder);
    const struct entry *whole = &page->entries[0];
    if (!has_title && page->entry_count == 1 && whole->text.len == 0 && whole->code.len == 0)
        page->skipped = "no title and no text";
    page->title = page->entries[0].title;
}

static void read_page(struct extraction *page, const struct profile *profile, const struct page_view *view) {
    page->profile = profile->name;
    page->language = arena_copy(&page->arena, node_attribute(view->html, "lang"));
    if (profile->read_project != NULL)
        profile->read_project(view, page);
    if (is_redirect(view->root))
        page->skipped = "only redirects";
    else if (profile->skip_page != NULL)
        page->skipped = profile->skip_page(view);
    if (page->skipped == NULL)
        walk_content(page, profile, view);
}

bool extract_page(struct extraction *page, struct str path, struct str bytes, struct err *err) {
    return extract_page_as(page, NULL, path, bytes, err);
}

bool extract_page_as(struct extraction *page, const struct profile *profile, struct str path, struct str bytes,
                     struct err *err) {
    *page = (struct extraction){.title = STR(""), .language = STR(""), .project = STR(""), .version = STR("")};
    arena_init(&page->arena);
    struct arena tree;
    arena_init(&tree);
    struct node *root = NULL;
    bool ok = page_parse(&root, bytes, &tree, err);
    if (ok) {
        struct page_view view;
        page_view_init(&view, path, root);
        read_page(page, profile ? profile : profile_detect(&view), &view);
    }
    arena_free(&tree);
    return ok;
}

void extraction_free(struct extraction *page) {
    free(page->entries);
    free(page->ids);
    free(page->links);
    arena_free(&page->arena);
    *page = (struct extraction){0};
}
