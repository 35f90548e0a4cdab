#include "indexer/extract/index_list.h"

#include "indexer/extract/index_reading.h"

static bool is_list(const struct node *node) {
    return node->tag == TAG_DL || str_is(node->name, "ul") || str_is(node->name, "ol");
}

/* The next node of what belongs to an item itself: lists inside it are not entered. */
static const struct node *next_own(const struct index_reading *reading, const struct node *node,
                                   const struct node *item) {
    bool is_closed = node != item && node->tag != TAG_TEXT && (is_list(node) || profile_skips(reading->profile, node));
    return is_closed ? node_after(node, item) : node_next(node, item);
}

/* "see X", "See also X" -> "X"; empty for anything else. */
static struct str seen_term(struct str line) {
    static const char *const words[] = {"see also ", "see "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct str word = str_from(words[i]);
        if (str_equal_nocase(str_head(line, word.len), word))
            return str_trim(str_from_offset(line, word.len));
    }
    return STR("");
}

/* "permission (see " -> "permission": what is opened before a link and closed behind it. */
static struct str without_open_end(struct str line) {
    size_t open = line.len;
    for (size_t i = line.len; i-- > 0 && open == line.len && line.ptr[i] != ')';)
        if (line.ptr[i] == '(')
            open = i;
    return open > 0 || line.len == 0 ? str_trim(str_head(line, open)) : STR("");
}

/* The term of an item: what stands before its first link, or else in it. *link is NULL where it has none. Borrowed from
 * reading->line. */
static struct str read_term(struct index_reading *reading, const struct node *item, const struct node **link) {
    const struct node *node = next_own(reading, item, item);
    index_reading_start_line(reading);
    for (; node != NULL && !index_reading_is_link(node); node = next_own(reading, node, item))
        if (node->tag == TAG_TEXT)
            index_reading_add(reading, node->text);
    *link = node;
    struct str line = index_reading_line(reading);
    if (node == NULL)
        return line;
    if (line.len > 0)
        return index_reading_without_comma(without_open_end(index_reading_without_comma(line)));
    node_write_text(node, NULL, 0, &reading->raw);
    return index_reading_line(reading);
}

/* An item without a link sends the reader to another term, or only heads its special cases. */
static void read_unlinked(struct index_reading *reading, size_t depth, struct str term) {
    struct str wanted = seen_term(term), remark = index_reading_remark(term);
    struct str above = buf_str(&reading->phrases[depth]);
    if (wanted.len == 0 && remark.len > 2) {
        wanted = seen_term(str_make(remark.ptr + 1, remark.len - 2));
        above = buf_str(&reading->phrases[depth + 1]);
    }
    if (wanted.len > 0)
        index_reading_add_reference(reading, arena_copy(&reading->page->arena, above), wanted);
}

/* Whether the item's term can stand above special cases. */
static bool read_item(struct index_reading *reading, const struct node *item, size_t depth) {
    const struct node *link = NULL;
    struct str term = read_term(reading, item, &link), phrase;
    if ((term.len == 0 && depth == 0) || !index_reading_open(reading, depth, term, &phrase))
        return false;
    index_reading_add_item(reading, node_attribute(item, "id"), phrase);
    if (link == NULL)
        read_unlinked(reading, depth, term);
    for (size_t places = 0; link != NULL && places < INDEX_MAX_PLACES; link = next_own(reading, link, item))
        if (index_reading_is_link(link)) {
            index_reading_add_place(reading, phrase, link, true);
            places++;
        }
    return true;
}

static void read_items(struct index_reading *reading, const struct node *list, size_t depth);

/* Lists inside an element, as special cases of the term at the depth above. */
static void read_inner_lists(struct index_reading *reading, const struct node *element, size_t depth) {
    if (depth >= INDEX_MAX_DEPTH)
        return;
    for (const struct node *node = next_own(reading, element, element); node != NULL;
         node = next_own(reading, node, element))
        if (node->tag != TAG_TEXT && is_list(node))
            read_items(reading, node, depth);
}

static void read_items(struct index_reading *reading, const struct node *list, size_t depth) {
    bool is_term = false;
    for (const struct node *item = list->first; item != NULL; item = item->next) {
        if (item->tag == TAG_LI || item->tag == TAG_DT)
            is_term = read_item(reading, item, depth);
        if (is_term && (item->tag == TAG_LI || item->tag == TAG_DD))
            read_inner_lists(reading, item, depth + 1);
    }
}

void index_list_read(const struct page_view *view, const struct profile *profile, const struct node *root,
                     struct extraction *page) {
    struct index_reading reading;
    index_reading_begin(&reading, view, profile, page);
    read_inner_lists(&reading, root, 0);
    index_reading_end(&reading);
}
