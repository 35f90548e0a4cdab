/* The documentation tool of Node.js: https://github.com/nodejs/node/tree/main/tools/doc. A heading's id is on the
 * anchor inside it, a symbol is the code that a heading is made of. */
#include "indexer/extract/profile.h"

#include "indexer/extract/term.h"
#include "indexer/extract/text.h"

/* How far into a page the name of its module is looked for, in nodes. */
#define MODULE_MAX_NODES 400

static const struct node_rule main_rules[] = {
    {.id = "apicontent"},
};

static const struct node_rule skip_rules[] = {
    {.name = "a", .class = "mark"},
    {.name = "a", .class = "legacy"},
    {.name = "a", .class = "srclink"},
    {.id = "toc"},
};

static bool detect(const struct page_view *page) {
    static const struct node_rule content = {.name = "div", .id = "apicontent"};
    return node_find(page->body, &content) != NULL;
}

static const char *skip_page(const struct page_view *page) {
    return str_is(page_view_file(page), "all.html") ? "repeats the other pages" : NULL;
}

/* "fs.html" -> "fs" */
static struct str page_name(const struct page_view *page) {
    struct str file = page_view_file(page);
    return str_head(file, str_find_char(file, '.', 0));
}

/* Whether the page shows how its module is loaded: 'node:fs' or require('fs'). */
static bool is_module(const struct place *place, struct str name) {
    struct buf quoted;
    buf_init(&quoted, 2 * ENTRY_MAX_TITLE_BYTES);
    buf_addf(&quoted, "node:%.*s'('%.*s')node:%.*s", STR_ARG(name), STR_ARG(name), STR_ARG(name));
    const struct str load = str_make(quoted.data, name.len + 6);
    const struct str old = str_make(quoted.data + load.len, name.len + 4);
    const struct str alone = str_make(quoted.data + load.len + old.len, name.len + 5);
    const struct node *node = place->node;
    bool found = false;
    for (int i = 0; node != NULL && !found && i < MODULE_MAX_NODES && !quoted.failed; i++) {
        if (node->tag == TAG_TEXT)
            found = str_find(node->text, load, 0) < node->text.len || str_find(node->text, old, 0) < node->text.len ||
                    str_equal(node->text, alone);
        node = node_next(node, place->page->body);
    }
    buf_free(&quoted);
    return found;
}

static void describe_page(const struct place *place, struct builder_entry *entry) {
    struct str name = page_name(place->page);
    entry->level = 1;
    if (name.len == 0 || !is_module(place, name))
        return;
    entry->kind = KIND_MODULE;
    entry->name = name;
}

/* "fs.open(path)", "Buffer": nothing but a name, with arguments or without. */
static bool is_name_or_call(struct str text) {
    size_t bracket = str_find_char(text, '(', 0), space = str_find_char(text, ' ', 0);
    return bracket > 0 && (bracket < text.len ? space > bracket && str_ends(text, STR(")")) : space == text.len);
}

/* What would be code in a heading that has none, as those of old versions: behind a label, or a call. */
static struct str plain_code(struct str title, struct str *prefix) {
    static const struct str labels[] = {{"Class:", 6}, {"Event:", 6}, {"Static method:", 14}};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        struct str rest = str_trim(str_from_offset(title, labels[i].len));
        if (!str_starts(title, labels[i]) || !is_name_or_call(rest))
            continue;
        *prefix = labels[i];
        return rest;
    }
    bool is_call = is_name_or_call(title) && str_ends(title, STR(")"));
    return is_call ? title : STR("");
}

/* The heading's only code, when there are no words around it other than what *prefix gets: "Class: ". */
static struct str only_code(const struct place *place, struct str title, struct str *prefix) {
    const struct node *code = node_find_tag(place->node, TAG_CODE);
    if (code == NULL)
        return plain_code(title, prefix);
    struct str text = profile_line(&profile_nodejs, code, place->scratch);
    if (text.len == 0 || !str_ends(title, text))
        return STR("");
    *prefix = str_trim(str_head(title, title.len - text.len));
    return prefix->len == 0 || str_ends(*prefix, STR(":")) ? text : STR("");
}

static struct str without_arguments(struct str code) {
    size_t end = str_find_char(code, '(', 0);
    return str_head(code, end);
}

/* The nearest class around a heading of that level, or else the module. */
static struct str owner_name(const struct builder *builder, int level, bool *is_class) {
    for (size_t i = builder->open_count; i-- > 0;) {
        const struct entry *entry = &builder->page->entries[builder->open[i].entry];
        if (builder->open[i].level >= level)
            continue;
        *is_class = entry->kind == KIND_CLASS;
        if (*is_class || entry->kind == KIND_MODULE)
            return entry->name;
    }
    return STR("");
}

/* "server.listen" in the class net.Server -> "net.Server.listen": methods are shown on an object that is named after
 * its class. */
static struct str qualified(const struct place *place, int level, struct str name) {
    bool is_class = false;
    struct str owner = owner_name(place->builder, level, &is_class);
    size_t dot = str_find_char(name, '.', 0);
    struct str last = text_after_last(owner, STR("."));
    if (!is_class || dot == name.len || !str_equal_nocase(last, str_head(name, dot)))
        return name;
    size_t start = place->scratch->len;
    buf_add(place->scratch, owner);
    buf_add(place->scratch, str_from_offset(name, dot));
    return str_from_offset(buf_str(place->scratch), start);
}

