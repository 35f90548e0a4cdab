/* Manual pages as HTML: mandoc (https://man.openbsd.org/mandoc.1#HTML_Output), man7.org, and groff -Thtml. A page is
 * what its NAME section says, "open, creat - open a file"; the section number tells commands from functions. */
#include "indexer/extract/profile.h"

#include "common/base/ascii.h"
#include "indexer/extract/man_text.h"
#include "indexer/extract/text.h"

#define MAX_NAMES 64
#define MAX_TERM_BYTES 120

/* Where groff sets the text of a section, in percent of the width. */
#define SECTION_MARGIN 11

/* What is near the top of a page, in nodes. */
#define TOP_NODES 500

static const struct node_rule main_rules[] = {
    {.class = "manual-text"},
    {.name = "body"},
};

static const struct node_rule skip_rules[] = {
    {.class = "head"},      {.class = "foot"},
    {.class = "page-top"},  {.class = "nav-bar"},
    {.class = "sec-table"}, {.class = "footer"},
    {.name = "form"},       {.name = "a", .attribute = "href", .value = "#top_of_page"},
};

static const struct node_rule manual_text = {.class = "manual-text"};
static const struct node_rule top_of_page = {.name = "a", .attribute = "id", .value = "top_of_page"};

static bool is_groff(const struct page_view *page) {
    return str_starts(page->generator, STR("groff "));
}

/* The first element near the top of the page that the rule matches, or NULL. */
static const struct node *find_near_top(const struct page_view *page, const struct node_rule *rule) {
    const struct node *node = page->body;
    for (size_t i = 0; node != NULL && i < TOP_NODES; i++, node = node_next(node, page->body))
        if (node->tag != TAG_TEXT && node_matches(node, rule))
            return node;
    return NULL;
}

static bool detect(const struct page_view *page) {
    if (page->generator.len > 0)
        return is_groff(page);
    return find_near_top(page, &manual_text) != NULL || find_near_top(page, &top_of_page) != NULL;
}

/* "open(2)" and "open.2.html" -> "2"; empty when there is none. */
static struct str section_of(const struct page_view *page, struct str title) {
    size_t open = str_find_char(title, '(', 0);
    if (open < title.len && str_ends(title, STR(")")))
        return str_make(title.ptr + open + 1, title.len - open - 2);
    struct str file = page_view_file(page), html = STR(".html");
    file = str_ends(file, html) ? str_head(file, file.len - html.len) : file;
    size_t dot = file.len;
    while (dot > 0 && file.ptr[dot - 1] != '.')
        dot--;
    bool has_section = dot > 0 && dot < file.len && ascii_is_digit(file.ptr[dot]);
    return has_section ? str_from_offset(file, dot) : STR("");
}

/* Commands are in sections 1, 6 and 8, functions in 2 and 3; what the others describe has no kind of its own. */
static enum kind kind_of(struct str section) {
    switch (section.len > 0 ? section.ptr[0] : '\0') {
    case '1':
    case '6':
    case '8': return KIND_COMMAND;
    case '2':
    case '3': return KIND_FUNCTION;
    default: return KIND_PAGE;
    }
}

static struct str title_before_dash(struct str line) {
    return str_trim(str_head(line, str_find(line, STR(" \xE2\x80\x94 "), 0)));
}

/* The title above the page, "OPEN(2)": in its header line, or in an h1 ("open(2) - Linux manual page"). */
static struct str head_title(const struct place *place) {
    static const struct node_rule head = {.class = "head-ltitle"}, heading = {.name = "h1"};
    const struct node *node = find_near_top(place->page, &head);
    if (node == NULL)
        node = find_near_top(place->page, &heading);
    struct str line = node != NULL ? profile_line(&profile_man, node, place->scratch) : STR("");
    return title_before_dash(line);
}

/* Names before the dash: "open, creat - open a file". */
static size_t read_names(struct str line, struct str names[]) {
    static const struct str dashes[] = {{" - ", 3}, {" -- ", 4}, {" \xE2\x80\x94 ", 5}, {" \xE2\x80\x93 ", 5}};
    size_t end = line.len, count = 0;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        size_t at = str_find(line, dashes[i], 0);
        end = at < end ? at : end;
    }
    struct str rest = end < line.len ? str_head(line, end) : STR(""), name;
    while (count < MAX_NAMES && str_split(&rest, ',', &name)) {
        name = str_trim(name);
        if (name.len == 0 || str_find_char(name, ' ', 0) < name.len)
            break;
        names[count++] = name;
    }
    return count;
}

