#include "indexer/extract/extract.h"

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "indexer/extract/builder.h"
#include "indexer/extract/contents.h"
#include "indexer/extract/doubles.h"
#include "indexer/extract/history.h"
#include "indexer/extract/link.h"
#include "indexer/extract/profile.h"
#include "indexer/extract/text.h"
#include "indexer/extract/walker.h"
#include "indexer/input/page.h"

#include <stdlib.h>

#define EXTRACT_MAX_ADDRESS_BYTES 2048
#define REDIRECT_MAX_SECONDS 10

/* What a file is, its beginning says. */
#define LOOK_MAX_BYTES 1024

/* The address in "0; url='x.html'"; empty when the page only refreshes itself.
 * https://html.spec.whatwg.org/multipage/semantics.html#shared-declarative-refresh-steps */
static struct str refresh_address(struct str content) {
    struct str rest = str_from_offset(content, str_find_nocase(content, STR("url")) + strlen("url"));
    rest = str_trim(rest);
    if (!str_starts(rest, STR("=")))
        return STR("");
    rest = str_trim(str_from_offset(rest, 1));
    char quote = rest.len > 0 ? rest.ptr[0] : '\0';
    if (quote != '\'' && quote != '"')
        return rest;
    rest = str_from_offset(rest, 1);
    return str_head(rest, str_find_char(rest, quote, 0));
}

/* A page that sends the reader on after a while is one to be read. */
static bool is_soon(struct str content) {
    size_t end = 0;
    unsigned long seconds = 0;
    content = str_trim(content);
    while (end < content.len && ascii_is_digit(content.ptr[end]))
        end++;
    return end == 0 || str_to_number(str_head(content, end), REDIRECT_MAX_SECONDS, &seconds);
}

static struct str find_redirect(const struct node *root) {
    static const struct node_rule refresh = {.name = "meta", .attribute = "http-equiv"};
    for (const struct node *node = node_find(root, &refresh); node != NULL; node = node_next(node, root)) {
        struct str content = node_attribute(node, "content"), address = refresh_address(content);
        bool is_for_others = node->parent != NULL && str_is(node->parent->name, "noscript");
        if (node->tag == TAG_META && !is_for_others && is_soon(content) &&
            str_equal_nocase(node_attribute(node, "http-equiv"), STR("refresh")) && address.len > 0)
            return address;
    }
    return STR("");
}

/* A page that only sends the reader elsewhere; where to, when it is inside the doc set. */
static bool read_redirect(const struct page_view *view, struct extraction *page) {
    struct str address = find_redirect(view->root);
    if (address.len == 0)
        return false;
    struct buf path, fragment;
    buf_init(&path, EXTRACT_MAX_ADDRESS_BYTES);
    buf_init(&fragment, EXTRACT_MAX_ADDRESS_BYTES);
    bool is_inside = link_resolve(view->path, address, &path, &fragment);
    bool is_itself = is_inside && str_equal(buf_str(&path), view->path);
    if (is_inside && !is_itself) {
        page->redirect.path = arena_copy(&page->arena, buf_str(&path));
        page->redirect.fragment = arena_copy(&page->arena, buf_str(&fragment));
    }
    buf_free(&path);
    buf_free(&fragment);
    return !is_itself;
}

/* "Install | Birds" -> "Install": the site's name stands behind the page's. A dash may also be a part of the title:
 * what is behind it must be the project. */
static struct str without_site(struct str title, struct str project) {
    static const struct {
        struct str separator;
        bool is_sure;
    } ends[] = {
        {{" | ", 3}, true},  {{" \xC2\xB7 ", 4}, true}, {{" \xE2\x80\x94 ", 5}, false}, {{" \xE2\x80\x93 ", 5}, false},
        {{" - ", 3}, false},
    };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct str site = text_after_last(title, ends[i].separator);
        if (site.len + ends[i].separator.len >= title.len)
            continue;
        if (ends[i].is_sure || (project.len > 0 && str_starts(site, project)))
            return str_head(title, title.len - site.len - ends[i].separator.len);
    }
    return title;
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
    struct str text = line.len > 0 ? without_site(buf_str(&line), page->project) : view->path;
    bool found = line.len > 0;
    entry->title = arena_copy(&page->arena, utf8_head(text, ENTRY_MAX_TITLE_BYTES));
    buf_free(&raw);
    buf_free(&line);
    return found;
}

/* Every part of the content that its author does not leave out. */
static void walk_mains(struct walker *walker, const struct page_view *view) {
    const struct node *main = profile_main(walker->profile, view);
    for (; main != NULL; main = profile_next_main(main, view->root))
        if (!author_leaves_out(main))
            walker_run(walker, main);
}

/* What the author says that the page is called counts most; where only a part of the page is content, its heading may
 * be elsewhere. */
static void title_from_author(const struct page_view *view, struct builder *builder) {
    bool has_title = builder->page->entries[0].title.len > 0;
    struct buf line;
    buf_init(&line, (size_t)8 * ENTRY_MAX_TITLE_BYTES);
    author_write_title(&view->marks, &line);
    if (line.len == 0 && !has_title && view->marks.main != NULL)
        author_write_heading(view->body, &line);
    if (line.len > 0)
        builder_retitle_page(builder, buf_str(&line));
    buf_free(&line);
}

/* Why a page without text is left out; NULL for one that shows a picture or names a symbol, which its title may find.
 */
