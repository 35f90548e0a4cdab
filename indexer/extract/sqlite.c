/* The documentation of SQLite: https://www.sqlite.org/docsrc/. A page is called what its <title> says: h1 is the first
 * level inside it, or on older pages its title again. C interfaces are declared in a <blockquote><pre> at the start of
 * their page; what has an anchor of its own is marked by an <a name> in front of it. */
#include "indexer/extract/profile.h"

#include "common/base/ascii.h"
#include "indexer/extract/index_list.h"
#include "indexer/extract/text.h"

/* Words around links to lists of pages, at most: more are prose. "See also lists of , , and ." */
#define WAY_ON_MAX_BYTES 40

static const struct node_rule main_rules[] = {
    {.name = "body"},
};

static const struct node_rule skip_rules[] = {
    {.class = "fancy_toc"}, {.class = "menu"}, {.class = "searchmenu"},
    {.class = "sh_mark"},   {.name = "form"},  {.class = "imgcontainer"},
};

static const struct node_rule contents_rules[] = {
    {.class = "imgcontainer"},
};

static bool detect(const struct page_view *page) {
    for (const struct node *node = page->head->first; node != NULL; node = node->next)
        if (node->tag == TAG_LINK && str_ends(node_attribute(node, "href"), STR("sqlite.css")))
            return true;
    return false;
}

static void read_index(const struct page_view *view, struct extraction *page) {
    if (str_is(page_view_file(view), "keyword_index.html"))
        index_list_read(view, &profile_sqlite, view->body, page);
}

