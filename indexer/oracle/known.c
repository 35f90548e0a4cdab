#include "indexer/oracle/known.h"

#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "indexer/extract/link.h"

#include <stdlib.h>

void known_init(struct known *known) {
    *known = (struct known){0};
    arena_init(&known->arena);
}

void known_free(struct known *known) {
    free(known->symbols);
    arena_free(&known->arena);
    *known = (struct known){0};
}

void known_file_begin(struct known_file *file, struct known *known, struct str path, uint32_t docset) {
    *file = (struct known_file){.known = known, .path = path, .docset = docset, .first = known->count};
    file->first_bytes = known->arena.used_bytes;
    buf_init(&file->place, KNOWN_MAX_PLACE_BYTES);
    buf_init(&file->anchor, KNOWN_MAX_PLACE_BYTES);
}

static int compare_symbols(const void *a, const void *b) {
    const struct known_symbol *x = a, *y = b;
    int order = str_compare(x->path, y->path);
    if (order == 0)
        order = str_compare(x->anchor, y->anchor);
    if (order == 0)
        order = str_compare(x->name, y->name);
    return order != 0 ? order : (int)x->kind - (int)y->kind;
}

static bool is_same(const struct known_symbol *a, const struct known_symbol *b) {
    return str_equal(a->path, b->path) && str_equal(a->anchor, b->anchor) && str_equal(a->name, b->name);
}

void known_file_end(struct known_file *file, bool keep) {
    struct known *known = file->known;
    size_t end = known->count;
    known->count = file->first;
    if (keep && end > file->first) {
        struct known_symbol *symbols = known->symbols;
        qsort(symbols + file->first, end - file->first, sizeof *symbols, compare_symbols);
        for (size_t i = file->first; i < end; i++)
            if (known->count == file->first || !is_same(&symbols[known->count - 1], &symbols[i]))
                symbols[known->count++] = symbols[i];
    }
    buf_free(&file->place);
    buf_free(&file->anchor);
}

/* Many symbols in a row are on one page: its path is kept once. */
static struct str keep_path(struct known_file *file, struct str path) {
    struct known *known = file->known;
    if (known->count > file->first && str_equal(known->symbols[known->count - 1].path, path))
        return known->symbols[known->count - 1].path;
    return arena_copy(&known->arena, path);
}

static bool is_fit(const struct known_symbol *symbol) {
    return symbol->name.len > 0 && symbol->name.len <= KNOWN_MAX_NAME_BYTES &&
           symbol->anchor.len <= KNOWN_MAX_PLACE_BYTES && utf8_valid(symbol->name) && utf8_valid(symbol->path) &&
           utf8_valid(symbol->anchor);
}

/* symbol.path is from the doc set's root here. */
static void keep(struct known_file *file, struct known_symbol symbol) {
    struct known *known = file->known;
    symbol.name = str_trim(symbol.name);
    if (!is_fit(&symbol))
        return;
    if (known->count - file->first >= KNOWN_MAX_PER_FILE || known->count >= KNOWN_MAX_SYMBOLS ||
        known->arena.used_bytes - file->first_bytes > KNOWN_MAX_BYTES_PER_FILE) {
        file->is_full = true;
        return;
    }
    symbol.path = keep_path(file, symbol.path);
    symbol.name = arena_copy(&known->arena, symbol.name);
    symbol.anchor = arena_copy(&known->arena, symbol.anchor);
    symbol.docset = file->docset;
    symbol.entry = KNOWN_NO_ENTRY;
    known->symbols = mem_grow(known->symbols, known->count, &known->capacity, sizeof *known->symbols);
    known->symbols[known->count++] = symbol;
}

static struct str folder_of(struct str path) {
    while (path.len > 0 && path.ptr[path.len - 1] != '/')
        path.len--;
    return path;
}

void known_add(struct known_file *file, struct known_symbol symbol) {
    buf_reset(&file->place);
    buf_add(&file->place, folder_of(file->path));
    buf_add(&file->place, symbol.path);
    symbol.path = buf_str(&file->place);
    if (!buf_failed(&file->place))
        keep(file, symbol);
}

void known_add_href(struct known_file *file, enum kind kind, struct str name, struct str href) {
    buf_reset(&file->place);
    buf_reset(&file->anchor);
    if (link_resolve(file->path, href, &file->place, &file->anchor))
        keep(file, (struct known_symbol){
                       .name = name, .path = buf_str(&file->place), .anchor = buf_str(&file->anchor), .kind = kind});
}

const char *known_verdict_name(enum known_verdict verdict) {
    static const char *const names[KNOWN_VERDICT_COUNT] = {
        [KNOWN_FOUND] = "found",
        [KNOWN_PAGE_MISSING] = "page missing",
        [KNOWN_ANCHOR_MISSING] = "anchor missing",
        [KNOWN_NAME_DIFFERS] = "name differs",
    };
    return names[verdict];
}
