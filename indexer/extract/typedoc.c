/* TypeDoc: https://typedoc.org/. Each exported thing has a page in a folder that says what it is ("classes/"), members
 * are section.tsd-member. Markup: src/lib/output/themes/default in TypeStrong/typedoc. */
#include "indexer/extract/profile.h"

#include "common/base/utf8.h"
#include "indexer/extract/kind_word.h"
#include "indexer/extract/symbol.h"
#include "indexer/extract/text.h"

#define AROUND_MAX 12
#define DETECT_MAX_NODES 60

/* Until 0.22 the page's heading stood outside the column of the content. */
static const struct node_rule main_rules[] = {
    {.name = "body"},
};

static const struct node_rule skip_rules[] = {
    {.name = "button"},           {.class = "tsd-page-toolbar"},     {.class = "col-sidebar"},
    {.class = "col-menu"},        {.class = "tsd-breadcrumb"},       {.class = "tsd-sources"},
    {.class = "tsd-index-group"}, {.class = "tsd-index-panel"},      {.class = "tsd-anchor-icon"},
    {.class = "tsd-generator"},   {.class = "tsd-legend"},           {.class = "tsd-flag"},
    {.class = "tsd-tag"},         {.class = "tsd-member-summaries"}, {.class = "overlay"},
    {.name = "footer"},
};

static const struct node_rule member_rule = {.name = "section", .class = "tsd-member"};
static const struct node_rule signature_rule = {.class = "tsd-signature"};
static const struct node_rule group_rule = {.class = "tsd-panel-group"};
static const struct node_rule prose_rule = {.class = "tsd-typography"};
static const struct node_rule breadcrumb_rule = {.class = "tsd-breadcrumb"};

/* Folders of pages. */
static const struct kind_word folders[] = {
    {"classes", KIND_CLASS},     {"interfaces", KIND_INTERFACE}, {"functions", KIND_FUNCTION},
    {"types", KIND_TYPE},        {"enums", KIND_ENUM},           {"variables", KIND_VARIABLE},
    {"modules", KIND_NAMESPACE}, {"namespaces", KIND_NAMESPACE}, {NULL, KIND_COUNT},
};

/* Classes "tsd-kind-..." of members, or since 0.25 of the words in their signatures. */
static const struct kind_word member_kinds[] = {
    {"tsd-kind-constructor", KIND_CONSTRUCTOR},
    {"tsd-kind-constructor-signature", KIND_CONSTRUCTOR},
    {"tsd-kind-method", KIND_METHOD},
    {"tsd-kind-call-signature", KIND_METHOD},
    {"tsd-kind-function", KIND_FUNCTION},
    {"tsd-kind-accessor", KIND_PROPERTY},
    {"tsd-kind-get-signature", KIND_PROPERTY},
    {"tsd-kind-set-signature", KIND_PROPERTY},
    {"tsd-kind-property", KIND_PROPERTY},
    {"tsd-kind-enum-member", KIND_ENUMERATOR},
    {"tsd-kind-variable", KIND_VARIABLE},
    {"tsd-kind-type-alias", KIND_TYPE},
    {NULL, KIND_COUNT},
};

static bool has_script(const struct page_view *page, const char *id) {
    const struct node_rule script = {.name = "script", .id = id};
    return node_find(page->head, &script) != NULL;
}

static bool detect(const struct page_view *page) {
    static const struct node_rule bar = {.class = "tsd-page-toolbar"};
    if (has_script(page, "tsd-search-script"))
        return true;
    const struct node *node = page->body;
    for (int i = 0; node != NULL && i < DETECT_MAX_NODES; i++, node = node_next(node, page->body))
        if (node->tag != TAG_TEXT && node_matches(node, &bar))
            return true;
    return false;
}

static const char *skip_page(const struct page_view *page) {
    return str_is(page_view_file(page), "hierarchy.html") ? "a list of all classes" : NULL;
}