static struct str unquoted(struct str s) {
    bool is_quoted = s.len > 2 && s.ptr[0] == '\'' && s.ptr[s.len - 1] == '\'';
    return is_quoted ? str_make(s.ptr + 1, s.len - 2) : s;
}

static void describe_event(const struct place *place, struct str event, struct builder_entry *entry) {
    bool is_class = false;
    struct str owner = owner_name(place->builder, entry->level, &is_class);
    size_t start = place->scratch->len;
    if (owner.len > 0) {
        buf_add(place->scratch, owner);
        buf_putc(place->scratch, '.');
    }
    buf_add(place->scratch, unquoted(event));
    entry->kind = KIND_EVENT;
    entry->name = str_from_offset(buf_str(place->scratch), start);
}

static bool is_name(struct str code) {
    return code.len > 0 && str_find_char(code, ' ', 0) == code.len;
}

static void describe_member(const struct place *place, struct str code, struct builder_entry *entry) {
    bool is_call = str_find_char(code, '(', 0) < code.len, is_new = str_starts(code, STR("new ")), is_class = false;
    struct str name = without_arguments(is_new ? str_from_offset(code, 4) : code);
    if (!is_name(name))
        return;
    owner_name(place->builder, entry->level, &is_class);
    entry->name = is_new ? name : qualified(place, entry->level, name);
    entry->title = is_new ? without_arguments(code) : name;
    entry->signature = str_equal(code, entry->title) ? STR("") : code;
    if (is_new)
        entry->kind = KIND_CONSTRUCTOR;
    else if (is_call)
        entry->kind = is_class ? KIND_METHOD : KIND_FUNCTION;
    else
        entry->kind = str_find_char(name, '.', 0) < name.len ? KIND_PROPERTY : KIND_SYMBOL;
}

/* Ways to call the same function stand in headings right behind one another: what is said is under the last. */
static void share_with_overload(const struct place *place, const struct builder_entry *entry) {
    struct builder *builder = place->builder;
    const struct extraction *page = builder->page;
    uint32_t before = builder_current_index(builder), first = before;
    const struct builder_text *text = &builder->texts[before];
    bool is_overload = before > 0 && builder->open[builder->open_count - 1].level == entry->level &&
                       entry->name.len > 0 && str_equal(page->entries[before].name, entry->name) &&
                       text->text.len == 0 && text->code.len == 0;
    if (!is_overload || page->entry_count >= ENTRY_MAX_PER_PAGE)
        return;
    while (first > 0 && page->entries[first - 1].text_of == before)
        first--;
    builder_share(builder, first, (uint32_t)page->entry_count);
}

static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    struct str prefix = STR("");
    if (place_is_first(place)) {
        describe_page(place, entry);
        return VERDICT_HEAD;
    }
    /* options and variables of the environment; what has a dot in it is a property */
    if (term_classify(place->builder, place->scratch, entry) && entry->kind != KIND_SETTING)
        return VERDICT_HEAD;
    entry->kind = KIND_SECTION;
    entry->name = STR("");
    struct str code = only_code(place, entry->title, &prefix);
    if (str_is(prefix, "Class:") && code.len > 0) {
        entry->kind = KIND_CLASS;
        entry->name = entry->title = without_arguments(code);
    } else if (str_is(prefix, "Event:") && code.len > 0) {
        describe_event(place, code, entry);
    } else if (code.len > 0) {
        describe_member(place, code, entry);
        share_with_overload(place, entry);
    }
    return VERDICT_HEAD;
}

/* "Added in: v0.5.8" and "Deprecated since: v3.2.0", among changes that are of no use to a search. */
static enum verdict element(const struct place *place, struct builder_entry *entry) {
    const struct node *metadata = place->node;
    (void)entry;
    if (metadata->tag != TAG_DIV || !node_has_class(metadata, "api_metadata"))
        return VERDICT_TEXT;
    for (const struct node *node = node_next(metadata, metadata); node != NULL; node = node_next(node, metadata)) {
        if (node->tag != TAG_SPAN)
            continue;
        struct str line = profile_line(&profile_nodejs, node, place->scratch);
        if (str_starts(line, STR("Added in:")))
            builder_since(place->builder, text_version(line));
        else if (str_starts(line, STR("Deprecated since:")))
            builder_deprecated(place->builder, text_version(line));
    }
    return VERDICT_SKIP;
}

static void read_project(const struct page_view *view, struct extraction *page) {
    text_read_site(view, " | ", page);
}

const struct profile profile_nodejs = {
    .name = "nodejs",
    .detect = detect,
    .main_rules = main_rules,
    .main_rule_count = sizeof main_rules / sizeof *main_rules,
    .skip_rules = skip_rules,
    .skip_rule_count = sizeof skip_rules / sizeof *skip_rules,
    .skip_page = skip_page,
    .heading = heading,
    .element = element,
    .read_project = read_project,
};
