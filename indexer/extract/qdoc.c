/* Qt's qdoc, offline and online layout: https://doc.qt.io/qt-6/qdoc-index.html. A class page lists its members in
 * summary tables, then documents each under h3.fn[id], where span.name holds the bare name and the class stands before
 * it in the text. QML members are table rows with an id; newer versions use h3.fn for them too. */
#include "indexer/extract/profile.h"

#include "common/base/ascii.h"
#include "indexer/extract/text.h"

/* Members that share one description (a group of functions): a longer group shows it with these last ones only. */
#define MAX_GROUP 64

static const struct node_rule main_rules[] = {
    {.name = "div", .class = "mainContent"},
};

static const struct node_rule skip_rules[] = {
    {.name = "div", .class = "sidebar"},
    {.name = "div", .class = "toc"},
    {.name = "div", .class = "navigationbar"},
    {.name = "div", .class = "footer"},
    {.name = "p", .class = "naviNextPrevious"},
    {.name = "ul", .class = "c-breadcrump"},
    {.name = "ol", .class = "c-breadcrump"},
    {.name = "li", .class = "fn"},
    {.name = "table", .class = "propsummary"},
    {.name = "span", .class = "copy-to-clipboard"},
    {.name = "a", .attribute = "class", .value = "heading-anchor"},
};

static const struct node_rule name_rule = {.name = "span", .class = "name"};

/* Behind a name in a page's heading. */
static const struct {
    struct str noun;
    enum kind kind;
} page_kinds[] = {
    {{" Class", 6}, KIND_CLASS},          {{" Class Template", 15}, KIND_CLASS}, {{" Struct", 7}, KIND_STRUCT},
    {{" Namespace", 10}, KIND_NAMESPACE}, {{" QML Type", 9}, KIND_TYPE},         {{" QML Value Type", 15}, KIND_TYPE},
    {{" QML Basic Type", 15}, KIND_TYPE}, {{" Union", 6}, KIND_UNION},           {{" JavaScript Type", 16}, KIND_TYPE},
    {{" QML Module", 11}, KIND_MODULE},
};

/* At the end of a member's id. */
static const struct {
    struct str ending;
    enum kind kind;
} member_kinds[] = {
    {{"-enum", 5}, KIND_ENUM},  {{"-typedef", 8}, KIND_TYPE},  {{"-typedefx", 9}, KIND_TYPE},
    {{"-alias", 6}, KIND_TYPE}, {{"-prop", 5}, KIND_PROPERTY}, {{"-attached-prop", 14}, KIND_PROPERTY},
    {{"-var", 4}, KIND_FIELD},  {{"-signal", 7}, KIND_SIGNAL}, {{"-method", 7}, KIND_METHOD},
};

static bool detect(const struct page_view *page) {
    static const struct node_rule top = {.name = "div", .id = "qtdocheader"}, content = {.class = "mainContent"},
                                  title = {.name = "h1", .class = "title"};
    if (page->generator.len > 0)
        return false;
    for (const struct node *node = page->body->first; node != NULL; node = node->next)
        if (node_matches(node, &top))
            return true;
    const struct node *main = node_find(page->body, &content);
    return main != NULL && node_find(main, &title) != NULL;
}

static const char *skip_page(const struct page_view *page) {
    return str_ends(page_view_file(page), STR("-members.html")) ? "a list of members" : NULL;
}

/* Whether the table lists members that are documented further down: their names are bold links. A table of a property's
 * access functions or a class's header looks the same otherwise. */
static bool is_summary(const struct node *table) {
    static const struct node_rule row = {.name = "tr"}, bold = {.name = "b"};
    const struct node *first = node_find(table, &row);
    if (first == NULL)
        return false;
    const struct node *name = node_find(first, &bold);
    return name != NULL && name->first != NULL && name->first->tag == TAG_A;
}

