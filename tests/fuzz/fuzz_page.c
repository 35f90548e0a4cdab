/* Any bytes as an HTML page: entries, links and ids come out whole. */
#include "tests/fuzz/target.h"

#include "common/base/utf8.h"
#include "common/index/flow.h"
#include "common/index/layout.h"
#include "indexer/extract/extract.h"
#include "indexer/input/page.h"

static void check_entry(const struct extraction *page, size_t index) {
    const struct entry *entry = &page->entries[index];
    const struct str strings[] = {entry->anchor,    entry->title,       entry->name, entry->text,
                                  entry->signature, entry->breadcrumbs, entry->code};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        TARGET_CHECK(utf8_valid(strings[i]));
    TARGET_CHECK(entry->title.len > 0 && entry->title.len <= ENTRY_MAX_TITLE_BYTES);
    TARGET_CHECK(index == 0 ? entry->parent == ENTRY_NONE : entry->parent < index);
    TARGET_CHECK(entry->text_of < page->entry_count);
    TARGET_CHECK((unsigned)entry->kind < KIND_COUNT);
}

/* Nothing that is shown is lost or comes twice: as many bytes as there are without marks and line ends. */
static void check_content(const struct entry *entry) {
    struct flow flow = {entry->text, entry->code};
    size_t bytes = 0, marks = 0;
    for (struct flow_part part; flow_next(&flow, &part); bytes += part.bytes.len)
        TARGET_CHECK(part.bytes.len > 0 && utf8_valid(part.bytes));
    for (size_t i = 0; i < entry->text.len; i++)
        marks += entry->text.ptr[i] == '\n';
    for (size_t i = 0; i < entry->code.len; i++)
        marks += entry->code.ptr[i] == SCHEMA_SAMPLE_MARK || entry->code.ptr[i] == SCHEMA_BLOCK_MARK;
    TARGET_CHECK(bytes + marks == entry->text.len + entry->code.len);
}

/* Every range may stand where it does, and all of the column is read. */
static void check_shape(const struct entry *entry) {
    struct shape_stack stack = {.depth = 0};
    struct shape_range range = {0};
    struct str rest = entry->shape;
    TARGET_CHECK(rest.len <= SHAPE_MAX_BYTES);
    while (shape_next(&rest, &range)) {
        TARGET_CHECK(shape_enter(&stack, &range));
        TARGET_CHECK(range.end <= entry->text.len + entry->code.len + 1);
    }
    TARGET_CHECK(rest.len == 0);
}

static void check_step(struct shape_stack *stack, const struct layout_step *step) {
    if (step->shape == LAYOUT_LEAVE) {
        TARGET_CHECK(stack->depth > 0);
        stack->depth--;
        return;
    }
    TARGET_CHECK(stack->depth < SHAPE_MAX_DEPTH && shape_holds(shape_innermost(stack), step->shape));
    stack->open[stack->depth++].shape = step->shape;
    TARGET_CHECK(!shape_is_cell(step->shape) || shape_rows(step->value) <= SHAPE_MAX_ROWS);
}

/* What readers are given is whole, whatever the column says. */
static void check_layout(const struct entry *entry, struct str shape) {
    struct layout layout = {.flow = {entry->text, entry->code}, .bytes = shape};
    struct shape_stack stack = {.depth = 0};
    struct layout_part part = {.flow = {STR("x"), false}};
    while (part.flow.bytes.len > 0 && layout_next(&layout, &part)) {
        for (size_t i = 0; i < part.step_count; i++)
            check_step(&stack, &part.steps[i]);
        TARGET_CHECK(part.flow.bytes.len == 0 || shape_wrapper(shape_innermost(&stack)) == SHAPE_COUNT);
        TARGET_CHECK(part.cell_count == 0 || shape_is_cell(shape_innermost(&stack)));
        for (size_t i = 0; i < part.cell_count; i++)
            TARGET_CHECK(part.cells[i].start <= part.flow.bytes.len && shape_is_cell(part.cells[i].shape));
        for (size_t i = 0; i < part.mark_count; i++)
            TARGET_CHECK(part.marks[i].end <= part.flow.bytes.len && shape_is_inline(part.marks[i].shape));
    }
    TARGET_CHECK(!layout_next(&layout, &part));
}

/* The bytes as a column, by themselves and as deep as the first of them says: what stands at the end of the depth is
 * reached by few columns. */
static void check_column(struct str bytes) {
    const struct entry entry = {.text = STR("a b\nc\n\u20ac d e\nf"), .code = STR("\x1f\x1es\x1f\x1et")};
    struct shape_range note = {SHAPE_NOTE, 0, entry.text.len + entry.code.len, 0};
    struct buf column;
    check_layout(&entry, str_head(bytes, SHAPE_MAX_BYTES));
    buf_init(&column, SHAPE_MAX_BYTES);
    for (size_t depth = bytes.len > 0 ? (unsigned char)bytes.ptr[0] % SHAPE_MAX_DEPTH : 0; depth > 0; depth--)
        TARGET_CHECK(shape_write(&column, 0, &note));
    buf_add(&column, str_head(str_from_offset(bytes, bytes.len > 0), SHAPE_MAX_BYTES / 2));
    check_layout(&entry, buf_str(&column));
    buf_free(&column);
}

static void check_keywords(const struct extraction *page) {
    for (size_t i = 0; i < page->keyword_count; i++) {
        const struct keyword *keyword = &page->keywords[i];
        TARGET_CHECK(keyword->phrase.len > 0 && utf8_valid(keyword->phrase) && utf8_valid(keyword->key));
        TARGET_CHECK(keyword->target.path.len > 0);
    }
}

/* What a page is called may say that it is an index. */
static void check_page(struct str path, struct str bytes) {
    struct extraction page;
    struct err err = {0};
    if (extract_page(&page, path, bytes, &err)) {
        for (size_t i = 0; i < page.entry_count; i++) {
            check_entry(&page, i);
            check_content(&page.entries[i]);
            check_shape(&page.entries[i]);
            check_layout(&page.entries[i], page.entries[i].shape);
            check_layout(&page.entries[i], str_head(bytes, SHAPE_MAX_BYTES));
        }
        for (size_t i = 0; i < page.id_count; i++)
            TARGET_CHECK(page.ids[i].entry < page.entry_count && page.ids[i].id.len > 0);
        for (size_t i = 0; i < page.link_count; i++)
            TARGET_CHECK(utf8_valid(page.links[i].text) && page.links[i].path.len > 0);
        check_keywords(&page);
    } else {
        bool has_nul = str_find_char(bytes, '\0', 0) < bytes.len;
        TARGET_CHECK(err.code == ERR_LIMIT || (err.code == ERR_FORMAT && has_nul));
    }
    extraction_free(&page);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct str bytes = str_make((const char *)data, size);
    page_setup();
    check_column(bytes);
    check_page(STR("folder/page.html"), bytes);
    check_page(STR("folder/genindex.html"), bytes);
    return 0;
}
