#include "indexer/store/highlights.h"

#include "common/base/mem.h"
#include "indexer/store/writer.h"

#include <stdlib.h>

void highlights_init(struct highlights *highlights, size_t docset_count) {
    highlights->docset_count = docset_count;
    highlights->lists = mem_new(docset_count, sizeof *highlights->lists);
}

void highlights_free(struct highlights *highlights) {
    free(highlights->lists);
    *highlights = (struct highlights){0};
}

/* Entries come in the order of their ids: of equals the earlier one stays in front. */
static void insert(struct highlight_list *list, uint32_t id, uint32_t links) {
    size_t at = list->count;
    while (at > 0 && list->entries[at - 1].links < links)
        at--;
    if (at == HIGHLIGHTS_PER_ROLE)
        return;
    if (list->count < HIGHLIGHTS_PER_ROLE)
        list->count++;
    for (size_t i = list->count - 1; i > at; i--)
        list->entries[i] = list->entries[i - 1];
    list->entries[at].id = id;
    list->entries[at].links = links;
}

/* Puts the entry where the start page has it, if it does. */
static void place_entry_point(struct highlight_list *list, const struct collected_docset *docset, uint32_t index,
                              uint32_t id) {
    for (size_t i = 0; i < docset->entry_point_count; i++)
        if (docset->entry_points[i] == index)
            list->entries[i].id = id;
}

void highlights_add(struct highlights *highlights, const struct collection *collection, uint32_t index, uint32_t id) {
    const struct collected_entry *entry = &collection->entries[index];
    uint32_t docset_index = collection->pages[entry->page].docset;
    const struct collected_docset *docset = &collection->docsets[docset_index];
    struct highlight_list *lists = highlights->lists[docset_index];
    enum kind kind = (enum kind)entry->kind;
    if (docset->entry_point_count > 0) {
        lists[HIGHLIGHT_ENTRY_POINT].count = docset->entry_point_count;
        place_entry_point(&lists[HIGHLIGHT_ENTRY_POINT], docset, index, id);
    } else if (entry->is_page && (!kind_is_symbol(kind) || kind == KIND_MODULE)) {
        insert(&lists[HIGHLIGHT_ENTRY_POINT], id, entry->links);
    }
    if (kind_is_symbol(kind) && kind != KIND_MODULE)
        insert(&lists[HIGHLIGHT_MOST_LINKED], id, entry->links);
}

bool highlights_write(const struct highlights *highlights, struct db *db, struct err *err) {
    static const char *const roles[] = {
        [HIGHLIGHT_ENTRY_POINT] = "entry_point", [HIGHLIGHT_MOST_LINKED] = "most_linked"};
    for (size_t docset = 0; docset < highlights->docset_count; docset++) {
        for (int role = 0; role < HIGHLIGHT_ROLE_COUNT; role++) {
            const struct highlight_list *list = &highlights->lists[docset][role];
            for (size_t i = 0; i < list->count; i++) {
                db_bind_int(db, WRITE_HIGHLIGHT, 1, (int64_t)docset + 1);
                db_bind_text(db, WRITE_HIGHLIGHT, 2, str_from(roles[role]));
                db_bind_int(db, WRITE_HIGHLIGHT, 3, (int64_t)i);
                db_bind_int(db, WRITE_HIGHLIGHT, 4, list->entries[i].id);
                if (!db_run(db, WRITE_HIGHLIGHT, err))
                    return false;
            }
        }
    }
    return true;
}
