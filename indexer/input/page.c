#include "indexer/input/page.h"

#include "common/base/ascii.h"
#include "common/base/mem.h"
#include "indexer/input/encoding.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlmemory.h>
#include <stdlib.h>

/* An element has one tag or two, and a '<' that starts none is text. */
#define MAX_TAGS (2 * (size_t)PAGE_MAX_NODES)

/* Headings left before their end, one around the other; more stay as they are. */
#define MAX_LEFT_HEADINGS 8

/* Children of a heading that may stand before its first words. */
#define HEADING_MAX_BLANKS 8

struct builder {
    struct arena *arena;
    struct node *root, *current;
    size_t depth;     /* of current below root */
    size_t flattened; /* open elements that got no node of their own */
    size_t node_count;
    size_t left[MAX_LEFT_HEADINGS]; /* depths of headings that libxml2 still has open, but current is not inside */
    size_t left_count;
    htmlParserCtxtPtr parser;
};

static void *allocate(size_t size) {
    return mem_resize(NULL, size, 1);
}

static void *reallocate(void *old, size_t size) {
    return mem_resize(old, size, 1);
}

/* Without memory libxml2 may leave text out, or go round in circles. */
void page_setup(void) {
    xmlMemSetup(free, allocate, reallocate, mem_strdup);
    xmlInitParser();
}

/* HTML5 elements without content that libxml2 does not know as such: it would put what follows inside them. */
static bool is_unknown_void(struct str name) {
    return str_is(name, "wbr") || str_is(name, "source") || str_is(name, "track");
}

static bool is_full(const struct builder *builder) {
    return builder->node_count > PAGE_MAX_NODES;
}

/* One node more than there may be says that there are too many: the rest is not even read. */
static struct node *append_node(struct builder *builder, enum tag tag) {
    if (++builder->node_count > PAGE_MAX_NODES)
        xmlStopParser(builder->parser);
    struct node *node = arena_alloc(builder->arena, 1, sizeof *node);
    node->tag = tag;
    node->parent = builder->current;
    if (builder->current->last != NULL)
        builder->current->last->next = node;
    else
        builder->current->first = node;
    builder->current->last = node;
    return node;
}

static void copy_attributes(struct builder *builder, struct node *node, const xmlChar **attributes) {
    uint32_t count = 0;
    while (attributes != NULL && attributes[2 * count] != NULL && count < PAGE_MAX_ATTRIBUTES)
        count++;
    if (count == 0)
        return;
    node->attributes = arena_alloc(builder->arena, count, sizeof *node->attributes);
    node->attribute_count = count;
    for (uint32_t i = 0; i < count; i++) {
        struct str name = str_from((const char *)attributes[2 * i]);
        struct str value = str_from((const char *)attributes[2 * i + 1]);
        node->attributes[i] = (struct attribute){arena_copy(builder->arena, name), arena_copy(builder->arena, value)};
    }
}

/* An element that gets no node of its own still keeps the words before and after it apart. */
static void put_boundary(struct builder *builder, struct str element) {
    const struct node like = {.tag = node_tag(element)};
    if (node_is_block(&like))
        append_node(builder, TAG_TEXT)->text = STR(" ");
}

static bool has_words(const struct node *heading) {
    int looked_at = 0;
    for (const struct node *node = heading->first; node != NULL && looked_at < HEADING_MAX_BLANKS; looked_at++) {
        const struct node *text = node->tag == TAG_TEXT ? node : node->first;
        if (text != NULL && text->tag == TAG_TEXT && str_trim(text->text).len > 0)
            return true;
        node = node->next;
    }
    return false;
}

/* Remembers that the current heading is left. Where libxml2 has headings open below it that were left before, their
 * ends come first. */
static void remember_left(struct builder *builder) {
    size_t depth = builder->depth, at = builder->left_count++;
    for (; at > 0 && builder->left[at - 1] == depth; at--)
        builder->left[at] = depth--;
    builder->left[at] = depth;
}

/* "<h2>Title</h1><ul>": in HTML5 the end of any heading ends the one that is open, but libxml2 goes on inside it to the
 * end of the page. What starts a block behind a heading's words is not in it. */