/* A heading above nothing but such lists: "Public Functions". */
static bool heads_summary(const struct node *heading) {
    static const struct node_rule rules[] = {{.name = "table", .class = "alignedsummary"},
                                             {.name = "table", .class = "propsummary"}},
                                  inherited = {.name = "li", .class = "fn"};
    const struct node *next = node_next_element(heading);
    if (next == NULL)
        return false;
    if (str_is(next->name, "ul"))
        return node_find(next, &inherited) != NULL;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct node *table = node_matches(next, &rules[i]) ? next : next->first;
        if (table != NULL && node_matches(table, &rules[i]))
            return i == 1 || is_summary(table);
    }
    return false;
}

/* The qualified name of what the page is about: its own, or in "Obsolete Members for QString" the class's. */
static struct str owner_name(const struct place *place) {
    const struct entry *page = &place->builder->page->entries[0];
    struct str members = STR("Members for ");
    size_t at = str_find(page->title, members, 0);
    return page->name.len > 0 || at == page->title.len ? page->name : str_from_offset(page->title, at + members.len);
}

static bool is_name_char(char c) {
    return ascii_is_word(c) || c == ':';
}

/* The end of the text: "QString QMap::" -> "QMap"; empty when no "::" is there. */
static struct str scope_at_end(struct str text) {
    if (!str_ends(text, STR("::")))
        return STR("");
    text = str_head(text, text.len - 2);
    size_t start = text.len;
    while (start > 0 && is_name_char(text.ptr[start - 1]))
        start--;
    return str_from_offset(text, start);
}

/* The page says "const_iterator::" where it is about QMap::const_iterator. */
static struct str full_scope(const struct place *place, struct str scope) {
    struct str owner = owner_name(place);
    bool is_short = scope.len + 2 < owner.len && str_ends(owner, scope) &&
                    str_is(str_make(owner.ptr + owner.len - scope.len - 2, 2), "::");
    return is_short ? owner : scope;
}

/* Appends "scope.name" with the separator of the language, and returns it. */
static struct str qualify(struct str scope, const char *separator, struct str name, struct buf *scratch) {
    if (scope.len == 0)
        return name;
    size_t start = scratch->len;
    buf_add(scratch, scope);
    buf_puts(scratch, separator);
    buf_add(scratch, name);
    return str_from_offset(buf_str(scratch), start);
}

/* The next span.name of a heading and the class before it in the text. NULL when there is none. */
static const struct node *next_name(const struct node *node, const struct node *root, struct str *scope,
                                    struct buf *scratch) {
    size_t start = scratch->len;
    for (node = node_next(node, root); node != NULL; node = node_next(node, root)) {
        if (node->tag == TAG_TEXT)
            buf_add(scratch, node->text);
        else if (node_matches(node, &name_rule))
            break;
    }
    *scope = scope_at_end(str_from_offset(buf_str(scratch), start));
    return node;
}

static bool is_qml(const struct place *place) {
    return str_ends(place->builder->page->entries[0].title, STR(" Type"));
}

static struct str member_name(const struct place *place, struct str scope, const struct node *name) {
    struct str last = profile_line(&profile_qdoc, name, place->scratch);
    if (is_qml(place))
        return qualify(owner_name(place), ".", last, place->scratch);
    if (scope.len == 0 && str_ends(node_attribute(place->node, "id"), STR("-prop")))
        scope = owner_name(place);
    return qualify(full_scope(place, scope), "::", last, place->scratch);
}

/* The id's ending tells; an overload's ends with a number. */
static enum kind member_kind(const struct place *place, struct str id, struct str name, struct str scope) {
    static const struct node_rule macros = {.name = "div", .class = "macros"};
    for (size_t i = 0; i < sizeof member_kinds / sizeof *member_kinds; i++)
        if (str_ends(id, member_kinds[i].ending))
            return member_kinds[i].kind;
    if (place->node->parent != NULL && node_matches(place->node->parent, &macros))
        return KIND_MACRO;
    if (scope.len == 0 || place->builder->page->entries[0].kind == KIND_NAMESPACE)
        return KIND_FUNCTION;
    bool is_constructor = name.len > 0 && str_ends(scope, name);
    return is_constructor ? KIND_CONSTRUCTOR : KIND_METHOD;
}

