/* Generators in the line of VuePress: https://vuepress.vuejs.org/, https://vitepress.dev/, and
 * https://starlight.astro.build/. Headings have ids; the rest is around them. */
#include "indexer/extract/profile.h"

static const struct node_rule main_rules[] = {
    {.class = "vp-doc"},
    {.class = "theme-default-content"},
    {.name = "div", .class = "content__default"},
    {.name = "main"},
};

static const struct node_rule skip_rules[] = {
    {.name = "a", .class = "header-anchor"},
    {.class = "sl-anchor-link"},
    {.class = "VPDocFooter"},
    {.class = "VPDocAside"},
    {.class = "VPHomeFeatures"},
    {.class = "line-numbers-wrapper"},
    {.class = "line-numbers"},
    {.name = "span", .class = "lang"},
    {.class = "table-of-contents"},
    {.class = "page-edit"},
    {.class = "page-meta"},
    {.class = "page-nav"},
    {.class = "last-updated"},
    {.class = "pagination-links"},
    {.class = "right-sidebar-container"},
    {.class = "sr-only"},
    {.name = "mobile-starlight-toc"},
    {.name = "starlight-toc"},
    {.name = "starlight-menu-button"},
    {.attribute = "role", .value = "tablist"},
    {.name = "aside", .class = "sidebar"},
    {.name = "footer"},
    {.name = "form"},
};

static bool detect(const struct page_view *page) {
    static const struct node_rule content = {.class = "VPDoc"};
    static const char *const names[] = {"VitePress", "VuePress", "Starlight"};
    for (const struct node *node = page->head->first; node != NULL; node = node->next) {
        struct str said = node->tag == TAG_META && str_equal_nocase(node_attribute(node, "name"), STR("generator"))
                              ? node_attribute(node, "content")
                              : STR("");
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (str_starts(said, str_from(names[i])))
                return true;
    }
    return page->generator.len == 0 && node_find(page->body, &content) != NULL;
}

static const char *skip_page(const struct page_view *page) {
    return str_is(page->path, "404.html") ? "an error page" : NULL;
}

const struct profile profile_vitepress = {
    .name = "vitepress",
    .detect = detect,
    .main_rules = main_rules,
    .main_rule_count = sizeof main_rules / sizeof *main_rules,
    .skip_rules = skip_rules,
    .skip_rule_count = sizeof skip_rules / sizeof *skip_rules,
    .skip_page = skip_page,
};