static void leave_heading(struct builder *builder, enum tag tag) {
    const struct node like = {.tag = tag};
    const struct node *heading = builder->current;
    if (node_heading_level(heading) == 0 || !node_is_block(&like) || tag == TAG_BR || !has_words(heading) ||
        builder->left_count == MAX_LEFT_HEADINGS)
        return;
    remember_left(builder);
    builder->current = heading->parent;
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes) {
    struct builder *builder = context;
    struct str element = str_from((const char *)name);
    if (is_unknown_void(element) || is_full(builder))
        return;
    if (builder->depth >= PAGE_MAX_DEPTH) {
        builder->flattened++;
        put_boundary(builder, element);
        return;
    }
    enum tag tag = node_tag(element);
    leave_heading(builder, tag);
    struct node *node = append_node(builder, tag);
    node->name = arena_copy(builder->arena, element);
    copy_attributes(builder, node, attributes);
    builder->current = node;
    builder->depth++;
}

static void on_end(void *context, const xmlChar *name) {
    struct builder *builder = context;
    if (is_unknown_void(str_from((const char *)name)) || is_full(builder))
        return;
    if (builder->flattened > 0) {
        builder->flattened--;
        put_boundary(builder, str_from((const char *)name));
        return;
    }
    if (builder->depth == 0)
        return;
    if (builder->left_count > 0 && builder->left[builder->left_count - 1] == builder->depth)
        builder->left_count--;
    else
        builder->current = builder->current->parent;
    builder->depth--;
}

/* Bytes at the start of s that are no-break space (becomes a space), zero-width space, soft hyphen or byte order mark
 * (dropped): readers do not see the difference, searches would. */
static size_t invisible_bytes(struct str s, bool *is_space) {
    *is_space = str_starts(s, STR("\xC2\xA0"));
    if (*is_space || str_starts(s, STR("\xC2\xAD")))
        return 2;
    return str_starts(s, STR("\xE2\x80\x8B")) || str_starts(s, STR("\xEF\xBB\xBF")) ? 3 : 0;
}

static struct str copy_text(struct arena *arena, struct str text) {
    char *to = arena_bytes(arena, text.len);
    size_t kept = 0;
    for (size_t i = 0; i < text.len;) {
        bool is_space = false;
        size_t bytes = (unsigned char)text.ptr[i] < 0x80 ? 0 : invisible_bytes(str_from_offset(text, i), &is_space);
        if (bytes == 0)
            to[kept++] = text.ptr[i++];
        else if (is_space)
            to[kept++] = ' ';
        i += bytes;
    }
    return str_make(to, kept);
}

static void on_text(void *context, const xmlChar *text, int length) {
    struct builder *builder = context;
    if (length <= 0 || is_full(builder))
        return;
    struct node *node = append_node(builder, TAG_TEXT);
    node->text = copy_text(builder->arena, str_make((const char *)text, (size_t)length));
}

/* Moves *at from the '<' of a tag to its '>' and counts attributes, never too few: what stands behind a space, a slash
 * or the end of a quoted value. */
static size_t count_attributes(struct str html, size_t *at) {
    size_t count = 0;
    char before = '<', last = '<'; /* last: the last byte that is no space ... */
    bool is_named = false;         /* ... and when it is '=', a name stands before it */
    for (; *at < html.len; (*at)++) {
        char c = html.ptr[*at];
        if (c == '>')
            break;
        if ((c == '"' || c == '\'') && last == '=' && is_named) {
            *at = str_find_char(html, c, *at + 1);
            if (*at == html.len)
                break;
            before = last = ' ';
            continue;
        }
        count += !ascii_is_space(c) && c != '/' && (ascii_is_space(before) || before == '/');
        if (c == '=')
            is_named = ascii_is_alphanumeric(last) || strchr("_:-.", last) != NULL;
        last = ascii_is_space(c) ? last : c;
        before = c;
    }
    return count;
}

static size_t skip_to(struct str html, struct str end, size_t at) {
    size_t found = str_find(html, end, at);
    return found < html.len ? found + end.len - 1 : html.len;
}

/* Where a comment ends, which libxml2 sees at "-->" or "--!>": the byte of the '>'. */
static size_t comment_end(struct str html, size_t at) {
    for (size_t dash = str_find(html, STR("--"), at + 4); dash < html.len; dash = str_find(html, STR("--"), dash + 1)) {
        struct str rest = str_from_offset(html, dash + 2);
        if (str_starts(rest, STR(">")))
            return dash + 2;
        if (str_starts(rest, STR("!>")))
            return dash + 3;
    }
    return html.len;
}

