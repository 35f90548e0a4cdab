#include "indexer/store/keyword_rows.h"

#include "common/base/mem.h"
#include "common/text/name.h"
#include "indexer/store/writer.h"

#include <stdlib.h>

/* The keys by which an entry is found anyway: title, name and the tails of the name. */
struct own_names {
    struct buf title, name, other;
};

static void own_names_init(struct own_names *own, const struct entry *entry) {
    buf_init(&own->title, (size_t)64 << 10);
    buf_init(&own->name, (size_t)64 << 10);
    buf_init(&own->other, (size_t)64 << 10);
    name_write_key(&own->title, entry->title);
    name_write_key(&own->name, entry->name);
}

static void own_names_free(struct own_names *own) {
    buf_free(&own->title);
    buf_free(&own->name);
    buf_free(&own->other);
}

static bool is_own(struct own_names *own, struct str name) {
    buf_reset(&own->other);
    name_write_key(&own->other, name);
    struct str key = buf_str(&own->other), tail = name_with_tails(buf_str(&own->name));
    if (str_equal(key, buf_str(&own->title)) || str_equal(key, buf_str(&own->name)))
        return true;
    while (name_next_tail(&tail))
        if (str_equal(key, tail))
            return true;
    return false;
}

/* A remark is the last line of several, in parentheses. */
static struct str without_remark(struct str phrase) {
    size_t end = phrase.len;
    while (end > 0 && phrase.ptr[end - 1] != '\n')
        end--;
    return end > 0 && phrase.ptr[end] == '(' ? str_head(phrase, end - 1) : phrase;
}

/* Whether the phrase is one of the entry's own names, a remark left aside. */
static bool says_nothing(struct own_names *own, struct str phrase) {
    struct str terms = without_remark(phrase);
    return str_find_char(terms, '\n', 0) == terms.len && is_own(own, terms);
}

/* Whether a part of it is: "print, built-in function" of print. */
static bool has_own_part(struct own_names *own, struct str phrase) {
    struct str part;
    while (str_split(&phrase, '\n', &part))
        if (is_own(own, part))
            return true;
    return false;
}

void keyword_texts_write(const struct keywords *keywords, uint32_t index, const struct entry *entry, struct buf *out) {
    size_t count = 0, end = out->len + KEYWORD_MAX_TEXT_BYTES;
    const struct entry_keyword *all = keywords_of(keywords, index, &count);
    if (count == 0)
        return;
    struct own_names own;
    own_names_init(&own, entry);
    for (size_t i = 0; i < count && out->len + all[i].phrase.len < end; i++) {
        if (all[i].is_link || says_nothing(&own, all[i].phrase))
            continue;
        for (struct str lines = without_remark(all[i].phrase), line; str_split(&lines, '\n', &line);) {
            buf_add(out, line);
            buf_putc(out, lines.ptr != NULL ? ' ' : '\n');
        }
    }
    own_names_free(&own);
}

void keyword_rows_init(struct keyword_rows *rows) {
    *rows = (struct keyword_rows){0};
    arena_init(&rows->arena);
}

void keyword_rows_free(struct keyword_rows *rows) {
    free(rows->rows);
    arena_free(&rows->arena);
    *rows = (struct keyword_rows){0};
}

static void add_row(struct keyword_rows *rows, const struct keyword_row *row) {
    if (row->key.len == 0 || row->key.len > SCHEMA_KEY_MAX_BYTES)
        return;
    rows->rows = mem_grow(rows->rows, rows->count, &rows->capacity, sizeof *rows->rows);
    rows->rows[rows->count++] = *row;
}

static struct str key_of(struct keyword_rows *rows, struct str phrase) {
    struct buf key;
    buf_init(&key, (size_t)64 << 10);
    name_write_phrase_key(&key, phrase);
    struct str copy = arena_copy(&rows->arena, buf_str(&key));
    buf_free(&key);
    return copy;
}

/* A remark need not be typed: "path" and "path data type". */
static void add_keys(struct keyword_rows *rows, const struct entry_keyword *keyword, struct keyword_row row) {
    struct str terms = without_remark(keyword->phrase);
    row.key = keyword->key;
    add_row(rows, &row);
    if (terms.len == keyword->phrase.len)
        return;
    row.key = key_of(rows, terms);
    add_row(rows, &row);
}

void keyword_rows_add(struct keyword_rows *rows, const struct keywords *keywords, const struct placed_entry *placed) {
    size_t count = 0;
    const struct entry_keyword *all = keywords_of(keywords, placed->index, &count);
    if (count == 0)
        return;
    struct own_names own;
    own_names_init(&own, &placed->entry);
    for (size_t i = 0; i < count; i++) {
        bool leads_inside = all[i].anchor.len > 0 && !str_equal(all[i].anchor, placed->entry.anchor);
        if (!all[i].is_name || (says_nothing(&own, all[i].phrase) && !(all[i].is_link_place && leads_inside)))
            continue;
        const struct keyword_row row = {
            .anchor = leads_inside ? all[i].anchor : STR(""),
            .entry = placed->id,
            .docset = placed->docset,
            .is_main = all[i].is_main || has_own_part(&own, all[i].phrase),
        };
        add_keys(rows, &all[i], row);
    }
    own_names_free(&own);
}

/* Of each doc set the main ones first, then the best. */
static int compare_rows(const void *a, const void *b) {
    const struct keyword_row *x = a, *y = b;
    int order = str_compare(x->key, y->key);
    if (order != 0)
        return order;
    if (x->docset != y->docset)
        return x->docset < y->docset ? -1 : 1;
    if (x->is_main != y->is_main)
        return x->is_main ? -1 : 1;
    if (x->entry != y->entry)
        return x->entry < y->entry ? -1 : 1;
    return str_compare(x->anchor, y->anchor);
}

static bool write_row(const struct keyword_row *row, struct db *db, struct err *err) {
    db_bind_text(db, WRITE_KEYWORD, 1, row->key);
    db_bind_int(db, WRITE_KEYWORD, 2, row->entry);
    db_bind_text(db, WRITE_KEYWORD, 3, row->anchor);
    return db_run(db, WRITE_KEYWORD, err);
}

bool keyword_rows_write(struct keyword_rows *rows, struct db *db, struct err *err) {
    const struct keyword_row *first = NULL, *last = NULL; /* written: of this key and doc set; the last one */
    size_t written = 0;
    if (rows->count > 0)
        qsort(rows->rows, rows->count, sizeof *rows->rows, compare_rows);
    for (size_t i = 0; i < rows->count; i++) {
        const struct keyword_row *row = &rows->rows[i];
        bool is_new = first == NULL || row->docset != first->docset || !str_equal(row->key, first->key);
        if (!is_new && (row->entry == last->entry || row->is_main != first->is_main || written == KEYWORD_MAX_ENTRIES))
            continue;
        written = is_new ? 1 : written + 1;
        first = is_new ? row : first;
        last = row;
        if (!write_row(row, db, err))
            return false;
    }
    return true;
}
