#include "indexer/store/subcommands.h"

#include "common/base/mem.h"
#include "common/text/name.h"

#include <stdlib.h>

void subcommands_init(struct subcommands *subcommands) {
    *subcommands = (struct subcommands){0};
    arena_init(&subcommands->arena);
}

void subcommands_free(struct subcommands *subcommands) {
    free(subcommands->pages);
    arena_free(&subcommands->arena);
    *subcommands = (struct subcommands){0};
}

void subcommands_add(struct subcommands *subcommands, const struct entry *entry, uint32_t id, uint32_t docset) {
    if (entry->kind != KIND_COMMAND || entry->parent != ENTRY_NONE || entry->name.len == 0)
        return;
    struct buf key;
    buf_init(&key, SCHEMA_KEY_MAX_BYTES);
    name_write_key(&key, entry->name);
    if (!buf_failed(&key)) {
        subcommands->pages =
            mem_grow(subcommands->pages, subcommands->count, &subcommands->capacity, sizeof *subcommands->pages);
        subcommands->pages[subcommands->count++] =
            (struct command_page){docset, id, arena_copy(&subcommands->arena, buf_str(&key))};
    }
    buf_free(&key);
}

static int compare_pages(const void *a, const void *b) {
    const struct command_page *x = a, *y = b;
    if (x->docset != y->docset)
        return x->docset < y->docset ? -1 : 1;
    int order = str_compare(x->key, y->key);
    return order != 0 ? order : (x->entry > y->entry) - (x->entry < y->entry);
}

static bool has_command(const struct subcommands *subcommands, uint32_t docset, struct str key) {
    const struct command_page sought = {docset, 0, key};
    size_t low = 0, high = subcommands->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_pages(&subcommands->pages[middle], &sought) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < subcommands->count && subcommands->pages[low].docset == docset &&
           str_equal(subcommands->pages[low].key, key);
}

/* "rebase" and "git rebase" of git-rebase. */
static void add_keys(struct subcommands *subcommands, const struct command_page *page, size_t dash,
                     struct names *names) {
    char *spaced = arena_bytes(&subcommands->arena, page->key.len);
    memcpy(spaced, page->key.ptr, page->key.len);
    spaced[dash] = ' ';
    const struct str keys[] = {str_from_offset(page->key, dash + 1), str_make(spaced, page->key.len)};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        names_add_key(names,
                      (struct name_key){arena_copy(&names->arena, keys[i]), page->entry, page->docset, NAME_WHOLE});
}

void subcommands_name(struct subcommands *subcommands, struct names *names) {
    if (subcommands->count > 0)
        qsort(subcommands->pages, subcommands->count, sizeof *subcommands->pages, compare_pages);
    for (size_t i = 0; i < subcommands->count; i++) {
        const struct command_page *page = &subcommands->pages[i];
        size_t dash = str_find_char(page->key, '-', 0);
        if (dash + 1 < page->key.len && has_command(subcommands, page->docset, str_head(page->key, dash)))
            add_keys(subcommands, page, dash, names);
    }
}