/* "git-log" and section "1" -> "git-log(1)". */
static struct str write_title(struct str name, struct str section, struct buf *scratch) {
    size_t start = scratch->len;
    buf_add(scratch, name);
    if (section.len > 0 && str_find_char(name, '(', 0) == name.len)
        buf_addf(scratch, "(%.*s)", STR_ARG(section));
    return str_from_offset(buf_str(scratch), start);
}

/* Says what the page is; the header line has the name in capitals where the NAME section has it as it is typed. */
static void read_page_name(const struct place *place) {
    const struct node *line = node_next_element(place->node);
    struct str head = head_title(place), section = section_of(place->page, head), names[MAX_NAMES];
    size_t count = line != NULL ? read_names(profile_line(&profile_man, line, place->scratch), names) : 0;
    struct str above = str_trim(str_head(head, str_find_char(head, '(', 0)));
    bool is_same = count > 0 && (above.len == 0 || str_equal_nocase(above, names[0]));
    struct builder_entry page = {.kind = kind_of(section), .level = BUILDER_SYMBOL_LEVEL};
    page.title = write_title(is_same ? names[0] : above, section, place->scratch);
    page.name = page.kind == KIND_PAGE ? STR("") : is_same ? names[0] : above;
    builder_describe_page(place->builder, &page);
    for (size_t i = 0; i < count && page.kind != KIND_PAGE; i++) {
        struct builder_entry alias = page;
        alias.name = names[i];
        alias.title = write_title(names[i], section, place->scratch);
        if (!str_equal(names[i], page.name))
            builder_declare(place->builder, &alias);
    }
}

static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    if (str_equal_nocase(entry->title, STR("NAME")) && place->builder->page->entry_count == 1) {
        builder_id(place->builder, entry->anchor);
        read_page_name(place);
        return VERDICT_SKIP;
    }
    if (node_has_class(node, "Sh"))
        entry->level = 2;
    else if (node_has_class(node, "Ss"))
        entry->level = 3;
    else if (node->tag == TAG_H1)
        entry->title = title_before_dash(entry->title);
    return VERDICT_HEAD;
}

/* "EACCES", "O_RDONLY", "PATH": what manual pages define in capitals. */
static bool is_constant(struct str title) {
    for (size_t i = 0; i < title.len; i++) {
        char c = title.ptr[i];
        if (!(ascii_is_upper(c) || c == '_' || (i > 0 && ascii_is_digit(c))))
            return false;
    }
    return title.len > 2;
}

/* What mdoc marks in a term. */
static enum kind marked_kind(const struct node *term) {
    static const struct {
        const char *class;
        enum kind kind;
    } marks[] = {{"Er", KIND_CONSTANT}, {"Ev", KIND_ENVVAR},  {"Dv", KIND_CONSTANT}, {"Fn", KIND_FUNCTION},
                 {"Va", KIND_VARIABLE}, {"Ic", KIND_COMMAND}, {"Cm", KIND_COMMAND}};
    const struct node *first = term->first;
    while (first != NULL && (first->tag == TAG_A || (first->tag == TAG_TEXT && str_trim(first->text).len == 0)))
        first = first->tag == TAG_A ? first->first : first->next;
    for (size_t i = 0; first != NULL && i < sizeof marks / sizeof *marks; i++)
        if (node_has_class(first, marks[i].class))
            return marks[i].kind;
    return KIND_TERM;
}

static enum verdict term(const struct place *place, struct builder_entry *entry) {
    struct str title = entry->title;
    if (title.len > MAX_TERM_BYTES)
        return VERDICT_TEXT;
    entry->kind = marked_kind(place->node);
    if (text_is_option(title)) {
        entry->kind = KIND_OPTION;
        entry->name = text_option_name(title);
    } else if (entry->kind != KIND_TERM) {
        entry->name = str_head(title, str_find_char(title, ' ', 0));
    }
    return entry->anchor.len > 0 || entry->kind != KIND_TERM || is_constant(title) ? VERDICT_HEAD : VERDICT_TEXT;
}

