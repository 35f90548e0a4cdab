#include "indexer/extract/contents.h"

static bool is_hidden(const struct node *node) {
    static const struct node_rule rules[] = {
        {.name = "script"}, {.name = "style"}, {.name = "template"}, {.name = "noscript"}, {.name = "button"},
    };
    return node_matches_any(node, rules, sizeof rules / sizeof *rules);
}

static void add_list(struct builder *builder, const struct node *list) {
    builder_break(builder);
    for (const struct node *node = node_next(list, list); node != NULL;) {
        bool is_text = node->tag == TAG_TEXT;
        if (is_text)
            builder_text(builder, node->text);
        else if (node_is_block(node))
            builder_break(builder);
        else if (str_is(node->name, "text")) /* a piece of a drawing */
            builder_text(builder, STR(" "));
        node = !is_text && is_hidden(node) ? node_after(node, list) : node_next(node, list);
    }
    builder_break(builder);
}

void contents_read(struct builder *builder, const struct profile *profile, const struct node *main) {
    builder_close(builder, 1);
    for (const struct node *node = node_next(main, main); node != NULL;) {
        bool is_list =
            node->tag != TAG_TEXT && node_matches_any(node, profile->contents_rules, profile->contents_rule_count);
        if (is_list)
            add_list(builder, node);
        node = is_list ? node_after(node, main) : node_next(node, main);
    }
}

bool contents_has_picture(const struct profile *profile, const struct node *main) {
    static const struct node_rule pictures[] = {
        {.name = "img"},   {.name = "svg"},    {.name = "object"}, {.name = "embed"},
        {.name = "video"}, {.name = "canvas"}, {.name = "iframe"}, {.name = "math"},
    };
    for (const struct node *node = node_next(main, main); node != NULL;) {
        bool is_element = node->tag != TAG_TEXT;
        if (is_element && node_matches_any(node, pictures, sizeof pictures / sizeof *pictures))
            return true;
        node = is_element && profile_skips(profile, node) ? node_after(node, main) : node_next(node, main);
    }
    return false;
}