/* Pages that only list others. */
static bool is_list(struct str file) {
    static const char *const lists[] = {"sitemap.html",      "keyword_index.html", "doclist.html",
                                        "funclist.html",     "constlist.html",     "objlist.html",
                                        "requirements.html", "syntaxdiagrams.html"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (str_is(file, lists[i]))
            return true;
    return str_starts(file, STR("doc_")) && str_ends(file, STR("_crossref.html"));
}

static const char *skip_page(const struct page_view *page) {
    return is_list(page_view_file(page)) ? "a list of other pages" : NULL;
}

/* "abs(X)" -> "abs", a function; "SQLITE_OMIT_TRIGGER=1" -> the macro. */
static void name_term(struct builder_entry *entry) {
    struct str title = entry->title;
    size_t end = 0;
    bool is_shouted = true;
    for (; end < title.len && ascii_is_word(title.ptr[end]); end++)
        is_shouted = is_shouted && !ascii_is_lower(title.ptr[end]);
    bool is_call = end > 0 && end < title.len && title.ptr[end] == '(';
    bool is_macro = is_shouted && str_find_char(str_head(title, end), '_', 0) < end;
    if (!is_call && !is_macro)
        return;
    entry->kind = is_macro ? KIND_MACRO : KIND_FUNCTION;
    entry->name = str_head(title, end);
    if (is_call)
        entry->signature = title;
}

/* "log(X) log10(X) log(B,X)": cuts the name of the first call off *calls; empty at the end, and for what is none. */
static struct str next_call(struct str *calls) {
    size_t open = str_find_char(*calls, '(', 0), close = str_find_char(*calls, ')', open);
    struct str name = str_head(*calls, open);
    for (size_t i = 0; i < name.len; i++)
        if (!ascii_is_word(name.ptr[i]))
            return STR("");
    if (close == calls->len)
        return STR("");
    *calls = str_trim(str_from_offset(*calls, close + 1));
    return name;
}

/* A term may be several functions that are described together: they share the text of the entry that comes next. */
static void declare_other_calls(const struct place *place, const struct builder_entry *entry) {
    struct extraction *page = place->builder->page;
    struct str calls = entry->title, before = next_call(&calls);
    uint32_t first = (uint32_t)page->entry_count;
    for (struct str name = next_call(&calls); name.len > 0; before = name, name = next_call(&calls)) {
        struct builder_entry other = *entry;
        other.level = BUILDER_SYMBOL_LEVEL;
        other.name = other.title = name;
        if (!str_equal(name, before) && !str_equal(name, entry->name))
            builder_declare(place->builder, &other);
    }
    if (page->entry_count > first && page->entry_count < ENTRY_MAX_PER_PAGE)
        builder_share(place->builder, first, (uint32_t)page->entry_count);
}

/* "(516) SQLITE_ABORT_ROLLBACK": a result code and its name. */
static void name_result_code(struct builder_entry *entry) {
    size_t close = str_find(entry->title, STR(") "), 0);
    struct builder_entry code = {.title = str_from_offset(entry->title, close + 2)};
    if (!str_starts(entry->title, STR("(")) || code.title.len == 0)
        return;
    code.name = STR("");
    name_term(&code);
    if (!str_equal(code.name, code.title))
        return;
    entry->kind = code.kind;
    entry->name = entry->title = code.title;
}

/* A section of a page that has its title from the head. A heading in a link is a way out of the page. */
static enum verdict heading(const struct place *place, struct builder_entry *entry) {
    if (place->node->parent->tag == TAG_A && node_has_attribute(place->node->parent, "href"))
        return VERDICT_SKIP;
    entry->title = text_without_number(entry->title);
    bool is_old_title = entry->level == 1 && place_is_first(place) && !node_has_attribute(place->node, "id");
    if (is_old_title || place_names_page(place, entry->title))
        entry->level = 1;
    else
        entry->level = entry->level < 6 ? entry->level + 1 : 6;
    name_result_code(entry);
    return VERDICT_HEAD;
}

static enum verdict term(const struct place *place, struct builder_entry *entry) {
    if (entry->anchor.len == 0)
        entry->anchor = builder_pending_id(place->builder, STR(""));
    if (entry->anchor.len == 0)
        return VERDICT_TEXT;
    name_term(entry);
    if (entry->kind == KIND_FUNCTION)
        declare_other_calls(place, entry);
    return VERDICT_HEAD;
}

/* Bytes of the comment that starts at `at`; 0 when there is none. */
static size_t comment_bytes(struct str code, size_t at) {
    if (!str_starts(str_from_offset(code, at), STR("/*")))
        return 0;
    size_t end = str_find(code, STR("*/"), at + 2);
    return (end < code.len ? end + 2 : end) - at;
}

/* Cuts the next declaration off *rest: a line that starts with '#', or what ends with a semicolon. */
static struct str next_declaration(struct str *rest) {
    int depth = 0;
    size_t at = 0;
    *rest = str_trim(*rest);
    for (size_t comment = comment_bytes(*rest, 0); comment > 0; comment = comment_bytes(*rest, 0))
        *rest = str_trim(str_from_offset(*rest, comment));
    char end = rest->len > 0 && rest->ptr[0] == '#' ? '\n' : ';';
    for (; at < rest->len; at++) {
        size_t comment = comment_bytes(*rest, at);
        if (comment > 0 && at + comment >= rest->len) { /* one that is not closed goes to the end */
            at = rest->len;
            break;
        }
        if (comment > 0)
            at += comment - (rest->ptr[at + comment] == end ? 0 : 1);
        char c = rest->ptr[at];
        depth += c == '(' || c == '{';
        depth -= c == ')' || c == '}';
        if (c == end && (depth <= 0 || end == '\n'))
            break;
    }
    struct str declaration = str_head(*rest, at);
    *rest = str_from_offset(*rest, at + 1);
    return declaration;
}

static struct str word_before(struct str code, size_t end) {
    while (end > 0 && !ascii_is_word(code.ptr[end - 1]))
        end--;
    size_t start = end;
    while (start > 0 && ascii_is_word(code.ptr[start - 1]))
        start--;
    return str_make(code.ptr + start, end - start);
}

static struct str first_word(struct str code) {
    size_t end = 0;
    code = str_trim(code);
    while (end < code.len && ascii_is_word(code.ptr[end]))
        end++;
    return str_head(code, end);
}

/* What the preprocessor defines in "#define X" or "# define X"; empty for its other directives. */
static struct str defined(struct str directive) {
    struct str define = STR("define ");
    directive = str_trim(str_from_offset(directive, 1));
    return str_starts(directive, define) ? str_from_offset(directive, define.len) : STR("");
}

static struct str declared_name(struct str code, enum kind *kind) {
    size_t bracket = str_find_char(code, '(', 0), brace = str_find_char(code, '{', 0);
    size_t pointer = str_find(code, STR("(*"), 0);
    if (code.ptr[0] == '#') {
        *kind = KIND_MACRO;
        return first_word(defined(code));
    }
    bool is_type = str_starts(code, STR("typedef ")), is_struct = str_find(code, STR("struct "), 0) < bracket;
    *kind = is_struct ? KIND_STRUCT : is_type ? KIND_TYPE : bracket < code.len ? KIND_FUNCTION : KIND_VARIABLE;
    if (brace < code.len)
        return word_before(code, brace);
    if (*kind == KIND_TYPE && pointer < code.len)
        return first_word(str_from_offset(code, pointer + 2));
    return word_before(code, *kind == KIND_FUNCTION ? bracket : code.len);
}

/* Declarations have no anchor, and what is said of one is said on the whole page. */
static void open_declaration(const struct place *place, struct str code) {
    struct builder_entry entry = {.level = BUILDER_SYMBOL_LEVEL};
    size_t start = place->scratch->len;
    entry.name = entry.title = declared_name(code, &entry.kind);
    if (entry.name.len < 2)
        return;
    text_write_line(place->scratch, str_head(code, 4 * ENTRY_MAX_SIGNATURE_BYTES));
    entry.signature = str_from_offset(buf_str(place->scratch), start);
    entry.anchor = profile_fragment(entry.name, place->scratch);
    builder_declare(place->builder, &entry);
    place->scratch->len = start;
}

static void read_declarations(const struct place *place, const struct node *pre) {
    struct buf text;
    buf_init(&text, (size_t)1 << 20);
    node_write_text(pre, NULL, 0, &text);
    for (struct str rest = buf_str(&text); rest.len > 0;) {
        struct str code = next_declaration(&rest);
        if (code.len > 0)
            open_declaration(place, code);
    }
    buf_free(&text);
}

/* Whether the page's path says that it is about a C interface. */
static bool is_interface_page(const struct page_view *page) {
    return str_find(page->path, STR("c3ref/"), 0) < page->path.len ||
           str_find(page->path, STR("session/"), 0) < page->path.len;
}

/* A heading for search alone: <h _id="..." style="display:none">PRAGMA foreign_keys</h>. */
static enum verdict judge_hidden_heading(const struct place *place, struct builder_entry *entry) {
    struct str pragma = STR("PRAGMA ");
    entry->title = profile_line(&profile_sqlite, place->node, place->scratch);
    entry->anchor = builder_pending_id(place->builder, STR(""));
    if (entry->anchor.len == 0)
        entry->anchor = node_attribute(place->node, "_id");
    entry->level = 5;
    if (str_starts(entry->title, pragma)) {
        entry->kind = KIND_SETTING;
        entry->name = str_from_offset(entry->title, pragma.len);
    } else {
        entry->kind = KIND_SECTION;
    }
    return VERDICT_HEAD;
}

static bool is_last_modified(const struct node *paragraph) {
    static const struct node_rule mark = {.name = "a", .id = "mtimelink"};
    return str_is(node_attribute(paragraph, "align"), "center") && node_find(paragraph, &mark) != NULL;
}

/* Beside the text of some pages stands more of it, of others only links under a heading. */
static bool is_sidebar_of_links(const struct node *box) {
    for (const struct node *node = node_next(box, box); node != NULL;) {
        if (node->tag == TAG_TEXT && str_trim(node->text).len > 0)
            return false;
        bool is_left_out = node_heading_level(node) > 0 || (node->tag == TAG_A && node_has_attribute(node, "href"));
        node = is_left_out ? node_after(node, box) : node_next(node, box);
    }
    return node_find_tag(box, TAG_A) != NULL;
}

/* "See also lists of Objects, Constants, and Functions." under each interface; "A complete list of releases and a
 * chronology are also available." under each release. */
static bool is_way_on(const struct place *place) {
    bool is_release = str_find(place->page->path, STR("releaselog/"), 0) < place->page->path.len;
    size_t lists = 0, prose_bytes = 0;
    for (const struct node *node = node_next(place->node, place->node); node != NULL;) {
        struct str href = node->tag == TAG_A ? node_attribute(node, "href") : STR("");
        if (is_release && str_ends(href, STR("/chronology.html")))
            return true;
        lists += href.len > 0 && is_list(href);
        prose_bytes += node->tag == TAG_TEXT ? str_trim(node->text).len : 0;
        node = href.len > 0 ? node_after(node, place->node) : node_next(node, place->node);
    }
    return lists > 1 && prose_bytes <= WAY_ON_MAX_BYTES;
}

static enum verdict element(const struct place *place, struct builder_entry *entry) {
    const struct node *node = place->node;
    if (node->tag == TAG_P && (is_last_modified(node) || is_way_on(place)))
        return VERDICT_SKIP;
    if (node->tag == TAG_DIV && node_has_class(node, "rightsidebar") && is_sidebar_of_links(node))
        return VERDICT_SKIP;
    if (node->tag == TAG_OTHER && str_is(node->name, "h"))
        return judge_hidden_heading(place, entry);
    bool is_first = place->builder->page->entry_count == 1 && place->builder->texts[0].text.len == 0;
    if (node->tag == TAG_PRE && is_first && node->parent->tag == TAG_BLOCKQUOTE && is_interface_page(place->page))
        read_declarations(place, node);
    return VERDICT_TEXT;
}

const struct profile profile_sqlite = {
    .name = "sqlite",
    .detect = detect,
    .main_rules = main_rules,
    .main_rule_count = sizeof main_rules / sizeof *main_rules,
    .skip_rules = skip_rules,
    .skip_rule_count = sizeof skip_rules / sizeof *skip_rules,
    .contents_rules = contents_rules,
    .contents_rule_count = sizeof contents_rules / sizeof *contents_rules,
    .skip_page = skip_page,
    .read_index = read_index,
    .heading = heading,
    .term = term,
    .element = element,
};
