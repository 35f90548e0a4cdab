#include "indexer/extract/walker.h"

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "indexer/extract/element_shape.h"
#include "indexer/extract/link.h"
#include "indexer/extract/listing.h"
#include "indexer/extract/navigation.h"

#define LINK_MAX_BYTES 2048
#define LINK_TEXT_MAX_BYTES 200

/* Elements and spaces between a section's start and its heading. */
#define SECTION_MAX_BLANKS 16

static void walk(struct walker *walker, const struct node *parent);
static void walk_node(struct walker *walker, const struct node *node);
static void note_link(struct walker *walker, const struct node *node);

/* One that is too long to be put into an address is none. */
static struct str element_id(const struct node *node) {
    struct str id = node_attribute(node, "id");
    if (id.len == 0 && node->tag == TAG_A)
        id = node_attribute(node, "name");
    return id.len <= ENTRY_MAX_ANCHOR_BYTES ? id : STR("");
}

/* The scratch must not move while pieces of it are in use: it has its full size from the start. */
static void scratch_begin(struct walker *walker) {
    buf_reset(&walker->scratch);
    buf_reserve(&walker->scratch, walker->scratch.max_bytes);
}

/* Every id inside the element, as belonging to the innermost open entry. */
static void note_ids(struct walker *walker, const struct node *root) {
    for (const struct node *node = node_next(root, root); node != NULL; node = node_next(node, root))
        if (node->tag != TAG_TEXT)
            builder_id(walker->builder, element_id(node));
}

/* Whether no heading stands before it in its parent, and little else. */
static bool is_first_heading(const struct node *heading) {
    int looked_at = 0;
    for (const struct node *node = heading->parent->first; node != heading; node = node->next)
        if (++looked_at > SECTION_MAX_BLANKS || node_heading_level(node) > 0)
            return false;
    return true;
}

/* The id of the section that the heading is the heading of: nothing but blank elements may stand before it. What takes
 * longer to look at is looked at once in a parent. */
static struct str section_id(const struct node *heading) {
    const struct node *parent = heading->parent;
    if (parent == NULL || !is_first_heading(heading) ||
        (parent->tag != TAG_SECTION && !node_has_class(parent, "section")))
        return STR("");
    for (const struct node *node = parent->first; node != heading; node = node->next)
        if (!node_is_blank(node))
            return STR("");
    return element_id(parent);
}

static struct str inner_id(const struct node *heading) {
    for (const struct node *node = node_next(heading, heading); node != NULL; node = node_next(node, heading))
        if (node->tag != TAG_TEXT && element_id(node).len > 0)
            return element_id(node);
    return STR("");
}

static struct str heading_anchor(const struct walker *walker, const struct node *heading) {
    struct str id = element_id(heading);
    if (id.len == 0)
        id = section_id(heading);
    if (id.len == 0)
        id = inner_id(heading);
    return id.len > 0 ? id : builder_pending_id(walker->builder, STR(""));
}

static struct place place_of(struct walker *walker, const struct node *node, const struct node *list) {
    return (struct place){walker->page, node, list, walker->builder, &walker->scratch};
}

/* What a heading or term says; its strings are valid until the scratch is used again. */
static void describe(struct walker *walker, const struct node *node, struct builder_entry *entry) {
    scratch_begin(walker);
    entry->title = profile_line(walker->profile, node, &walker->scratch);
    entry->name = entry->signature = STR("");
}

static void land_on_text(struct walker *walker, struct builder_entry *entry, struct str line) {
    struct str words = line.len > 0 ? line : entry->title;
    if (entry->anchor.len == 0 && words.len > 0)
        entry->anchor = profile_fragment(words, &walker->scratch);
}

static void walk_as(struct walker *walker, const struct node *node, enum shape shape) {
    struct builder_shape begun = builder_begin(walker->builder, shape, element_shape_value(node, shape));
    walk(walker, node);
    builder_end(walker->builder, begun);
}

static void walk_heading(struct walker *walker, const struct node *node, int level) {
    struct builder_entry entry = {.kind = KIND_SECTION, .level = level, .anchor = heading_anchor(walker, node)};
    describe(walker, node, &entry);
    struct str line = entry.title;
    const struct place place = place_of(walker, node, NULL);
    enum verdict verdict = walker->profile->heading ? walker->profile->heading(&place, &entry) : VERDICT_HEAD;
    if (verdict == VERDICT_SKIP || entry.title.len == 0)
        return;
    builder_break(walker->builder);
    if (verdict == VERDICT_TEXT) {
        walk_as(walker, node, element_shape(node));
        builder_break(walker->builder);
        return;
    }
    /* The first h1 is the page's own. */
    if (entry.level == 1 && !walker->has_h1 && walker->builder->page->entry_count == 1) {
        builder_title_page(walker->builder, &entry);
        walker->has_h1 = true;
    } else {
        land_on_text(walker, &entry, line);
        builder_open(walker->builder, &entry);
    }
    builder_id(walker->builder, element_id(node));
    note_ids(walker, node);
    builder_settle_ids(walker->builder);
}