static const char *why_empty(const struct extraction *page, const struct profile *profile, const struct node *main,
                             bool has_title) {
    if (page->entry_count > 1 || page->entries[0].name.len > 0 || contents_has_picture(profile, main))
        return NULL;
    return has_title ? "nothing but a title" : "no title and no text";
}

static void walk_content(struct extraction *page, const struct profile *profile, const struct page_view *view) {
    struct builder builder;
    builder_init(&builder, page);
    struct walker walker = {.profile = profile, .builder = &builder, .page = view};
    const struct node *first = profile_main(profile, view);
    walk_mains(&walker, view);
    outline_free(&walker.outline);
    title_from_author(view, &builder);
    if (walker.is_begun && !builder_has_text(&builder))
        contents_read(&builder, profile, first);
    bool has_title = page->entries[0].title.len > 0 || title_from_head(view, page);
    if (!walker.is_begun)
        page->skipped = "its author marked it as not to be searched";
    else if (!builder_has_text(&builder))
        page->skipped = why_empty(page, profile, first, has_title);
    builder_finish(&builder);
    page->has_doubles = doubles_part(page);
    page->title = page->entries[0].title;
    page->is_history = history_is_page(page);
}

static bool has_noindex(struct str content) {
    for (struct str word; str_split(&content, ',', &word);)
        if (str_equal_nocase(str_trim(word), STR("noindex")) || str_equal_nocase(str_trim(word), STR("none")))
            return true;
    return false;
}

/* "4.2, latest" -> "4.2": a page may belong to several versions, of which one may have no number. */
static struct str first_version(struct str list) {
    struct str first = str_trim(str_head(list, str_find_char(list, ',', 0)));
    for (struct str version; str_split(&list, ',', &version);)
        if (text_version(version).len > 0)
            return str_trim(version);
    return first;
}

/* What a page says of itself for search engines, whatever made it: DocSearch's version and language
 * (https://docsearch.algolia.com/docs/required-configuration), and that it is not to be found. */
static void read_metas(const struct page_view *view, struct extraction *page) {
    for (const struct node *node = node_next(view->head, view->head); node != NULL;
         node = node_next(node, view->head)) {
        if (node->tag != TAG_META)
            continue;
        struct str name = node_attribute(node, "name"), content = str_trim(node_attribute(node, "content"));
        if (page->version.len == 0 && str_is(name, "docsearch:version"))
            page->version = arena_copy(&page->arena, utf8_head(first_version(content), ENTRY_MAX_MARK_BYTES));
        else if (page->language.len == 0 && str_is(name, "docsearch:language"))
            page->language = arena_copy(&page->arena, utf8_head(content, ENTRY_MAX_MARK_BYTES));
        else if (str_equal_nocase(name, STR("robots")) && has_noindex(content))
            page->skipped = "says that search engines should leave it out";
    }
}

static void read_page(struct extraction *page, const struct profile *profile, const struct page_view *view) {
    page->profile = profile->name;
    page->is_marked = view->marks.main != NULL;
    page->language = arena_copy(&page->arena, node_attribute(view->html, "lang"));
    if (profile->read_project != NULL)
        profile->read_project(view, page);
    read_metas(view, page);
    if (read_redirect(view, page))
        page->skipped = "only redirects";
    if (page->skipped == NULL && profile->read_index != NULL)
        profile->read_index(view, page);
    if (page->skipped == NULL && profile->skip_page != NULL)
        page->skipped = profile->skip_page(view);
    if (page->skipped == NULL)
        walk_content(page, profile, view);
}

/* A picture, an archive or a damaged disk's zeroes under a page's name. A NUL alone does not tell: a page in UTF-16 has
 * them between its letters, with or without a byte order mark, and browsers show a page that has one by mistake. */
static bool is_other_data(struct str bytes) {
    struct str begin = str_head(bytes, LOOK_MAX_BYTES);
    if (str_find_char(begin, '\0', 0) == begin.len || str_starts(begin, STR("\xFF\xFE")) ||
        str_starts(begin, STR("\xFE\xFF")))
        return false;
    size_t at = str_starts(begin, STR("\xEF\xBB\xBF")) ? 3 : 0;
    while (at < begin.len && (begin.ptr[at] == '\0' || ascii_is_space(begin.ptr[at])))
        at++;
    return at == begin.len || begin.ptr[at] != '<';
}

bool extract_page(struct extraction *page, struct str path, struct str bytes, struct err *err) {
    return extract_page_as(page, NULL, path, bytes, err);
}

bool extract_page_as(struct extraction *page, const struct profile *profile, struct str path, struct str bytes,
                     struct err *err) {
    *page = (struct extraction){
        .title = STR(""), .language = STR(""), .project = STR(""), .version = STR(""), .way = STR("")};
    page->redirect = (struct page_address){STR(""), STR("")};
    arena_init(&page->arena);
    if (is_other_data(bytes))
        return err_set(err, ERR_FORMAT, "not an HTML page, but other data");
    struct arena tree;
    arena_init(&tree);
    struct node *root = NULL;
    bool ok = page_parse(&root, bytes, &tree, err);
    if (ok) {
        struct page_view view;
        page_view_init(&view, path, root);
        profile = profile != NULL ? profile : profile_detect(&view);
        if (profile->has_furniture)
            furniture_find(&view.furniture, profile_main(profile, &view));
        read_page(page, profile, &view);
    }
    arena_free(&tree);
    return ok;
}

void extraction_free(struct extraction *page) {
    free(page->entries);
    free(page->ids);
    free(page->links);
    free(page->keywords);
    arena_free(&page->arena);
    *page = (struct extraction){0};
}
