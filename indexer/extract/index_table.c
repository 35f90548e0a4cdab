#include "indexer/extract/index_table.h"

#include "common/base/utf8.h"
#include "indexer/extract/index_reading.h"

static const struct node_rule see_rule = {.name = "em"};

static bool has_class_with(const struct node *node, const char *start, const char *end) {
    struct str classes = node_attribute(node, "class"), word;
    while (str_split(&classes, ' ', &word))
        if (str_starts(word, str_from(start)) && str_ends(word, str_from(end)))
            return true;
    return false;
}

/* table.index-cp of texinfo 6, table.cp-entries-printindex of 7. */
static bool is_index_table(const struct node *node) {
    return node->tag == TAG_TABLE &&
           (has_class_with(node, "index-", "") || has_class_with(node, "", "entries-printindex"));
}

/* The cell with the term: since texinfo 7 a class says so. */
static const struct node *term_cell(const struct node *row) {
    for (const struct node *cell = row->first; cell != NULL; cell = cell->next)
        if (cell->tag == TAG_TD && (has_class_with(cell, "printindex-index-", "entry") || node_find_tag(cell, TAG_A)))
            return cell;
    return NULL;
}

/* How many terms of rows before stand above the cell's: "index-entry-level-1". */
static size_t level_of(const struct node *cell) {
    struct str classes = node_attribute(cell, "class"), word, start = STR("index-entry-level-");
    unsigned long level = 0;
    while (str_split(&classes, ' ', &word))
        if (str_starts(word, start) && str_to_number(str_from_offset(word, start.len), INDEX_MAX_DEPTH - 1, &level))
            return level;
    return 0;
}

/* The text of a cell in front of an element, or behind it. Borrowed from reading->line. */
static struct str text_beside(struct index_reading *reading, const struct node *cell, const struct node *element,
                              bool is_behind) {
    bool is_passed = false;
    index_reading_start_line(reading);
    for (const struct node *node = node_next(cell, cell); node != NULL;) {
        is_passed = is_passed || node == element;
        if (node->tag == TAG_TEXT && is_passed == is_behind)
            index_reading_add(reading, node->text);
        node = node == element ? node_after(node, cell) : node_next(node, cell);
    }
    return index_reading_without_comma(index_reading_line(reading));
}

/* "See" in another cell, or in the term's own: <em>See</em> and the term that is meant. */
static void read_references(struct index_reading *reading, const struct node *row, struct str phrase) {
    for (const struct node *cell = row->first; cell != NULL; cell = cell->next) {
        bool sends = cell->tag == TAG_TD && has_class_with(cell, "printindex-index-see-", "");
        const struct node *see = sends ? node_find(cell, &see_rule) : NULL;
        if (see != NULL)
            index_reading_add_reference(reading, phrase, text_beside(reading, cell, see, true));
    }
}

static void read_row(struct index_reading *reading, const struct node *row) {
    const struct node *cell = term_cell(row);
    size_t depth = cell ? level_of(cell) : 0;
    if (cell == NULL || (depth > 0 && reading->phrases[depth].len == 0))
        return;
    const struct node *link = node_find_tag(cell, TAG_A), *see = node_find(cell, &see_rule);
    bool sends = node_has_class(cell, "printindex-index-see-entry") && see != NULL;
    struct str term = text_beside(reading, link ? link : cell, sends ? see : NULL, false), phrase;
    for (size_t below = depth + 1; below <= INDEX_MAX_DEPTH; below++)
        buf_reset(&reading->phrases[below]);
    if (term.len == 0 || !index_reading_open(reading, depth, term, &phrase))
        return;
    if (link != NULL && index_reading_is_link(link))
        index_reading_add_place(reading, phrase, link, true);
    read_references(reading, row, phrase);
}

static void read_rows(struct index_reading *reading, const struct node *table) {
    for (const struct node *node = node_next(table, table); node != NULL;) {
        bool is_row = str_is(node->name, "tr");
        if (is_row)
            read_row(reading, node);
        node = is_row ? node_after(node, table) : node_next(node, table);
    }
}

void index_table_read(const struct page_view *view, const struct profile *profile, const struct node *root,
                      struct extraction *page) {
    struct index_reading reading;
    index_reading_begin(&reading, view, profile, page);
    for (const struct node *node = node_next(root, root); node != NULL;) {
        bool is_index = is_index_table(node);
        if (is_index)
            read_rows(&reading, node);
        node = is_index ? node_after(node, root) : node_next(node, root);
    }
    index_reading_end(&reading);
}

static const struct node *last_cell(const struct node *row) {
    const struct node *last = NULL;
    for (const struct node *cell = row->first; cell != NULL; cell = cell->next)
        last = cell->tag == TAG_TD ? cell : last;
    return last;
}

static void read_description(struct index_reading *reading, const struct node *row) {
    const struct node *link = node_find_tag(row, TAG_A), *cell = last_cell(row);
    if (link == NULL || cell == NULL || !index_reading_is_link(link))
        return;
    struct str said = utf8_head(text_beside(reading, cell, NULL, false), INDEX_MAX_PHRASE_BYTES);
    index_reading_add_place(reading, arena_copy(&reading->page->arena, said), link, false);
}

void index_table_read_descriptions(const struct page_view *view, const struct profile *profile,
                                   const struct node *table, struct extraction *page) {
    struct index_reading reading;
    index_reading_begin(&reading, view, profile, page);
    for (const struct node *node = node_next(table, table); node != NULL;) {
        bool is_row = str_is(node->name, "tr");
        if (is_row)
            read_description(&reading, node);
        node = is_row ? node_after(node, table) : node_next(node, table);
    }
    index_reading_end(&reading);
}