/* State of a definition list: terms in a row share the description that follows them. */
struct list_state {
    const struct node *list;
    enum shape shape;     /* of the list */
    size_t token;         /* of builder_enter(), when is_open */
    uint32_t first_entry; /* of the terms in this row */
    bool is_open;         /* an entry of this list is open */
    bool after_term;      /* the last thing was a term */
    bool is_left_out;     /* the last term was left out */
};

static void close_definition(struct walker *walker, struct list_state *state) {
    if (!state->is_open)
        return;
    builder_break(walker->builder);
    builder_leave(walker->builder, state->token);
    state->is_open = false;
}

/* The next term begins. Ids behind the last text of the description are in front of the term. */
static void end_definition(struct walker *walker, struct list_state *state) {
    size_t pending = walker->builder->pending_ids;
    close_definition(walker, state);
    walker->builder->pending_ids = pending;
}

/* A term without an entry of its own, right behind one that has one, is another way to write it: it belongs to that
 * entry, as the description does. */
static void walk_plain_term(struct walker *walker, struct list_state *state, const struct node *term) {
    if (!state->after_term)
        close_definition(walker, state);
    state->after_term = true;
    builder_break(walker->builder);
    walk_as(walker, term, element_shape_in_list(term, state->shape));
    builder_break(walker->builder);
}

static void walk_term(struct walker *walker, struct list_state *state, const struct node *term) {
    struct builder_entry entry = {.kind = KIND_TERM, .level = BUILDER_SYMBOL_LEVEL, .anchor = element_id(term)};
    if (entry.anchor.len == 0)
        entry.anchor = inner_id(term);
    if (!state->after_term)
        end_definition(walker, state);
    describe(walker, term, &entry);
    struct str line = entry.title;
    const struct place place = place_of(walker, term, state->list);
    enum verdict verdict =
        walker->profile->term ? walker->profile->term(&place, &entry) : profile_generic.term(&place, &entry);
    state->is_left_out = verdict == VERDICT_SKIP;
    if (verdict == VERDICT_SKIP)
        return;
    if (verdict == VERDICT_TEXT || entry.title.len == 0) {
        walk_plain_term(walker, state, term);
        return;
    }
    land_on_text(walker, &entry, line);
    bool same_row = state->after_term && state->is_open;
    close_definition(walker, state);
    state->token = builder_enter(walker->builder);
    state->first_entry = same_row ? state->first_entry : (uint32_t)walker->builder->page->entry_count;
    state->is_open = state->after_term = true;
    builder_open(walker->builder, &entry);
    builder_id(walker->builder, element_id(term));
    note_ids(walker, term);
    builder_settle_ids(walker->builder);
}

static void walk_description(struct walker *walker, struct list_state *state, const struct node *description) {
    uint32_t described = state->is_open ? builder_current_index(walker->builder) : 0;
    builder_break(walker->builder);
    walk_as(walker, description, element_shape_in_list(description, state->shape));
    builder_break(walker->builder);
    if (state->is_open && state->after_term)
        builder_share(walker->builder, state->first_entry, described);
    state->after_term = false;
}

/* Its text is of no use here, but where it leads is worth more by it. */
static void walk_left_out(struct walker *walker, const struct node *description) {
    note_ids(walker, description);
    for (const struct node *node = node_next(description, description); node != NULL;
         node = node_next(node, description))
        if (node->tag == TAG_A && node_has_attribute(node, "href"))
            note_link(walker, node);
}

static void walk_list_items(struct walker *walker, struct list_state *state, const struct node *parent) {
    for (const struct node *node = parent->first; node != NULL; node = node->next) {
        if ((node->tag == TAG_DT || node->tag == TAG_DD) && profile_skips(walker->profile, node))
            continue;
        if (node->tag == TAG_DT)
            walk_term(walker, state, node);
        else if (node->tag == TAG_DD && state->is_left_out)
            walk_left_out(walker, node);
        else if (node->tag == TAG_DD)
            walk_description(walker, state, node);
        else if (node->tag == TAG_DIV)
            walk_list_items(walker, state, node);
        else
            walk_node(walker, node);
    }
}

