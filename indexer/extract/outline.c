#include "indexer/extract/outline.h"

#include "common/base/ascii.h"
#include "common/base/mem.h"
#include "indexer/extract/link.h"

#include <stdlib.h>

#define MIN_LINKS 2
#define LINK_MAX_BYTES 2048

/* Nodes between a heading and its list, at most: white space, and elements around the list. */
#define BETWEEN_MAX_NODES 12

/* Elements around a heading whose ids are taken for its own. */
#define AROUND_MAX 2

#define TITLE_MAX_BYTES 64

/* Digits of a number that counts parts: "12.", "3.1"; "404" is a word. */
#define NUMBER_MAX_DIGITS 2

static bool has_word(struct str text) {
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        digits = ascii_is_digit(text.ptr[i]) ? digits + 1 : 0;
        if (ascii_is_letter(text.ptr[i]) || (text.ptr[i] & 0x80) || digits > NUMBER_MAX_DIGITS)
            return true;
    }
    return false;
}

static void add_id(struct outline *outline, const struct node *node) {
    struct str id = node_attribute(node, "id");
    if (id.len == 0 && node->tag == TAG_A)
        id = node_attribute(node, "name");
    if (id.len == 0)
        return;
    outline->ids = mem_grow(outline->ids, outline->count, &outline->capacity, sizeof *outline->ids);
    outline->ids[outline->count++] = id;
}

/* Texts in front of an element that may still be the first, at most. */
#define BLANKS_MAX 4

static bool is_first_element(const struct node *node) {
    const struct node *first = node->parent->first;
    for (int i = 0; i < BLANKS_MAX && first != NULL && first->tag == TAG_TEXT; i++)
        first = first->next;
    return first == node;
}

/* The section's id, where the heading is the first element in it. */
static void add_ids_around(struct outline *outline, const struct node *heading) {
    const struct node *inner = heading;
    for (int i = 0; i < AROUND_MAX && inner->parent != NULL && is_first_element(inner); i++) {
        inner = inner->parent;
        add_id(outline, inner);
    }
}

static int compare_ids(const void *a, const void *b) {
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static void add_heading(struct outline *outline, const struct node *heading) {
    add_id(outline, heading);
    for (const struct node *node = node_next(heading, heading); node != NULL; node = node_next(node, heading))
        if (node->tag != TAG_TEXT)
            add_id(outline, node);
    add_ids_around(outline, heading);
}

/* On older pages, and where a section has other names, anchors stand right in front: <a name="x"></a><h2>. Those behind
 * `sure` wait for what follows them. */
static void read_headings(struct outline *outline, const struct node *root) {
    size_t sure = 0;
    outline->is_read = true;
    for (const struct node *node = root; node != NULL;) {
        bool is_heading = node_heading_level(node) > 0;
        if (is_heading) {
            add_heading(outline, node);
            sure = outline->count;
        } else if ((node->tag == TAG_A || node->tag == TAG_SPAN) && node->first == NULL) {
            add_id(outline, node);
        } else if (node->tag != TAG_TEXT || has_word(node->text)) {
            outline->count = sure;
        }
        node = is_heading ? node_after(node, root) : node_next(node, root);
    }
    outline->count = sure;
    if (outline->count > 0)
        qsort(outline->ids, outline->count, sizeof *outline->ids, compare_ids);
}

static bool has_heading(const struct outline *outline, struct str id) {
    return id.len > 0 && outline->count > 0 &&
           bsearch(&id, outline->ids, outline->count, sizeof *outline->ids, compare_ids) != NULL;
}

static bool leads_to_heading(struct outline *outline, const struct page_view *page, struct str href) {
    if (!str_starts(href, STR("#")))
        return false;
    if (!outline->is_read)
        read_headings(outline, page->root);
    struct buf path, fragment;
    buf_init(&path, LINK_MAX_BYTES);
    buf_init(&fragment, LINK_MAX_BYTES);
    bool leads = has_heading(outline, str_from_offset(href, 1)) ||
                 (link_resolve(page->path, href, &path, &fragment) && has_heading(outline, buf_str(&fragment)));
    buf_free(&path);
    buf_free(&fragment);
    return leads;
}

static bool is_list(const struct node *node) {
    return str_is(node->name, "ul") || str_is(node->name, "ol");
}

bool outline_is_list(struct outline *outline, const struct page_view *page, const struct node *list) {
    size_t links = 0;
    if (!is_list(list))
        return false;
    for (const struct node *node = node_next(list, list); node != NULL;) {
        bool is_link = node->tag == TAG_A && node_has_attribute(node, "href");
        if (node->tag == TAG_TEXT && has_word(node->text))
            return false;
        if (is_link && !leads_to_heading(outline, page, node_attribute(node, "href")))
            return false;
        links += is_link;
        node = is_link ? node_after(node, list) : node_next(node, list);
    }
    return links >= MIN_LINKS;
}

static bool is_title(const struct node *heading) {
    static const char *const titles[] = {
        "table of contents", "contents", "on this page", "in this article", "in this document", "quick links",
    };
    struct buf text;
    buf_init(&text, TITLE_MAX_BYTES);
    node_write_text(heading, NULL, 0, &text);
    struct str title = str_trim(buf_str(&text));
    while (title.len > 0 && !ascii_is_letter(title.ptr[title.len - 1])) /* a colon, a permalink sign */
        title.len--;
    bool found = false;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        found = found || str_equal_nocase(title, str_from(titles[i]));
    buf_free(&text);
    return found;
}

bool outline_is_heading(struct outline *outline, const struct page_view *page, const struct node *heading) {
    if (!is_title(heading))
        return false;
    const struct node *node = node_after(heading, page->root);
    for (int i = 0; node != NULL && i < BETWEEN_MAX_NODES; i++, node = node_next(node, page->root)) {
        if (node->tag == TAG_TEXT ? has_word(node->text) : node_heading_level(node) > 0)
            return false;
        if (node->tag != TAG_TEXT && is_list(node))
            return outline_is_list(outline, page, node);
    }
    return false;
}

void outline_free(struct outline *outline) {
    free(outline->ids);
    *outline = (struct outline){0};
}
