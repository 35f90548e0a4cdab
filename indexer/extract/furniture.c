#include "indexer/extract/furniture.h"

#include "common/base/ascii.h"
#include "indexer/extract/profile.h"

enum kind_of_furniture { NO_FURNITURE, HEADER, FOOTER, MENU };

/* Words with a meaning in content too ("banner", "top", "links") are not here. */
static const struct {
    const char *word;
    enum kind_of_furniture kind;
} words[] = {
    {"header", HEADER},    {"site-header", HEADER}, {"masthead", HEADER},    {"topbar", HEADER},
    {"top-bar", HEADER},   {"footer", FOOTER},      {"site-footer", FOOTER}, {"page-footer", FOOTER},
    {"copyright", FOOTER}, {"nav", MENU},           {"navbar", MENU},        {"navigation", MENU},
    {"menu", MENU},        {"menubar", MENU},       {"breadcrumb", MENU},    {"breadcrumbs", MENU},
};

static enum kind_of_furniture named(const struct node *node) {
    struct str id = node_attribute(node, "id");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(id, words[i].word) || node_has_class(node, words[i].word))
            return words[i].kind;
    return NO_FURNITURE;
}

/* Elements that have no meaning themselves: in a table, a class "header" says something of its cells. */
static bool may_be(const struct node *node, enum kind_of_furniture kind) {
    switch (kind) {
    case HEADER: return node->tag == TAG_DIV;
    case FOOTER: return node->tag == TAG_DIV || node->tag == TAG_P;
    case MENU: return node->tag == TAG_DIV || str_is(node->name, "ul") || str_is(node->name, "ol");
    default: return false;
    }
}

static bool has_heading(const struct node *root, int max_level) {
    for (const struct node *node = node_next(root, root); node != NULL; node = node_next(node, root))
        if (node_heading_level(node) > 0 && node_heading_level(node) <= max_level)
            return true;
    return false;
}

static bool heading_follows(const struct node *from, const struct node *main) {
    for (const struct node *node = node_after(from, main); node != NULL; node = node_next(node, main))
        if (node_heading_level(node) > 0)
            return true;
    return false;
}

static size_t count_letters(struct str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += !ascii_is_space(text.ptr[i]);
    return count;
}

static bool is_of_links(const struct node *root) {
    size_t linked = 0, all = 0;
    const struct node *link_end = NULL;
    bool in_link = false;
    for (const struct node *node = node_next(root, root); node != NULL; node = node_next(node, root)) {
        in_link = in_link && node != link_end;
        if (!in_link && node->tag == TAG_A && node_has_attribute(node, "href")) {
            in_link = true;
            link_end = node_after(node, root);
        }
        size_t letters = node->tag == TAG_TEXT ? count_letters(node->text) : 0;
        all += letters;
        linked += in_link ? letters : 0;
    }
    return linked > 0 && 2 * linked >= all;
}

static bool is_furniture(const struct node *node, enum kind_of_furniture kind, bool is_headed,
                         const struct node *main) {
    switch (kind) {
    case HEADER: return !is_headed && !has_heading(node, 6);
    case FOOTER: return !has_heading(node, 1) && !heading_follows(node, main);
    case MENU: return !has_heading(node, 1) && is_of_links(node);
    default: return false;
    }
}

void furniture_find(struct furniture *furniture, const struct node *main) {
    bool is_headed = false, has_text = false;
    size_t looks = 0;
    furniture->count = 0;
    if (main->tag != TAG_BODY)
        return;
    for (const struct node *node = node_next(main, main); node != NULL;) {
        bool is_text = node->tag == TAG_TEXT;
        has_text = has_text || (is_text && str_trim(node->text).len > 0);
        is_headed = is_headed || node_heading_level(node) > 0;
        bool is_open = furniture->count < FURNITURE_MAX && looks < FURNITURE_MAX_LOOKS;
        enum kind_of_furniture kind = is_open && node->attribute_count > 0 ? named(node) : NO_FURNITURE;
        bool is_looked_at = may_be(node, kind);
        bool is_found = is_looked_at && is_furniture(node, kind, is_headed, main);
        looks += is_looked_at;
        if (is_found)
            furniture->nodes[furniture->count++] = node;
        bool is_passed = is_found || (!is_text && !has_text && profile_skips(&profile_generic, node));
        node = is_passed ? node_after(node, main) : node_next(node, main);
    }
    if (!has_text)
        furniture->count = 0;
}

bool furniture_has(const struct furniture *furniture, const struct node *node) {
    for (size_t i = 0; i < furniture->count; i++)
        if (furniture->nodes[i] == node)
            return true;
    return false;
}