static void walk_list(struct walker *walker, const struct node *list) {
    struct list_state state = {.list = list, .shape = element_shape(list)};
    builder_break(walker->builder);
    struct builder_shape begun = builder_begin(walker->builder, state.shape, 0);
    walk_list_items(walker, &state, list);
    close_definition(walker, &state);
    builder_end(walker->builder, begun);
}

/* Without empty lines at the start. A line end right behind <pre> is no text:
 * https://html.spec.whatwg.org/multipage/grouping-content.html#the-pre-element */
static struct str without_empty_start(struct str code) {
    size_t start = 0;
    for (size_t i = 0; i < code.len && ascii_is_space(code.ptr[i]); i++)
        if (code.ptr[i] == '\n')
            start = i + 1;
    return str_from_offset(code, start);
}

static void walk_code(struct walker *walker, const struct node *node) {
    struct buf code;
    buf_init(&code, ENTRY_MAX_TEXT_BYTES);
    const struct profile *profile = walker->profile;
    note_ids(walker, node);
    node_write_text(node, profile->skip_rules, profile->skip_rule_count, &code);
    struct str text = without_empty_start(buf_str(&code));
    builder_code(walker->builder, text);
    listing_read(walker->builder, walker->page->path, text);
    buf_free(&code);
}

static void note_link(struct walker *walker, const struct node *node) {
    struct buf path, fragment;
    buf_init(&path, LINK_MAX_BYTES);
    buf_init(&fragment, LINK_MAX_BYTES);
    if (link_resolve(walker->page->path, node_attribute(node, "href"), &path, &fragment)) {
        scratch_begin(walker);
        const struct link link = {
            .path = buf_str(&path),
            .fragment = buf_str(&fragment),
            .text = utf8_head(profile_line(walker->profile, node, &walker->scratch), LINK_TEXT_MAX_BYTES),
        };
        if (link.text.len > 0)
            builder_link(walker->builder, &link);
    }
    buf_free(&path);
    buf_free(&fragment);
}

/* An element that opens an entry: its heading only, or all of its text. */
static void walk_entry(struct walker *walker, const struct node *node, struct builder_entry *entry, bool is_head) {
    builder_break(walker->builder);
    land_on_text(walker, entry, STR(""));
    bool is_closed_here = !is_head && entry->level == BUILDER_SYMBOL_LEVEL;
    size_t token = is_closed_here ? builder_enter(walker->builder) : 0;
    builder_open(walker->builder, entry);
    builder_id(walker->builder, element_id(node));
    if (is_head)
        note_ids(walker, node);
    else
        walk(walker, node);
    builder_settle_ids(walker->builder);
    builder_break(walker->builder);
    if (is_closed_here)
        builder_leave(walker->builder, token);
}

/* Text that stands in attributes, where the author says that it counts. */
static void walk_attributes(struct walker *walker, const struct node *node) {
    struct buf text;
    buf_init(&text, ENTRY_MAX_TEXT_BYTES);
    author_write_attributes(node, &text);
    if (text.len > 0) {
        builder_text(walker->builder, STR(" "));
        builder_text(walker->builder, buf_str(&text));
    }
    buf_free(&text);
}

/* A formula that is drawn reads as what it was drawn from: Doxygen's formulaInl, Sphinx's math, MediaWiki's tex. Other
 * pictures only illustrate, and what stands for them ("Screenshot") is no part of the text. */
static void walk_formula(struct walker *walker, const struct node *node) {
    static const struct node_rule rules[] = {
        {.name = "img", .class = "formulaInl"},
        {.name = "img", .class = "formulaDsp"},
        {.name = "img", .class = "math"},
        {.name = "img", .class = "tex"},
        {.name = "img", .class = "mwe-math-fallback-image-inline"},
        {.name = "img", .class = "mwe-math-fallback-image-display"},
    };
    struct str formula = node_attribute(node, "alt");
    if (formula.len == 0 || !node_matches_any(node, rules, sizeof rules / sizeof *rules))
        return;
    while (formula.len > 0 && formula.ptr[0] == '$')
        formula = str_from_offset(formula, 1);
    while (formula.len > 0 && formula.ptr[formula.len - 1] == '$')
        formula.len--;
    builder_text(walker->builder, formula);
}