/* Percent of the width, from <p style="margin-left:11%">; 0 when there is none. */
static unsigned long left_margin(const struct node *node) {
    struct str style = node_attribute(node, "style"), name = STR("margin-left:");
    style = str_starts(style, name) ? str_from_offset(style, name.len) : STR("");
    unsigned long percent = 0;
    return str_to_number(str_head(style, str_find_char(style, '%', 0)), 100, &percent) ? percent : 0;
}

/* Whether what follows the paragraph is indented below it, as the description of an option is. */
static bool heads_indented(const struct node *node) {
    const struct node *next = node_next_element(node), *first = node->first;
    while (first != NULL && first->tag == TAG_TEXT && str_trim(first->text).len == 0)
        first = first->next;
    if (node_has_class(node, "Pp"))
        return next != NULL && node_has_class(next, "Bd-indent");
    return (first != NULL && str_is(first->name, "b")) || (next != NULL && left_margin(next) > left_margin(node));
}

static bool starts_section_text(const struct node *node) {
    return left_margin(node) == SECTION_MARGIN || (node->parent != NULL && node->parent->tag == TAG_SECTION);
}

/* groff knows no lists, and pages made by other tools use none: an option is a paragraph, and so is what it does,
 * further to the right. */
static enum verdict paragraph(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    bool is_plain = !is_groff(place->page) && !node_has_class(node, "Pp");
    if (is_plain)
        return VERDICT_TEXT;
    if (heads_indented(node)) {
        struct str line = profile_line(&profile_man, node, place->scratch);
        entry->kind = KIND_OPTION;
        entry->title = line;
        entry->name = text_option_name(line);
        entry->level = 6;
        if (text_is_option(line) && line.len <= MAX_TERM_BYTES)
            return VERDICT_HEAD;
    }
    if (starts_section_text(node))
        builder_close(place->builder, 6);
    return VERDICT_TEXT;
}

/* groff lists the sections as links to them, in the body itself. */
static bool is_section_link(const struct node *node) {
    return node->parent != NULL && node->parent->tag == TAG_BODY && str_starts(node_attribute(node, "href"), STR("#"));
}

/* man7.org has the text of a section as it is on a terminal, in one pre. */
static bool is_terminal_text(const struct place *place) {
    const struct node *parent = place->node->parent;
    const struct entry *around = &place->builder->page->entries[builder_current_index(place->builder)];
    bool is_code = str_is(around->title, "SYNOPSIS") || str_is(around->title, "EXAMPLES");
    return place->page->generator.len == 0 && parent != NULL && parent->tag == TAG_BODY && !is_code;
}

static enum verdict element(const struct place *place, struct builder_entry *entry) {
    switch (place->node->tag) {
    case TAG_P: return paragraph(place, entry);
    case TAG_A: return is_groff(place->page) && is_section_link(place->node) ? VERDICT_SKIP : VERDICT_TEXT;
    case TAG_PRE:
        if (!is_terminal_text(place))
            return VERDICT_TEXT;
        man_text_read(place->node, place->builder);
        return VERDICT_SKIP;
    default: return VERDICT_TEXT;
    }
}

/* "Linux man-pages 6.03" at the foot: a project and its version. An operating system's name is none. */
static void read_project(const struct page_view *view, struct extraction *page) {
    static const struct node_rule foot = {.class = "foot-os"};
    const struct node *node = node_find(view->body, &foot);
    struct buf line;
    buf_init(&line, 4 * ENTRY_MAX_TITLE_BYTES);
    if (node != NULL)
        text_read_project(profile_line(&profile_man, node, &line), page);
    buf_free(&line);
}

const struct profile profile_man = {
    .name = "man",
    .detect = detect,
    .main_rules = main_rules,
    .main_rule_count = sizeof main_rules / sizeof *main_rules,
    .skip_rules = skip_rules,
    .skip_rule_count = sizeof skip_rules / sizeof *skip_rules,
    .heading = heading,
    .term = term,
    .element = element,
    .read_project = read_project,
};
