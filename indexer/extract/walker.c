#include "indexer/extract/walker.h"

#include "common/base/utf8.h"
#include "indexer/extract/link.h"
#include "indexer/extract/text.h"

#define LINK_MAX_BYTES 2048
#define LINK_TEXT_MAX_BYTES 200

static void walk(struct walker *walker, const struct node *parent);
static void walk_node(struct walker *walker, const struct node *node);

static struct str element_id(const struct node *node) {
    struct str id = node_attribute(node, "id");
    return id.len == 0 && node->tag == TAG_A ? node_attribute(node, "name") : id;
}

/* Appends the element's text as one line to the scratch buffer and returns it; valid until the scratch is reset. */
static struct str line_of(struct walker *walker, const struct node *node) {
    struct buf raw;
    buf_init(&raw, (size_t)1 << 20);
    const struct profile *profile = walker->profile;
    node_write_text(node, profile->skip_rules, profile->skip_rule_count, &raw);
    size_t start = walker->scratch.len;
    text_write_line(&walker->scratch, utf8_head(buf_str(&raw), 4 * ENTRY_MAX_SIGNATURE_BYTES));
    buf_free(&raw);
    return str_make(walker->scratch.data + start, walker->scratch.len - start);
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

/* The id of the section that the heading is the heading of: nothing but blank elements may stand before it. */
static struct str section_id(const struct node *heading) {
    const struct node *parent = heading->parent;
    if (parent == NULL || (parent->tag != TAG_SECTION && !node_has_class(parent, "section")))
        return STR("");
    for (const struct node *node = parent->first; node != heading; node = node->next)
        if (node_heading_level(node) > 0 || !node_is_blank(node))
            return STR("");
    return node_attribute(parent, "id");
}

static struct str inner_id(const struct node *heading) {
    for (const struct node *node = node_next(heading, heading); node != NULL; node = node_next(node, heading))
        if (node->tag != TAG_TEXT && element_id(node).len > 0)
            return element_id(node);
    return STR("");
}

static struct str heading_anchor(const struct walker *walker, const struct node *heading) {
    struct str id = node_attribute(heading, "id");
    if (id.len == 0)
        id = section_id(heading);
    if (id.len == 0)
        id = inner_id(heading);
    return id.len > 0 ? id : builder_pending_id(walker->builder, STR(""));
}

/* The first h1 is the page's own. */
static void title_page(struct walker *walker, const struct builder_entry *heading) {
    struct arena *arena = &walker->builder->page->arena;
    struct entry *page = &walker->builder->page->entries[0];
    page->kind = heading->kind == KIND_SECTION ? KIND_PAGE : heading->kind;
    page->anchor = arena_copy(arena, heading->anchor);
    page->title = arena_copy(arena, utf8_head(heading->title, ENTRY_MAX_TITLE_BYTES));
    page->name = arena_copy(arena, utf8_head(heading->name, ENTRY_MAX_TITLE_BYTES));
    walker->has_h1 = true;
}

static void walk_heading(struct walker *walker, const struct node *node, int level) {
    scratch_begin(walker);
    struct builder_entry entry = {
        .kind = KIND_SECTION,
        .level = level,
        .title = line_of(walker, node),
        .anchor = heading_anchor(walker, node),
        .name = STR(""),
        .signature = STR(""),
    };
    if (entry.title.len == 0)
        return;
    if (walker->profile->refine_heading != NULL)
        walker->profile->refine_heading(walker->builder, &entry);
    builder_break(walker->builder);
    if (level == 1 && !walker->has_h1 && walker->builder->page->entry_count == 1)
        title_page(walker, &entry);
    else
        builder_open(walker->builder, &entry);
    builder_id(walker->builder, node_attribute(node, "id"));
    note_ids(walker, node);
    builder_settle_ids(walker->builder);
}

/* What a definition term says, valid until the scratch is used again; false when it is plain text. */
static bool read_definition(struct walker *walker, const struct node *list, const struct node *term,
                            struct builder_entry *entry) {
    struct str id = element_id(term).len > 0 ? element_id(term) : inner_id(term);
    struct definition definition = {.name = STR("")};
    scratch_begin(walker);
    if (id.len == 0 || !walker->profile->define(list, term, &definition, &walker->scratch))
        return false;
    struct str line = line_of(walker, term);
    bool is_symbol = kind_is_symbol(definition.kind);
    *entry = (struct builder_entry){
        .kind = definition.kind,
        .level = BUILDER_SYMBOL_LEVEL,
        .anchor = id,
        .title = is_symbol ? definition.title : line,
        .name = is_symbol ? definition.name : STR(""),
        .signature = is_symbol ? line : STR(""),
    };
    return entry->title.len > 0;
}

/* State of a definition list: terms in a row share the description that follows them. */
struct list_state {
    const struct node *list;
    size_t token;         /* of builder_enter(), when is_open */
    uint32_t first_entry; /* of the terms in this row */
    bool is_open;         /* an entry of this list is open */
    bool after_term;      /* the last thing was a term */
};

static void close_definition(struct walker *walker, struct list_state *state) {
    if (!state->is_open)
        return;
    builder_break(walker->builder);
    builder_leave(walker->builder, state->token);
    state->is_open = false;
}

/* A term without an entry of its own, right behind one that has one, is another way to write it: it belongs to that
 * entry, as the description does. */
static void walk_plain_term(struct walker *walker, struct list_state *state, const struct node *term) {
    if (!state->after_term)
        close_definition(walker, state);
    state->after_term = true;
    builder_break(walker->builder);
    walk(walker, term);
    builder_break(walker->builder);
}

static void walk_term(struct walker *walker, struct list_state *state, const struct node *term) {
    struct builder_entry entry;
    if (!read_definition(walker, state->list, term, &entry)) {
        walk_plain_term(walker, state, term);
        return;
    }
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
    walk(walker, description);
    builder_break(walker->builder);
    if (state->is_open && state->after_term)
        builder_share(walker->builder, state->first_entry, described);
    state->after_term = false;
}

static void walk_list_items(struct walker *walker, struct list_state *state, const struct node *parent) {
    for (const struct node *node = parent->first; node != NULL; node = node->next) {
        if (node->tag == TAG_DT)
            walk_term(walker, state, node);
        else if (node->tag == TAG_DD)
            walk_description(walker, state, node);
        else if (node->tag == TAG_DIV)
            walk_list_items(walker, state, node);
        else
            walk_node(walker, node);
    }
}

static void walk_list(struct walker *walker, const struct node *list) {
    struct list_state state = {.list = list};
    builder_break(walker->builder);
    walk_list_items(walker, &state, list);
    close_definition(walker, &state);
}

static void walk_code(struct walker *walker, const struct node *node) {
    struct buf code;
    buf_init(&code, (size_t)1 << 20);
    const struct profile *profile = walker->profile;
    note_ids(walker, node);
    node_write_text(node, profile->skip_rules, profile->skip_rule_count, &code);
    builder_code(walker->builder, buf_str(&code));
    buf_free(&code);
}

static void note_link(struct walker *walker, const struct node *node) {
    struct buf path, fragment;
    buf_init(&path, LINK_MAX_BYTES);
    buf_init(&fragment, LINK_MAX_BYTES);
    if (link_resolve(walker->page_path, node_attribute(node, "href"), &path, &fragment)) {
        scratch_begin(walker);
        const struct link link = {
            .path = buf_str(&path),
            .fragment = buf_str(&fragment),
            .text = utf8_head(line_of(walker, node), LINK_TEXT_MAX_BYTES),
        };
        if (link.text.len > 0)
            builder_link(walker->builder, &link);
    }
    buf_free(&path);
    buf_free(&fragment);
}

static void walk_element(struct walker *walker, const struct node *node) {
    int level = node_heading_level(node);
    if (level > 0) {
        walk_heading(walker, node, level);
        return;
    }
    builder_id(walker->builder, element_id(node));
    if (node->tag == TAG_A && node_has_attribute(node, "href"))
        note_link(walker, node);
    if (node->tag == TAG_DL) {
        walk_list(walker, node);
    } else if (node->tag == TAG_PRE) {
        walk_code(walker, node);
    } else if (node->tag == TAG_TD || node->tag == TAG_TH) {
        walk(walker, node);
        builder_text(walker->builder, STR(" "));
    } else {
        bool is_block = node_is_block(node);
        if (is_block)
            builder_break(walker->builder);
        walk(walker, node);
        if (is_block)
            builder_break(walker->builder);
    }
}

static void walk_node(struct walker *walker, const struct node *node) {
    if (node->tag == TAG_TEXT)
        builder_text(walker->builder, node->text);
    else if (!profile_skips(walker->profile, node))
        walk_element(walker, node);
}

static void walk(struct walker *walker, const struct node *parent) {
    for (const struct node *node = parent->first; node != NULL; node = node->next)
        walk_node(walker, node);
}

void walker_run(struct walker *walker, const struct node *main) {
    buf_init(&walker->scratch, 64 * ENTRY_MAX_SIGNATURE_BYTES);
    builder_id(walker->builder, element_id(main));
    walk(walker, main);
    buf_free(&walker->scratch);
}
