#include "indexer/extract/profile.h"

#include "common/base/utf8.h"
#include "indexer/extract/text.h"

/* In the order in which they are asked: first those that name themselves in the head of the page. */
static const struct profile *const profiles[] = {
    &profile_rustdoc,  &profile_javadoc,    &profile_doxygen,   &profile_mediawiki, &profile_docbook,
    &profile_asciidoc, &profile_docusaurus, &profile_vitepress, &profile_mkdocs,    &profile_texinfo,
    &profile_qdoc,     &profile_nodejs,     &profile_sqlite,    &profile_man,       &profile_mdn,
    &profile_mdbook,   &profile_godoc,      &profile_jsdoc,     &profile_typedoc,   &profile_sphinx,
};

/* Not content on any page. */
static const struct node_rule skip_everywhere[] = {
    {.name = "script"},
    {.name = "style"},
    {.name = "template"},
    {.name = "noscript"},
    {.name = "svg"},
    {.name = "button"},
    {.name = "nav"},
    {.name = "head"},
    {.attribute = "role", .value = "navigation"},
    {.attribute = "role", .value = "search"},
    {.attribute = "aria-hidden", .value = "true"},
    {.attribute = "data-pagefind-ignore"},
    {.attribute = "data-search-exclude"},
    {.attribute = "data-nosnippet"},
    {.class = "nosearch"},
};

const struct profile *profile_detect(const struct page_view *page) {
    for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++)
        if (profiles[i]->detect(page))
            return profiles[i];
    return &profile_generic;
}

static const struct node *find_main(const struct profile *profile, const struct node *root) {
    for (size_t i = 0; i < profile->main_rule_count; i++) {
        const struct node *found = node_find(root, &profile->main_rules[i]);
        if (found != NULL)
            return found;
    }
    return NULL;
}

const struct node *profile_main(const struct profile *profile, const struct page_view *page) {
    const struct node *found = page->marks.main;
    if (found == NULL)
        found = find_main(profile, page->root);
    if (found == NULL)
        found = find_main(&profile_generic, page->root);
    return found ? found : page->root;
}

const struct node *profile_next_main(const struct node *main, const struct node *root) {
    bool is_marked = author_is_main(main);
    if (!is_marked && main->tag != TAG_ARTICLE)
        return NULL;
    for (const struct node *node = node_after(main, root); node != NULL; node = node_next(node, root))
        if (is_marked ? author_is_main(node) : node->tag == TAG_ARTICLE)
            return node;
    return NULL;
}

void page_view_init(struct page_view *view, struct str path, const struct node *root) {
    static const struct node_rule html = {.name = "html"}, generator = {.name = "meta", .attribute = "name"};
    const struct node *top = node_find(root, &html);
    *view = (struct page_view){.path = path, .root = root, .html = top ? top : root, .generator = STR("")};
    const struct node *head = node_find_tag(view->html, TAG_HEAD), *body = node_find_tag(view->html, TAG_BODY);
    view->head = head ? head : root;
    view->body = body ? body : root;
    author_find_marks(root, &view->marks);
    for (const struct node *node = node_next(view->head, view->head); node != NULL; node = node_next(node, view->head))
        if (node_matches(node, &generator) && str_equal_nocase(node_attribute(node, "name"), STR("generator")))
            view->generator = node_attribute(node, "content");
}

struct str page_view_file(const struct page_view *view) {
    struct str name = view->path;
    for (size_t slash = str_find_char(name, '/', 0); slash < name.len; slash = str_find_char(name, '/', 0))
        name = str_from_offset(name, slash + 1);
    return name;
}

bool profile_skips(const struct profile *profile, const struct node *element) {
    if (node_matches_any(element, skip_everywhere, sizeof skip_everywhere / sizeof *skip_everywhere))
        return true;
    return node_matches_any(element, profile->skip_rules, profile->skip_rule_count);
}

/* All text inside the element that the walker would not leave out, as far as there is room. */
static void write_shown(const struct profile *profile, const struct node *element, struct buf *out) {
    for (const struct node *node = node_next(element, element); node != NULL && out->len < out->max_bytes;) {
        bool is_text = node->tag == TAG_TEXT;
        struct str text = is_text ? utf8_head(node->text, out->max_bytes - out->len) : STR("");
        buf_add(out, text);
        if (is_text && text.len < node->text.len)
            return;
        if (node->tag == TAG_BR)
            buf_putc(out, '\n');
        node = !is_text && profile_skips(profile, node) ? node_after(node, element) : node_next(node, element);
    }
}

struct str profile_line(const struct profile *profile, const struct node *element, struct buf *out) {
    struct buf raw;
    buf_init(&raw, 4 * ENTRY_MAX_SIGNATURE_BYTES);
    write_shown(profile, element, &raw);
    size_t start = out->len;
    text_write_line(out, buf_str(&raw));
    buf_free(&raw);
    return str_from_offset(buf_str(out), start);
}

const struct entry *place_page_entry(const struct place *place) {
    return &place->builder->page->entries[0];
}

bool place_is_first(const struct place *place) {
    const struct extraction *page = place->builder->page;
    return page->entry_count == 1 && page->entries[0].title.len == 0;
}

/* Without a number in front, with or without a dot behind it, which the title in the head may lack. */
static struct str without_number(struct str line) {
    size_t bytes = text_number_bytes(line);
    return bytes > 0 && bytes < line.len && line.ptr[bytes] == ' ' ? str_from_offset(line, bytes + 1) : line;
}

bool place_names_page(const struct place *place, struct str title) {
    if (!place_is_first(place) || title.len == 0)
        return false;
    const struct node *head = node_find_tag(place->page->head, TAG_TITLE);
    size_t start = place->scratch->len;
    struct str line = head ? profile_line(&profile_generic, head, place->scratch) : STR("");
    title = without_number(title);
    line = without_number(line);
    bool names_page = line.len == 0 || str_equal_nocase(str_head(line, title.len), title);
    place->scratch->len = start;
    return names_page;
}

/* Browsers find whole words only. */
static struct str whole_words(struct str line) {
    struct str words = utf8_head(line, ENTRY_MAX_FRAGMENT_BYTES);
    if (words.len == line.len || line.ptr[words.len] == ' ')
        return words;
    for (size_t i = words.len; i > 0; i--)
        if (words.ptr[i - 1] == ' ')
            return str_head(words, i - 1);
    return words;
}

struct str profile_fragment(struct str line, struct buf *out) {
    size_t start = out->len;
    buf_puts(out, ENTRY_TEXT_FRAGMENT);
    buf_add(out, whole_words(line));
    return str_from_offset(buf_str(out), start);
}

const struct profile *profile_named(struct str name) {
    for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++)
        if (str_is(name, profiles[i]->name))
            return profiles[i];
    return str_is(name, profile_generic.name) ? &profile_generic : NULL;
}

void profile_write_names(struct buf *out) {
    for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++)
        buf_addf(out, "%s, ", profiles[i]->name);
    buf_puts(out, profile_generic.name);
}
