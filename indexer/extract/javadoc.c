/* javadoc, JDK 7 to now: https://docs.oracle.com/en/java/javase/17/javadoc/. A class has a page; its members stand in
 * <section class="details">, before JDK 16 in <div class="details">. Markup: jdk.javadoc.internal.doclets.formats.html
 * in openjdk/jdk.
 *
 * Words on the pages are translated, so what something is comes from classes, ids, file names and Java's own keywords.
 */
#include "indexer/extract/profile.h"

#include "indexer/extract/kind_word.h"
#include "indexer/extract/symbol.h"
#include "indexer/extract/text.h"

/* Of members before JDK 16, whose elements do not enclose their descriptions. */
#define MEMBER_LEVEL 4

/* Elements that are looked at around one, at most, and nodes that are looked at to recognise a page. */
#define AROUND_MAX 12
#define DETECT_MAX_NODES 400

/* Between a list above a class's declaration and the declaration, at most. */
#define LISTS_MAX_NODES 40

static const struct node_rule main_rules[] = {
    {.name = "main"},
    {.name = "body"},
};

static const struct node_rule skip_rules[] = {
    {.name = "button"},
    {.name = "header", .attribute = "role", .value = "banner"},
    {.name = "footer"},
    {.class = "topNav"},
    {.class = "subNav"},
    {.class = "bottomNav"},
    {.class = "fixedNav"},
    {.class = "skipNav"},
    {.class = "skip-nav"},
    {.class = "sub-title"},
    {.class = "subTitle"},
    {.class = "inheritance"},
    {.class = "summary"},
    {.class = "summary-table"},
    {.class = "table-tabs"},
    {.class = "overviewSummary"},
    {.class = "caption"},
    {.class = "annotations"},
    {.class = "legalCopy"},
    {.class = "legal-copy"},
    {.class = "copy-to-clipboard"},
    {.class = "module-graph"},
    {.class = "descfrm-type-label"},
    {.class = "descfrmTypeLabel"},
    {.class = "anchor-link"},
    {.name = "noscript"},
};

static const struct node_rule contents_rules[] = {
    {.class = "summary-table"},
    {.class = "overviewSummary"},
    {.class = "typeSummary"},
};

static const struct node_rule name_rule = {.class = "element-name"};
static const struct node_rule old_name_rule = {.class = "typeNameLabel"};
static const struct node_rule signature_rule = {.class = "member-signature"};
static const struct node_rule annotations_rule = {.class = "annotations"};
static const struct node_rule details_rule = {.class = "details"};
static const struct node_rule description_rule = {.class = "description"};
static const struct node_rule ancestors_rule = {.class = "inheritance"};

/* Pages that are lists of what other pages hold, by file name. */
static const char *const lists[] = {
    "allclasses.html",        "allclasses-frame.html", "allclasses-noframe.html", "allclasses-index.html",
    "allpackages-index.html", "constant-values.html",  "deprecated-list.html",    "external-specs.html",
    "help-doc.html",          "index-all.html",        "module-frame.html",       "module-overview-frame.html",
    "module-type-frame.html", "new-list.html",         "overview-frame.html",     "overview-tree.html",
    "package-frame.html",     "package-tree.html",     "package-use.html",        "preview-list.html",
    "restricted-list.html",   "search.html",           "search-tags.html",        "serialized-form.html",
    "system-properties.html",
};

/* Folders of such pages. */
static const char *const list_folders[] = {"class-use/", "index-files/"};

/* What the members of a group are: classes of the element around them, or before JDK 16 the group's anchor. */
static const struct {
    const char *class, *anchor;
    enum kind kind;
} groups[] = {
    {"constructor-details", "constructor", KIND_CONSTRUCTOR},
    {"method-details", "method", KIND_METHOD},
    {"field-details", "field", KIND_FIELD},
    {"constant-details", "enum", KIND_ENUMERATOR},
    {"property-details", "property", KIND_PROPERTY},
    {"member-details", "annotation", KIND_METHOD},
};

/* Keywords of a declaration, in the order in which they decide. */
static const struct kind_word class_words[] = {
    {"@interface", KIND_ANNOTATION}, {"interface", KIND_INTERFACE}, {"enum", KIND_ENUM},
    {"record", KIND_RECORD},         {"class", KIND_CLASS},         {NULL, KIND_COUNT},
};

