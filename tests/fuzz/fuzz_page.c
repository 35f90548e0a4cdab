/* Any bytes as an HTML page: entries, links and ids come out whole. */
#include "tests/fuzz/target.h"

#include "common/base/utf8.h"
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct extraction page;
    struct err err = {0};
    page_setup();
    if (extract_page(&page, STR("folder/page.html"), str_make((const char *)data, size), &err)) {
        for (size_t i = 0; i < page.entry_count; i++)
            check_entry(&page, i);
        for (size_t i = 0; i < page.id_count; i++)
            TARGET_CHECK(page.ids[i].entry < page.entry_count && page.ids[i].id.len > 0);
        for (size_t i = 0; i < page.link_count; i++)
            TARGET_CHECK(utf8_valid(page.links[i].text) && page.links[i].path.len > 0);
    } else {
        TARGET_CHECK(err.code == ERR_LIMIT);
    }
    extraction_free(&page);
    return 0;
}