/* The words in brackets before a member: "[static]", "[signal]", "[since 6.3]". */
static void read_extras(const struct place *place, struct builder_entry *entry) {
    for (const struct node *node = node_next(place->node, place->node); node != NULL;
         node = node_next(node, place->node)) {
        if (node->tag != TAG_CODE)
            continue;
        struct str words = profile_line(&profile_qdoc, node, place->scratch);
        size_t since = str_find(words, STR("since "), 0);
        if (str_find(words, STR("signal"), 0) < words.len)
            entry->kind = KIND_SIGNAL;
        if (since < words.len)
            entry->since = text_version(str_from_offset(words, since));
    }
}

/* The entry that is opened next describes the last `count` ones too. */
static void share_description(const struct place *place, uint32_t count) {
    uint32_t next = (uint32_t)place->builder->page->entry_count;
    if (next < ENTRY_MAX_PER_PAGE && count < next)
        builder_share(place->builder, next - count, next);
}

/* How many headings stand right before this one in a group that is described as a whole. What has a description of its
 * own between, as in pages that mark every member as one of a group, ends the group. */
static uint32_t group_before(const struct node *heading) {
    uint32_t count = 0;
    const struct node *node = heading->parent ? heading->parent->first : heading;
    for (size_t i = 0; node != heading && i < MAX_GROUP; node = node->next, i++) {
        bool is_between = node->tag == TAG_TEXT && str_trim(node->text).len == 0;
        if (!is_between)
            count = node_has_class(node, "fngroupitem") ? count + 1 : 0;
    }
    return node == heading ? count : 0;
}

/* "enum Qt::AlignmentFlag" and "flags Qt::Alignment" in one heading: the second name is an entry of its own. */
static void open_flags(const struct place *place, const struct node *after, const struct builder_entry *entry) {
    struct str scope;
    const struct node *name = next_name(after, place->node, &scope, place->scratch);
    if (name == NULL || scope.len == 0)
        return;
    struct builder_entry flags = *entry;
    flags.kind = KIND_TYPE;
    flags.name = flags.title = member_name(place, scope, name);
    builder_open(place->builder, &flags);
    share_description(place, 1);
}

static enum verdict member(const struct place *place, struct builder_entry *entry) {
    struct str scope;
    const struct node *name = next_name(place->node, place->node, &scope, place->scratch);
    if (name == NULL)
        return VERDICT_HEAD;
    entry->level = 2;
    entry->signature = entry->title;
    entry->name = entry->title = member_name(place, scope, name);
    entry->kind = member_kind(place, entry->anchor, profile_line(&profile_qdoc, name, place->scratch), scope);
    read_extras(place, entry);
    if (entry->title.len == 0)
        return VERDICT_SKIP;
    if (entry->kind == KIND_ENUM)
        open_flags(place, name, entry);
    if (node_has_class(place->node, "fngroupitem"))
        share_description(place, group_before(place->node));
    return VERDICT_HEAD;
}

static enum verdict page_heading(const struct place *place, struct builder_entry *entry) {
    for (size_t i = 0; i < sizeof page_kinds / sizeof *page_kinds; i++) {
        struct str title = entry->title;
        if (!str_ends(title, page_kinds[i].noun))
            continue;
        struct str name = str_head(title, title.len - page_kinds[i].noun.len);
        if (str_find_char(name, ' ', 0) < name.len)
            continue;
        entry->kind = page_kinds[i].kind;
        entry->name = name;
        const struct node *next = node_next_element(place->node);
        if (next == NULL || next->tag != TAG_SPAN)
            return VERDICT_HEAD;
        struct str line = profile_line(&profile_qdoc, next, place->scratch);
        while (str_find_char(line, ' ', 0) < line.len)
            line = str_from_offset(line, str_find_char(line, ' ', 0) + 1);
        if (str_ends(line, name))
            entry->name = line;
        return VERDICT_HEAD;
    }
    return VERDICT_HEAD;
}

