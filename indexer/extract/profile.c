#include "indexer/extract/profile.h"

#include "common/base/utf8.h"
#include "indexer/extract/text.h"

/* In the order in which they are asked. */
static const struct profile *const profiles[] = {&profile_rustdoc, &profile_javadoc, &profile_mdbook, &profile_typedoc,
                                                 &profile_jsdoc,   &profile_godoc,   &profile_sphinx};

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

const struct node *profile_main(const struct profile *profile, const struct node *root) {
    const struct node *found = find_main(profile, root);
    if (found == NULL)
        found = find_main(&profile_generic, root);
    return found ? found : root;
}

void page_view_init(struct page_view *view, struct str path, const struct node *root) {
    static const struct node_rule html = {.name = "html"}, generator = {.name = "meta", .attribute = "name"};
    const struct node *top = node_find(root, &html);
    *view = (struct page_view){.path = path, .root = root, .html = top ? top : root, .generator = STR("")};
    const struct node *head = node_find_tag(view->html, TAG_HEAD), *body = node_find_tag(view->html, TAG_BODY);
    view->head = head ? head : root;
    view->body = body ? body : root;
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

struct str profile_line(const struct profile *profile, const struct node *element, struct buf *out) {
    struct buf raw;
    buf_init(&raw, (size_t)1 << 20);
    node_write_text(element, profile->skip_rules, profile->skip_rule_count, &raw);
    size_t start = out->len;
    text_write_line(out, utf8_head(buf_str(&raw), 4 * ENTRY_MAX_SIGNATURE_BYTES));
    buf_free(&raw);
    return str_make(out->data + start, out->len - start);
}