/* The folder right above the file. */
static struct str folder_of(const struct page_view *page) {
    struct str above = str_head(page->path, page->path.len - page_view_file(page).len);
    above = str_head(above, above.len > 0 ? above.len - 1 : 0);
    for (size_t slash = str_find_char(above, '/', 0); slash < above.len; slash = str_find_char(above, '/', 0))
        above = str_from_offset(above, slash + 1);
    return above;
}

static enum kind page_kind(const struct page_view *page) {
    struct str folder = folder_of(page);
    enum kind kind = kind_word_of(folders, folder, str_equal);
    return kind != KIND_COUNT ? kind : KIND_SECTION;
}

static bool is_start_page(struct str href) {
    return str_ends(href, STR("modules.html")) || str_ends(href, STR("index.html"));
}

/* The breadcrumbs name the modules and namespaces around the symbol, and the symbol, perhaps the project before it. */
static struct str page_name(const struct place *place) {
    const struct node *crumbs = node_find(place->page->body, &breadcrumb_rule);
    struct str name = STR("");
    if (crumbs != NULL)
        for (const struct node *node = node_next(crumbs, crumbs); node != NULL; node = node_next(node, crumbs))
            if (node->tag == TAG_A && !is_start_page(node_attribute(node, "href")))
                name = symbol_join(name, ".", profile_line(&profile_typedoc, node, place->scratch), place->scratch);
    struct str file = page_view_file(place->page);
    return name.len > 0 ? name : str_head(file, str_find(file, STR(".html"), 0));
}

static enum verdict open_page(const struct place *place, struct builder_entry *entry) {
    entry->kind = page_kind(place->page);
    struct str name = entry->kind != KIND_SECTION ? page_name(place) : STR("");
    if (name.len > 0)
        entry->name = entry->title = name;
    entry->anchor = STR("");
    return VERDICT_HEAD;
}

static enum kind kind_of_class(const struct node *node) {
    return kind_word_of(member_kinds, node_attribute(node, "class"), str_has_word);
}

static enum kind member_kind(const struct place *place, const struct node *signature) {
    enum kind kind = kind_of_class(place->node);
    for (const struct node *node = signature; node != NULL && kind == KIND_COUNT; node = node_next(node, signature))
        if (node->tag != TAG_TEXT)
            kind = kind_of_class(node);
    bool is_inside_type =
        place_page_entry(place)->kind == KIND_CLASS || place_page_entry(place)->kind == KIND_INTERFACE;
    if (kind == KIND_METHOD && !is_inside_type)
        return KIND_FUNCTION;
    return kind == KIND_COUNT ? KIND_SYMBOL : kind;
}

/* The member's id stands on its heading, its own element, or a link of its own before the heading. */
static struct str member_anchor(const struct node *member, const struct node *heading) {
    static const struct node_rule link = {.name = "a", .class = "tsd-anchor"};
    struct str id = node_attribute(heading, "id");
    if (id.len == 0)
        id = node_attribute(member, "id");
    const struct node *anchor = id.len == 0 ? node_find(member, &link) : NULL;
    if (anchor == NULL)
        return id;
    id = node_attribute(anchor, "id");
    return id.len > 0 ? id : node_attribute(anchor, "name");
}

static enum verdict open_member(const struct place *place, struct builder_entry *entry) {
    const struct node *heading = node_find_tag(place->node, TAG_H3);
    struct str name = heading ? profile_line(&profile_typedoc, heading, place->scratch) : STR("");
    if (name.len == 0)
        return VERDICT_TEXT;
    const struct node *signature = node_find(place->node, &signature_rule);
    entry->kind = member_kind(place, signature);
    entry->anchor = member_anchor(place->node, heading);
    if (signature != NULL)
        entry->signature = profile_line(&profile_typedoc, signature, place->scratch);
    entry->name = entry->title = symbol_join(place_page_entry(place)->name, ".", name, place->scratch);
    return VERDICT_BODY;
}

