#include "indexer/extract/profile.h"

/* In the order in which they are asked. */
static const struct profile *const profiles[] = {&profile_sphinx};

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

const struct profile *profile_detect(const struct node *root) {
    for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++)
        if (profiles[i]->detect(root))
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

bool profile_skips(const struct profile *profile, const struct node *element) {
    if (node_matches_any(element, skip_everywhere, sizeof skip_everywhere / sizeof *skip_everywhere))
        return true;
    return node_matches_any(element, profile->skip_rules, profile->skip_rule_count);
}