static void walk_plain(struct walker *walker, const struct node *node) {
    builder_id(walker->builder, element_id(node));
    walk_attributes(walker, node);
    if (node->tag == TAG_OTHER && node->attribute_count > 0)
        walk_formula(walker, node);
    if (node->tag == TAG_A && node_has_attribute(node, "href"))
        note_link(walker, node);
    if (node->tag == TAG_DL) {
        walk_list(walker, node);
    } else if (node->tag == TAG_PRE) {
        walk_code(walker, node);
    } else if (node->tag == TAG_TD || node->tag == TAG_TH) {
        walk_as(walker, node, element_shape(node));
        builder_text(walker->builder, STR(" "));
    } else {
        bool is_block = node_is_block(node);
        if (is_block)
            builder_break(walker->builder);
        walk_as(walker, node, element_shape(node));
        if (is_block)
            builder_break(walker->builder);
    }
}

static enum verdict judge(struct walker *walker, const struct node *node, struct builder_entry *entry) {
    if (walker->profile->element == NULL)
        return VERDICT_TEXT;
    *entry = (struct builder_entry){.kind = KIND_SYMBOL, .level = BUILDER_SYMBOL_LEVEL, .anchor = element_id(node)};
    entry->title = entry->name = entry->signature = STR("");
    scratch_begin(walker);
    const struct place place = place_of(walker, node, NULL);
    enum verdict verdict = walker->profile->element(&place, entry);
    bool is_whole = entry->title.len > 0 && !buf_failed(&walker->scratch);
    return verdict > VERDICT_SKIP && !is_whole ? VERDICT_TEXT : verdict;
}

static void walk_element(struct walker *walker, const struct node *node) {
    struct builder_entry entry;
    enum verdict verdict = judge(walker, node, &entry);
    if (verdict == VERDICT_TEXT)
        walk_plain(walker, node);
    else if (verdict != VERDICT_SKIP)
        walk_entry(walker, node, &entry, verdict == VERDICT_HEAD);
}

/* Entries inside an element have its weight. */
static void walk_weighed(struct walker *walker, const struct node *node) {
    unsigned around = walker->builder->weight;
    walker->builder->weight = author_weight(node, around);
    walk_element(walker, node);
    walker->builder->weight = around;
}

/* A list that is no table of contents is not looked at again for the sake of those inside it: that would take quadratic
 * time. */
static void walk_item_list(struct walker *walker, const struct node *list) {
    if (!walker->in_list && outline_is_list(&walker->outline, walker->page, list)) {
        note_ids(walker, list);
        builder_settle_ids(walker->builder);
        return;
    }
    bool around = walker->in_list;
    walker->in_list = true;
    walk_weighed(walker, list);
    walker->in_list = around;
}

/* The heading of a table of contents; its ids are no one else's. */
static void leave_out_heading(struct walker *walker, const struct node *heading) {
    builder_id(walker->builder, element_id(heading));
    note_ids(walker, heading);
    builder_settle_ids(walker->builder);
}

static bool is_item_list(const struct node *node) {
    return node->tag == TAG_BLOCK && (str_is(node->name, "ul") || str_is(node->name, "ol"));
}

static void walk_node(struct walker *walker, const struct node *node) {
    int level = node_heading_level(node);
    if (node->tag == TAG_TEXT)
        builder_text(walker->builder, node->text);
    else if (profile_skips(walker->profile, node) || (node->tag == TAG_P && navigation_is_paragraph(node)))
        return;
    else if (is_item_list(node))
        walk_item_list(walker, node);
    else if (level > 0 && !walker->in_list && outline_is_heading(&walker->outline, walker->page, node))
        leave_out_heading(walker, node);
    else if (level > 0)
        walk_heading(walker, node, level);
    else
        walk_weighed(walker, node);
}

/* A section that its author leaves out ends with the next heading. */
static void walk(struct walker *walker, const struct node *parent) {
    bool is_left_out = false;
    for (const struct node *node = parent->first; node != NULL; node = node->next) {
        if (node_heading_level(node) > 0)
            is_left_out = author_leaves_out_section(node);
        if (!is_left_out)
            walk_node(walker, node);
    }
}

void walker_run(struct walker *walker, const struct node *main) {
    buf_init(&walker->scratch, 64 * ENTRY_MAX_SIGNATURE_BYTES);
    walker->builder->weight = author_main_weight(main);
    if (!walker->is_begun)
        walker->builder->page->entries[0].weight = walker->builder->weight;
    walker->is_begun = true;
    builder_break(walker->builder);
    builder_id(walker->builder, element_id(main));
    walk(walker, main);
    buf_free(&walker->scratch);
}