static bool is_member_heading(const struct node *node) {
    return node->tag == TAG_H3 && (node_has_class(node, "fn") || node_has_class(node, "flags"));
}

/* A heading above the members, "Member Function Documentation", only groups what has its own place. */
static bool heads_members(const struct node *heading) {
    const struct node *next = node_next_element(heading);
    if (heading->tag != TAG_H2 || node_has_attribute(heading, "id") || next == NULL)
        return false;
    return is_member_heading(next) || node_has_class(next, "fngroup") || node_has_class(next, "qmlitem");
}

/* What stands under "Detailed Description" is the page's own text. */
static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    if (node->tag == TAG_H1)
        return page_heading(place, entry);
    if (is_member_heading(node))
        return member(place, entry);
    bool is_description = node->tag == TAG_H2 && str_is(entry->anchor, "details");
    if (is_description)
        builder_id(place->builder, entry->anchor);
    return is_description || heads_members(node) || heads_summary(node) ? VERDICT_SKIP : VERDICT_HEAD;
}

static struct str current_anchor(const struct place *place) {
    return place->builder->page->entries[builder_current_index(place->builder)].anchor;
}

/* A value of an enum: its place is the enum's, as it has none of its own. */
static enum verdict value(const struct place *place, struct builder_entry *entry) {
    const struct node *cell = place->node->first;
    while (cell != NULL && cell->tag == TAG_TEXT)
        cell = cell->next;
    if (cell != NULL && cell->tag == TAG_TH)
        return VERDICT_SKIP;
    if (cell == NULL || cell->tag != TAG_TD || cell->first == NULL || cell->first->tag != TAG_CODE)
        return VERDICT_TEXT;
    entry->name = entry->title = profile_line(&profile_qdoc, cell->first, place->scratch);
    entry->kind = KIND_ENUMERATOR;
    entry->anchor = current_anchor(place);
    return VERDICT_BODY;
}

/* A function that reads or writes a property, in the table under it. */
static enum verdict accessor(const struct place *place, struct builder_entry *entry) {
    const struct entry *property = &place->builder->page->entries[builder_current_index(place->builder)];
    const struct node *name = node_find(place->node, &name_rule);
    if (property->kind != KIND_PROPERTY || name == NULL)
        return VERDICT_TEXT;
    entry->name = entry->title =
        qualify(owner_name(place), is_qml(place) ? "." : "::", profile_line(&profile_qdoc, name, place->scratch),
                place->scratch);
    if (str_equal(entry->name, property->name))
        return VERDICT_TEXT;
    entry->signature = profile_line(&profile_qdoc, place->node, place->scratch);
    entry->kind = KIND_METHOD;
    entry->anchor = current_anchor(place);
    return VERDICT_BODY;
}

/* A QML member of the older layouts: <tr id="width-prop">. */
static enum verdict qml_member(const struct place *place, struct builder_entry *entry) {
    struct str scope;
    const struct node *name = next_name(place->node, place->node, &scope, place->scratch);
    if (name == NULL)
        return VERDICT_TEXT;
    entry->signature = profile_line(&profile_qdoc, place->node, place->scratch);
    entry->name = entry->title = member_name(place, scope, name);
    entry->kind = member_kind(place, entry->anchor, entry->name, owner_name(place));
    entry->level = 2;
    return VERDICT_HEAD;
}

static bool is_in_table(const struct node *row, const char *class) {
    const struct node *table = row->parent;
    if (table != NULL && table->tag != TAG_TABLE)
        table = table->parent;
    return table != NULL && table->tag == TAG_TABLE && node_has_class(table, class);
}

static enum verdict row(const struct place *place, struct builder_entry *entry) {
    if (is_in_table(place->node, "valuelist"))
        return value(place, entry);
    if (is_in_table(place->node, "alignedsummary"))
        return accessor(place, entry);
    return entry->anchor.len > 0 && is_in_table(place->node, "qmlname") ? qml_member(place, entry) : VERDICT_TEXT;
}