/* Before JDK 13 the generator is named in a comment only: its navigation bar and its style sheet's title tell. */
static bool has_old_marks(const struct page_view *page) {
    static const struct node_rule sheet = {.name = "link", .attribute = "title", .value = "Style"};
    static const struct node_rule bar = {.class = "topNav"};
    if (node_find(page->head, &sheet) == NULL)
        return false;
    const struct node *node = page->body;
    for (int i = 0; node != NULL && i < DETECT_MAX_NODES; i++, node = node_next(node, page->body))
        if (node->tag != TAG_TEXT && node_matches(node, &bar))
            return true;
    return false;
}

static bool detect(const struct page_view *page) {
    if (page->generator.len > 0)
        return str_starts(page->generator, STR("javadoc/"));
    return has_old_marks(page);
}

static bool is_list_page(struct str file) {
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (str_is(file, lists[i]))
            return true;
    return false;
}

static bool is_in_folder(struct str path, struct str folder) {
    size_t at = str_find(path, folder, 0);
    return at < path.len && (at == 0 || path.ptr[at - 1] == '/');
}

static const char *skip_page(const struct page_view *page) {
    static const struct node_rule frames = {.name = "frameset"};
    struct str name = page_view_file(page);
    if (is_list_page(name))
        return "a list of what other pages hold";
    for (size_t i = 0; i < sizeof list_folders / sizeof *list_folders; i++)
        if (is_in_folder(page->path, str_from(list_folders[i])))
            return "a list of what other pages hold";
    if (str_ends(page->generator, STR("/IndexRedirectWriter")))
        return "only redirects";
    return str_is(name, "index.html") && node_find(page->root, &frames) != NULL ? "a page of frames" : NULL;
}

/* "declaration: module: java.base, package: java.util, class: Map" -> "java.util". */
static struct str package_from_description(const struct page_view *page) {
    for (const struct node *node = node_next(page->head, page->head); node != NULL;
         node = node_next(node, page->head)) {
        if (node->tag != TAG_META || !str_is(node_attribute(node, "name"), "description"))
            continue;
        struct str content = node_attribute(node, "content");
        struct str label = STR("package: ");
        struct str name = str_from_offset(content, str_find(content, label, 0) + label.len);
        return str_head(name, str_find_char(name, ',', 0));
    }
    return STR("");
}

/* Above the heading stands "Module java.base", "Package java.util", or before JDK 9 only "java.util": the last one. */
static struct str package_above(const struct node *heading, struct buf *scratch) {
    const struct node *last = NULL;
    for (const struct node *node = heading->parent->first; node != heading; node = node->next)
        if (node->tag == TAG_DIV && (node_has_class(node, "subTitle") || node_has_class(node, "sub-title")))
            last = node;
    if (last == NULL)
        return STR("");
    const struct node *link = node_find_tag(last, TAG_A);
    return profile_line(&profile_javadoc, link ? link : last, scratch);
}

static struct str last_word(struct str line) {
    for (size_t i = line.len; i > 0; i--)
        if (line.ptr[i - 1] == ' ')
            return str_from_offset(line, i);
    return line;
}

static bool is_summary_of(struct str file, const char *what) {
    return str_starts(file, str_from(what)) && str_ends(file, STR("-summary.html"));
}

/* The file of a class is called as the class, with a nested class behind the one around it: "Map.Entry.html". */
static struct str class_name(const struct place *place) {
    struct str file = page_view_file(place->page);
    struct str name = str_head(file, str_find(file, STR(".html"), 0));
    struct str package = package_from_description(place->page);
    if (package.len == 0)
        package = package_above(place->node, place->scratch);
    return symbol_join(package, ".", name, place->scratch);
}

/* Pages with files of their own and overviews are headed by prose; classes say in their declaration what they are. */
static enum verdict open_page(const struct place *place, struct builder_entry *entry) {
    struct str file = page_view_file(place->page);
    struct str line = profile_line(&profile_javadoc, place->node, place->scratch);
    entry->level = 1;
    entry->title = line;
    bool is_package = is_summary_of(file, "package"), is_module = is_summary_of(file, "module");
    bool is_overview = is_summary_of(file, "overview") || str_is(file, "index.html") ||
                       is_in_folder(place->page->path, STR("doc-files/"));
    if (is_package || is_module) {
        entry->kind = is_package ? KIND_PACKAGE : KIND_MODULE;
        entry->name = entry->title = last_word(line);
    } else if (!is_overview) {
        entry->kind = KIND_CLASS;
        entry->name = class_name(place);
        entry->title = entry->name.len > 0 ? entry->name : line;
    }
    entry->anchor = STR("");
    return VERDICT_HEAD;
}

