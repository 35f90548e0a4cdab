#include "indexer/store/names.h"

#include "common/base/mem.h"
#include "common/text/exact.h"
#include "common/text/fold.h"
#include "common/text/name.h"
#include "indexer/extract/term.h"
#include "indexer/store/prefixes.h"
#include "indexer/store/writer.h"

#include <stdlib.h>

void names_init(struct names *names) {
    *names = (struct names){0};
    arena_init(&names->arena);
    buf_init(&names->scratch, (size_t)64 << 10);
}

void names_free(struct names *names) {
    free(names->keys);
    buf_free(&names->scratch);
    arena_free(&names->arena);
    *names = (struct names){0};
}

void names_add_key(struct names *names, struct name_key key) {
    if (key.key.len == 0 || key.key.len > SCHEMA_KEY_MAX_BYTES)
        return;
    names->keys = mem_grow(names->keys, names->count, &names->capacity, sizeof *names->keys);
    names->keys[names->count++] = key;
}

static struct str key_of(struct names *names, struct str text) {
    buf_reset(&names->scratch);
    name_write_key(&names->scratch, text);
    return arena_copy(&names->arena, buf_str(&names->scratch));
}

static bool may_have_spellings(struct str title) {
    for (size_t i = 0; i < title.len; i++)
        if (title.ptr[i] == ',' || title.ptr[i] == '[' || title.ptr[i] == '|')
            return true;
    return false;
}

/* What can be written in several ways is found by each: "-q, --quiet". */
static void add_spellings(struct names *names, const struct entry *entry, struct name_key key) {
    struct str spellings[TERM_MAX_SPELLINGS];
    struct buf scratch;
    buf_init(&scratch, 4 * ENTRY_MAX_TITLE_BYTES);
    buf_reserve(&scratch, scratch.max_bytes);
    size_t count = term_spellings(entry->title, &scratch, spellings);
    for (size_t i = 0; i < count; i++) {
        key.key = key_of(names, spellings[i]);
        names_add_key(names, key);
    }
    buf_free(&scratch);
}

/* What a title begins with is a name where it is an operator, or a word with its sign: "\d[S+] [ pattern ]". */
static void add_sign(struct names *names, const struct entry *entry, struct name_key key) {
    size_t bytes = exact_at_start(entry->title);
    bool is_sign = bytes > 0 && bytes < entry->title.len && !fold_is_word((unsigned char)entry->title.ptr[0]);
    if (!is_sign)
        return;
    key.key = key_of(names, str_head(entry->title, bytes));
    names_add_key(names, key);
}

/* An id that is the name with its kind in front tells it from others of that name: "prop_dir:LABELS". */
static void add_id(struct names *names, const struct entry *entry, struct name_key key) {
    size_t colon = str_find_char(entry->anchor, ':', 0);
    if (colon == 0 || colon == entry->anchor.len || !str_equal(str_from_offset(entry->anchor, colon + 1), entry->name))
        return;
    key.key = key_of(names, entry->anchor);
    names_add_key(names, key);
}

void names_add(struct names *names, const struct entry *entry, uint32_t id, uint32_t docset) {
    struct str title = key_of(names, entry->title);
    names_add_key(names, (struct name_key){title, id, docset, NAME_WHOLE});
    add_sign(names, entry, (struct name_key){title, id, docset, NAME_TAIL});
    if (entry->name.len == 0)
        return;
    struct str name = key_of(names, entry->name);
    if (!str_equal(name, title))
        names_add_key(names, (struct name_key){name, id, docset, NAME_WHOLE});
    add_id(names, entry, (struct name_key){name, id, docset, NAME_WHOLE});
    if (may_have_spellings(entry->title))
        add_spellings(names, entry, (struct name_key){name, id, docset, NAME_WHOLE});
    for (struct str tail = name_with_tails(name); name_next_tail(&tail);)
        names_add_key(names, (struct name_key){tail, id, docset, NAME_TAIL});
}

static int compare_keys(const void *a, const void *b) {
    const struct name_key *x = a, *y = b;
    int order = str_compare(x->key, y->key);
    if (order != 0)
        return order;
    if (x->tier != y->tier)
        return x->tier < y->tier ? -1 : 1;
    return (x->entry > y->entry) - (x->entry < y->entry);
}

static bool write_keys(const struct names *names, struct db *db, struct err *err) {
    for (size_t i = 0; i < names->count; i++) {
        const struct name_key *key = &names->keys[i];
        if (i > 0 && compare_keys(key, key - 1) == 0)
            continue;
        db_bind_text(db, WRITE_NAME, 1, key->key);
        db_bind_int(db, WRITE_NAME, 2, key->tier);
        db_bind_int(db, WRITE_NAME, 3, key->entry);
        if (!db_run(db, WRITE_NAME, err))
            return false;
    }
    return true;
}

static bool emit_entry(void *context, const struct prefix_place *place, uint32_t value, struct err *err) {
    struct db *db = context;
    db_bind_int(db, WRITE_NAME_PREFIX, 1, place->group);
    db_bind_text(db, WRITE_NAME_PREFIX, 2, place->prefix);
    db_bind_int(db, WRITE_NAME_PREFIX, 3, (int64_t)place->position);
    db_bind_int(db, WRITE_NAME_PREFIX, 4, value);
    return db_run(db, WRITE_NAME_PREFIX, err);
}

/* With a single doc set its own lists would repeat those of all. */
static bool write_prefixes(const struct names *names, struct db *db, size_t docset_count, struct err *err) {
    struct prefix_item *items = mem_new(names->count, sizeof *items);
    for (size_t i = 0; i < names->count; i++) {
        const struct name_key *key = &names->keys[i];
        items[i] = (struct prefix_item){key->key, key->entry, key->entry, key->docset};
    }
    const struct prefix_lists lists = {
        .scan_max = SCHEMA_NAME_SCAN_MAX,
        .list_max = SCHEMA_NAME_LIST_MAX,
        .group_count = docset_count > 1 ? (uint32_t)docset_count : 0,
        .context = db,
        .emit = emit_entry,
    };
    bool ok = prefixes_emit(&lists, items, names->count, err);
    free(items);
    return ok;
}

void names_sort(struct names *names) {
    qsort(names->keys, names->count, sizeof *names->keys, compare_keys);
}

bool names_write(const struct names *names, struct db *db, size_t docset_count, struct err *err) {
    return write_keys(names, db, err) && write_prefixes(names, db, docset_count, err);
}