/* "This function was introduced in Qt 5.3.", "This enum is obsolete. It is provided ...", "This function is deprecated
 * since 6.2." */
static void read_marks(const struct place *place) {
    const struct node *first = place->node->first;
    while (first != NULL && first->tag != TAG_TEXT && first->first != NULL)
        first = first->first;
    if (first == NULL || first->tag != TAG_TEXT || !str_starts(first->text, STR("This ")))
        return;
    struct str text = first->text;
    size_t introduced = str_find(text, STR(" introduced "), 0);
    size_t deprecated = str_find(text, STR(" is deprecated since "), 0);
    if (introduced < text.len && str_find(text, STR("in Qt "), introduced) < text.len)
        builder_since(place->builder, text_version(str_from_offset(text, introduced)));
    if (deprecated < text.len)
        builder_deprecated(place->builder, text_version(str_from_offset(text, deprecated)));
    else if (str_find(text, STR(" is obsolete."), 0) < text.len)
        builder_deprecated(place->builder, STR(""));
}

/* "More..." behind the brief description, the links to the lists of members under it, and to an example's files. */
static bool is_way_on(const struct node *node) {
    if (node->tag == TAG_P)
        return node->first != NULL && node->first == node->last && node->first->first != NULL &&
               str_starts(node->first->first->text, STR("Example project @ "));
    if (node->tag == TAG_A)
        return str_is(node_attribute(node, "href"), "#details") && node->last != NULL &&
               str_ends(node->last->text, STR("..."));
    struct str target = node->first != NULL ? node_attribute(node->first, "href") : STR("");
    return str_ends(target, STR("-members.html")) || str_ends(target, STR("-obsolete.html"));
}

static enum verdict element(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    if (node->tag == TAG_TR)
        return row(place, entry);
    if (node->tag == TAG_P)
        read_marks(place);
    if ((node->tag == TAG_A || node->tag == TAG_LI || node->tag == TAG_P) && is_way_on(node))
        return VERDICT_SKIP;
    bool is_list = node->tag == TAG_TABLE && node_has_class(node, "alignedsummary") && is_summary(node);
    return is_list ? VERDICT_SKIP : VERDICT_TEXT;
}

static enum verdict term(const struct place *place, struct builder_entry *entry) {
    (void)place;
    return entry->anchor.len > 0 ? VERDICT_HEAD : VERDICT_TEXT;
}

/* "Qt 5.15.8 Reference Documentation" above every page; else behind the last bar of "QString Class | Qt Core 5.15.8".
 */
static void read_project(const struct page_view *view, struct extraction *page) {
    static const struct node_rule build = {.name = "li", .id = "buildversion"};
    const struct node *version = node_find(view->body, &build), *title = node_find_tag(view->head, TAG_TITLE);
    struct buf text;
    buf_init(&text, 4 * ENTRY_MAX_TITLE_BYTES);
    if (version != NULL)
        text_read_project(profile_line(&profile_qdoc, version, &text), page);
    buf_reset(&text);
    if (version == NULL && title != NULL) {
        struct str tail = profile_line(&profile_qdoc, title, &text), bar = STR(" | ");
        for (size_t at = str_find(tail, bar, 0); at < tail.len; at = str_find(tail, bar, 0))
            tail = str_from_offset(tail, at + bar.len);
        text_read_project(tail, page);
    }
    buf_free(&text);
}

const struct profile profile_qdoc = {
    .name = "qdoc",
    .detect = detect,
    .main_rules = main_rules,
    .main_rule_count = sizeof main_rules / sizeof *main_rules,
    .skip_rules = skip_rules,
    .skip_rule_count = sizeof skip_rules / sizeof *skip_rules,
    .skip_page = skip_page,
    .heading = heading,
    .term = term,
    .element = element,
    .read_project = read_project,
};