/* Whether the classes above it, which stand one inside another, hold the one that all exceptions extend. */
static bool is_exception(const struct page_view *page) {
    const struct node *tree = node_find(page->body, &ancestors_rule);
    struct buf line;
    buf_init(&line, (size_t)16 << 10);
    if (tree != NULL)
        node_write_text(tree, NULL, 0, &line);
    bool found = str_find(buf_str(&line), STR("java.lang.Throwable"), 0) < line.len;
    buf_free(&line);
    return found;
}

static enum kind class_kind(const struct place *place, struct str modifiers) {
    /* Keywords of a declaration stand between spaces, as classes of an element do. */
    enum kind kind = kind_word_of(class_words, modifiers, str_has_word);
    if (kind == KIND_COUNT)
        return place_page_entry(place)->kind;
    return kind == KIND_CLASS && is_exception(place->page) ? KIND_EXCEPTION : kind;
}

/* "public final class Duration extends Object": the declaration of what the page is about. */
static enum verdict read_declaration(const struct place *place, const struct node_rule *name_rule_used) {
    if (place_page_entry(place)->signature.len > 0)
        return VERDICT_SKIP;
    struct str line = profile_line(&profile_javadoc, place->node, place->scratch);
    const struct node *label = node_find(place->node, name_rule_used);
    struct str name = label ? profile_line(&profile_javadoc, label, place->scratch) : STR("");
    struct str before = str_head(line, str_find(line, name, 0));
    builder_describe_page(place->builder, &(struct builder_entry){
                                              .kind = class_kind(place, before),
                                              .signature = line,
                                          });
    return VERDICT_SKIP;
}

/* @Deprecated(since="9") -> "9". */
static struct str deprecated_since(const struct node *around, struct buf *scratch) {
    const struct node *annotations = node_find(around, &annotations_rule);
    if (annotations == NULL)
        return STR("");
    struct str line = profile_line(&profile_javadoc, annotations, scratch);
    struct str label = STR("since=\"");
    struct str version = str_from_offset(line, str_find(line, label, 0) + label.len);
    return str_head(version, str_find_char(version, '"', 0));
}

static bool is_deprecated_already(const struct place *place) {
    return place->builder->page->entries[builder_current_index(place->builder)].deprecated.len > 0;
}

static bool is_deprecation(const struct node *node) {
    return node_has_class(node, "deprecation-block") || node_has_class(node, "deprecationBlock") ||
           node_has_class(node, "deprecatedLabel");
}

/* What a member is, from the group it stands in. */
static enum kind member_kind(const struct node *member) {
    const struct node *node = member->parent;
    for (int i = 0; node != NULL && i < AROUND_MAX; i++, node = node->parent) {
        const struct node *first = node->tag == TAG_LI ? node_first_element(node) : NULL;
        struct str id = first && first->tag == TAG_A ? node_attribute(first, "id") : STR("");
        if (first != NULL && first->tag == TAG_A && id.len == 0)
            id = node_attribute(first, "name");
        for (size_t group = 0; group < sizeof groups / sizeof *groups; group++)
            if (node_has_class(node, groups[group].class) ||
                (str_starts(id, str_from(groups[group].anchor)) && str_ends(id, STR("detail"))))
                return groups[group].kind;
    }
    return KIND_METHOD;
}

static void name_member(const struct place *place, struct str name, struct builder_entry *entry) {
    entry->kind = member_kind(place->node);
    if (entry->kind == KIND_FIELD && str_find(entry->signature, STR("static final "), 0) < entry->signature.len)
        entry->kind = KIND_CONSTANT;
    entry->name = entry->title = symbol_join(place_page_entry(place)->name, ".", name, place->scratch);
}

/* From JDK 16 on: the element holds all that is said of the member. */
static enum verdict open_member(const struct place *place, struct builder_entry *entry) {
    const struct node *signature = node_find(place->node, &signature_rule);
    const struct node *name = signature ? node_find(signature, &name_rule) : NULL;
    if (name == NULL || entry->anchor.len == 0)
        return VERDICT_TEXT;
    entry->signature = profile_line(&profile_javadoc, signature, place->scratch);
    name_member(place, profile_line(&profile_javadoc, name, place->scratch), entry);
    return VERDICT_BODY;
}

static bool is_old_signature(const struct node *node) {
    return node->tag == TAG_PRE || node_has_class(node, "memberSignature");
}

/* Before JDK 16: <h4> with the name, its anchor somewhere before it, and then the declaration. */
static enum verdict open_old_member(const struct place *place, struct builder_entry *entry) {
    const struct node *next = node_next_element(place->node);
    if (next == NULL || !is_old_signature(next)) {
        builder_close(place->builder, 1);
        return VERDICT_SKIP;
    }
    entry->level = MEMBER_LEVEL;
    entry->signature = profile_line(&profile_javadoc, next, place->scratch);
    name_member(place, profile_line(&profile_javadoc, place->node, place->scratch), entry);
    return VERDICT_HEAD;
}