/* The first signature is the entry's; those of overloads stay in the text. */
static enum verdict signature(const struct place *place) {
    const struct entry *current = &place->builder->page->entries[builder_current_index(place->builder)];
    struct str line = profile_line(&profile_typedoc, place->node, place->scratch);
    if (node_around(place->node, &member_rule, AROUND_MAX) != NULL)
        return str_equal(utf8_head(line, ENTRY_MAX_SIGNATURE_BYTES), current->signature) ? VERDICT_SKIP : VERDICT_TEXT;
    if (place_page_entry(place)->signature.len > 0 || place_page_entry(place)->name.len == 0)
        return VERDICT_TEXT;
    bool has_members = place_page_entry(place)->kind == KIND_INTERFACE;
    builder_describe_page(place->builder,
                          &(struct builder_entry){
                              .kind = place_page_entry(place)->kind,
                              .signature = has_members ? str_head(line, str_find(line, STR(" {"), 0)) : line,
                          });
    return VERDICT_SKIP;
}

static bool is_of_tag(const struct node *node) {
    return node->parent != NULL && str_starts(node_attribute(node->parent, "class"), STR("tsd-tag-"));
}

/* Headings of groups of members divide the page; those that the generator puts above parameters and the like, and all
 * inside a member, are text; those of the author's are sections. */
static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    if (entry->level == 1 && place_page_entry(place)->title.len == 0 && entry->title.len > 0)
        return open_page(place, entry);
    const struct node *member = node_around(node, &member_rule, AROUND_MAX);
    if (member != NULL && node->tag == TAG_H3 && node->parent == member)
        return VERDICT_SKIP;
    bool is_prose = node_around(node, &prose_rule, AROUND_MAX) != NULL;
    if (member == NULL && is_prose && !is_of_tag(node))
        return VERDICT_HEAD;
    if (member == NULL && !is_prose)
        builder_close(place->builder, 1);
    if (member == NULL && !is_prose && node_around(node, &group_rule, AROUND_MAX) != NULL)
        return VERDICT_SKIP;
    builder_id(place->builder, entry->anchor);
    return VERDICT_TEXT;
}

/* Tags stand behind the description: they are about all of it, not about its last section. */
static void read_tag(const struct place *place) {
    if (node_around(place->node, &member_rule, AROUND_MAX) == NULL)
        builder_close(place->builder, 1);
    if (node_has_class(place->node, "tsd-tag-deprecated"))
        builder_deprecated(place->builder, STR(""));
    if (node_has_class(place->node, "tsd-tag-since"))
        builder_since(place->builder, text_version(profile_line(&profile_typedoc, place->node, place->scratch)));
}

static enum verdict element(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    if (node->tag == TAG_SECTION && node_matches(node, &member_rule))
        return open_member(place, entry);
    if (node->tag != TAG_DIV && node->tag != TAG_LI)
        return VERDICT_TEXT;
    if (node_matches(node, &signature_rule))
        return signature(place);
    if (str_starts(node_attribute(node, "class"), STR("tsd-tag-")))
        read_tag(place);
    return VERDICT_TEXT;
}

static enum verdict term(const struct place *place, struct builder_entry *entry) {
    (void)place;
    return entry->anchor.len > 0 ? VERDICT_HEAD : VERDICT_TEXT;
}

/* "Circle | Shapes - v1.0.0". */
static void read_project(const struct page_view *view, struct extraction *page) {
    const struct node *title = node_find_tag(view->head, TAG_TITLE);
    struct buf text;
    buf_init(&text, 4 * ENTRY_MAX_TITLE_BYTES);
    struct str line = title ? profile_line(&profile_typedoc, title, &text) : STR(""), bar = STR(" | ");
    for (size_t at = str_find(line, bar, 0); at < line.len; at = str_find(line, bar, 0))
        line = str_from_offset(line, at + bar.len);
    struct str before_version = STR(" - v");
    size_t at = str_find(line, before_version, 0);
    page->project = arena_copy(&page->arena, str_head(line, at));
    page->version = arena_copy(&page->arena, text_version(str_from_offset(line, at)));
    buf_free(&text);
}

const struct profile profile_typedoc = {
    .name = "typedoc",
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