/* Scripts and styles are full of '<' that starts no tag. at: the '<' of the tag, end: its '>'. */
static size_t raw_text_end(struct str html, size_t at, size_t end) {
    static const struct str names[] = {{"script", 6}, {"style", 5}};
    struct str tag = str_from_offset(str_head(html, end), at + 1);
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        struct str name = names[n];
        bool is_whole = tag.len == name.len || (tag.len > name.len && (ascii_is_space(tag.ptr[name.len])));
        if (!is_whole || !str_equal_nocase(str_head(tag, name.len), name) || str_ends(tag, STR("/")))
            continue;
        for (size_t i = end; i < html.len; i++)
            if (html.ptr[i] == '<' && i + 1 < html.len && html.ptr[i + 1] == '/' &&
                str_equal_nocase(str_head(str_from_offset(html, i + 2), name.len), name))
                return i - 1;
        return html.len;
    }
    return end;
}

/* Moves *at from a '<' behind what it starts; false for a tag with too many attributes. Where libxml2 sees a tag this
 * should see one too: before *odd_end, inside an end tag or declaration, there may be tags but no scripts. */
static bool check_tag(struct str html, size_t *at, size_t *odd_end) {
    struct str rest = str_from_offset(html, *at + 1);
    size_t start = *at;
    if (str_starts(rest, STR("!--"))) {
        *at = comment_end(html, start);
    } else if (rest.len > 0 && ascii_is_letter(rest.ptr[0])) {
        if (count_attributes(html, at) > PAGE_MAX_TAG_ATTRIBUTES)
            return false;
        if (start >= *odd_end)
            *at = raw_text_end(html, start, *at);
    } else if (str_starts(rest, STR("/")) || str_starts(rest, STR("?")) ||
               str_equal_nocase(str_head(rest, 8), STR("!doctype"))) {
        if (start >= *odd_end)
            *odd_end = skip_to(html, STR(">"), start);
    }
    return true;
}

static bool too_many_nodes(struct err *err) {
    return err_set(err, ERR_LIMIT, "more than %d elements and texts", PAGE_MAX_NODES);
}

static bool check_tags(struct str html, struct err *err) {
    size_t odd_end = 0, count = 0;
    for (size_t at = str_find_char(html, '<', 0); at < html.len; at = str_find_char(html, '<', at + 1)) {
        size_t start = at, line = 1;
        if (++count > MAX_TAGS)
            return too_many_nodes(err);
        if (check_tag(html, &at, &odd_end))
            continue;
        for (size_t i = 0; i < start; i++)
            line += html.ptr[i] == '\n';
        return err_set(err, ERR_LIMIT, "line %zu: a tag with more than %d attributes", line, PAGE_MAX_TAG_ATTRIBUTES);
    }
    return true;
}

/* Not htmlCtxtReadMemory() with the encoding "UTF-8": it copies the text two times more to convert it into what it is.
 */
static bool parse_utf8(struct builder *builder, struct str html, struct err *err) {
    if (html.len == 0)
        return true;
    htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(html.ptr, (int)html.len);
    if (parser == NULL)
        return err_set(err, ERR_INTERNAL, "libxml2 gives no HTML parser");
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                   HTML_PARSE_IGNORE_ENC | XML_PARSE_HUGE);
    memset(parser->sax, 0, sizeof *parser->sax);
    parser->sax->startElement = on_start;
    parser->sax->endElement = on_end;
    parser->sax->characters = on_text;
    parser->sax->ignorableWhitespace = on_text;
    parser->userData = builder;
    builder->parser = parser;
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(parser);
    xmlFreeDoc(parser->myDoc);
    htmlFreeParserCtxt(parser);
    return true;
}

static bool build_tree(struct builder *builder, struct str html, struct err *err) {
    if (html.len > PAGE_MAX_BYTES)
        return err_set(err, ERR_LIMIT, "larger than %zu bytes", PAGE_MAX_BYTES);
    if (!check_tags(html, err) || !parse_utf8(builder, html, err))
        return false;
    if (builder->node_count > PAGE_MAX_NODES)
        return too_many_nodes(err);
    return true;
}

bool page_parse(struct node **root, struct str bytes, struct arena *arena, struct err *err) {
    struct buf html;
    buf_init(&html, PAGE_MAX_BYTES);
    struct builder builder = {.arena = arena, .root = arena_alloc(arena, 1, sizeof(struct node))};
    builder.root->tag = TAG_OTHER;
    builder.current = builder.root;
    *root = builder.root;
    bool ok = encoding_is_clean(bytes)
                  ? build_tree(&builder, bytes, err)
                  : encoding_to_utf8(&html, bytes, err) && build_tree(&builder, buf_str(&html), err);
    buf_free(&html);
    return ok;
}