/* The declaration right behind an old member's heading is its signature already. */
static bool follows_member_heading(const struct place *place) {
    const struct node *first = place->node->parent ? node_first_element(place->node->parent) : NULL;
    return first != NULL && node_heading_level(first) > 0 && node_next_element(first) == place->node &&
           node_around(place->node, &details_rule, AROUND_MAX) != NULL;
}

/* Headings directly in a group or member are the generator's; those in a description, in <div class="block">, are the
 * author's. A member's description stays in one piece. */
static bool is_in_description(const struct node *node) {
    static const struct node_rule block = {.class = "block"};
    return node_around(node, &block, AROUND_MAX) != NULL;
}

static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    if (entry->title.len == 0)
        return VERDICT_SKIP;
    if (place_page_entry(place)->title.len == 0 && (entry->level == 1 || node_has_class(node, "title")))
        return open_page(place, entry);
    if (node_around(node, &details_rule, AROUND_MAX) == NULL)
        return VERDICT_HEAD;
    if (is_in_description(node)) {
        builder_id(place->builder, entry->anchor);
        return VERDICT_TEXT;
    }
    if (node_has_class(node->parent, "detail") && node_find(node->parent, &signature_rule) != NULL)
        return VERDICT_SKIP;
    return open_old_member(place, entry);
}

/* Lists of what a class implements and what extends it, above its declaration: links only. What says more, such as
 * the meaning of type parameters, stays. */
static bool is_link_list(const struct node *list) {
    for (const struct node *node = node_next(list, list); node != NULL;) {
        bool is_left_out = node->tag == TAG_CODE || node->tag == TAG_DT || node->tag == TAG_A;
        for (size_t i = 0; node->tag == TAG_TEXT && i < node->text.len; i++)
            if (str_find_char(STR(" \t\r\n,"), node->text.ptr[i], 0) == 5)
                return false;
        node = is_left_out ? node_after(node, list) : node_next(node, list);
    }
    return true;
}

static bool is_before_declaration(const struct node *list) {
    const struct node *node = list->next;
    for (int i = 0; node != NULL && i < LISTS_MAX_NODES; i++, node = node->next)
        if (node->tag == TAG_PRE || node_has_class(node, "type-signature"))
            return true;
    return false;
}

/* {@index} and {@systemProperty}: the word is a target of its own. */
static void add_index_word(const struct place *place) {
    struct str line = profile_line(&profile_javadoc, place->node, place->scratch);
    const struct builder_entry word = {
        .kind = KIND_TERM,
        .level = BUILDER_SYMBOL_LEVEL,
        .anchor = node_attribute(place->node, "id"),
        .title = line,
        .name = STR(""),
        .signature = STR(""),
    };
    if (line.len > 0 && word.anchor.len > 0)
        builder_declare(place->builder, &word);
}

/* What is noted at the end of a description is about all of it, not about its last section. */
static void leave_sections(const struct place *place) {
    static const char *const descriptions[] = {"class-description", "package-description", "module-description"};
    bool is_at_end = node_around(place->node, &description_rule, 3) != NULL && !is_in_description(place->node);
    for (size_t i = 0; i < sizeof descriptions / sizeof *descriptions; i++)
        if (node_has_class(place->node, "notes") && node_has_class(place->node->parent, descriptions[i]))
            is_at_end = true;
    if (is_at_end)
        builder_close(place->builder, 1);
}

static enum verdict list(const struct place *place) {
    leave_sections(place);
    return is_before_declaration(place->node) && is_link_list(place->node) ? VERDICT_SKIP : VERDICT_TEXT;
}

static bool is_old_declaration(const struct place *place) {
    return place->node->tag == TAG_PRE && place_page_entry(place)->signature.len == 0 &&
           node_find(place->node, &old_name_rule) != NULL &&
           node_around(place->node, &description_rule, AROUND_MAX) != NULL;
}

static enum verdict block(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    if (node->tag == TAG_SECTION && node_has_class(node, "detail"))
        return open_member(place, entry);
    if (node_has_class(node, "type-signature"))
        return read_declaration(place, &name_rule);
    if (node_has_class(node, "member-signature") || node_has_class(node, "package-signature") ||
        node_has_class(node, "module-signature"))
        return VERDICT_SKIP;
    if (node_has_class(node, "search-tag-result") || node_has_class(node, "searchTagResult"))
        add_index_word(place);
    if (is_deprecation(node) && !is_deprecated_already(place))
        builder_deprecated(place->builder, deprecated_since(node->parent, place->scratch));
    return VERDICT_TEXT;
}

/* "Serialized Form", "Constant Field Values": to pages that are left out. */
static bool is_link_to_list(const struct node *link) {
    struct str href = node_attribute(link, "href");
    href = str_head(href, str_find_char(href, '#', 0));
    return href.len > 0 && is_list_page(text_after_last(href, STR("/")));
}

static enum verdict element(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    if (node->tag == TAG_DL)
        return list(place);
    if (is_old_declaration(place))
        return read_declaration(place, &old_name_rule);
    if (is_old_signature(node) && follows_member_heading(place))
        return VERDICT_SKIP;
    bool is_alone = node->parent != NULL && node->parent->first == node && node->parent->last == node;
    if (node->tag == TAG_A && is_alone && is_link_to_list(node))
        return VERDICT_SKIP;
    bool may_mean = node->tag == TAG_SECTION || node->tag == TAG_DIV || node->tag == TAG_SPAN || node->tag == TAG_A;
    bool is_marked = may_mean || str_is(node->name, "dfn");
    return is_marked && node->attribute_count > 0 ? block(place, entry) : VERDICT_TEXT;
}

static bool says_something(const struct node *description) {
    for (const struct node *node = node_next(description, description); node != NULL;) {
        if (node->tag == TAG_TEXT && str_trim(node->text).len > 0)
            return true;
        bool is_left_out = node->tag != TAG_TEXT &&
                           (profile_skips(&profile_javadoc, node) || (node->tag == TAG_A && is_link_to_list(node)));
        node = is_left_out ? node_after(node, description) : node_next(node, description);
    }
    return false;
}

/* "toString in class Object" under "Overrides:": first a link to the member's namesake. */
static bool is_about_namesake(const struct place *place, const struct node *description) {
    const struct builder *builder = place->builder;
    const struct node *code = node_first_element(description);
    const struct node *link = code != NULL && code->tag == TAG_CODE ? node_first_element(code) : NULL;
    if (link == NULL || link->tag != TAG_A || builder->open_count < 2)
        return false;
    struct str name = builder->page->entries[builder_current_index(builder)].name;
    return str_equal(profile_line(&profile_javadoc, link, place->scratch), text_after_last(name, STR(".")));
}

/* What the generator adds under a description: left out where it only leads elsewhere, or is kept as a mark. */
static bool is_left_out(const struct place *place, struct str title, const struct node *description) {
    if (!says_something(description) || is_about_namesake(place, description))
        return true;
    if (!str_is(title, "Since:"))
        return false;
    builder_since(place->builder, profile_line(&profile_javadoc, description, place->scratch));
    return true;
}

/* Before JDK 16 the generator's lists have no class. Lists of the author's may have ids. */
static enum verdict term(const struct place *place, struct builder_entry *entry) {
    const struct node *next = node_next_element(place->node);
    bool is_notes = node_has_class(place->list, "notes") || !is_in_description(place->list);
    if (is_notes && next != NULL && next->tag == TAG_DD && is_left_out(place, entry->title, next))
        return VERDICT_SKIP;
    return entry->anchor.len > 0 && !node_has_class(place->list, "notes") ? VERDICT_HEAD : VERDICT_TEXT;
}

/* "Map (Java SE 17 & JDK 17)": the project's name stands in brackets at the end. */
static void read_project(const struct page_view *view, struct extraction *page) {
    const struct node *title = node_find_tag(view->head, TAG_TITLE);
    struct buf text;
    buf_init(&text, 4 * ENTRY_MAX_TITLE_BYTES);
    struct str line = title ? profile_line(&profile_javadoc, title, &text) : STR("");
    size_t open = str_find_char(line, '(', 0);
    if (open < line.len && str_ends(line, STR(")")))
        text_read_project(str_make(line.ptr + open + 1, line.len - open - 2), page);
    buf_free(&text);
}

const struct profile profile_javadoc = {
    .name = "javadoc",
    .detect = detect,
    .main_rules = main_rules,
    .main_rule_count = sizeof main_rules / sizeof *main_rules,
    .skip_rules = skip_rules,
    .skip_rule_count = sizeof skip_rules / sizeof *skip_rules,
    .contents_rules = contents_rules,
    .contents_rule_count = sizeof contents_rules / sizeof *contents_rules,
    .skip_page = skip_page,
    .heading = heading,
    .term = term,
    .element = element,
    .read_project = read_project,
};
