#include "indexer/store/writer.h"

#include "common/base/mem.h"
#include "common/index/schema.h"
#include "common/text/exact.h"
#include "indexer/stop.h"
#include "indexer/store/gather.h"
#include "indexer/store/order.h"
#include "indexer/store/reader.h"
#include "indexer/store/record.h"

#include <stdlib.h>

/* Bytes of index that FTS5 gathers in memory before it writes a segment, and the size of its b-tree leaves: a little
 * under what a page of SCHEMA_PAGE_BYTES holds in one piece. */
#define FTS_SETTINGS                                                                                                   \
    "INSERT INTO entry_fts(entry_fts, rank) VALUES ('hashsize', 16777216);"                                            \
    "INSERT INTO entry_fts(entry_fts, rank) VALUES ('automerge', 0);"                                                  \
    "INSERT INTO entry_fts(entry_fts, rank) VALUES ('pgsz', 4000);"

static const char *const statements[WRITE_STMT_COUNT] = {
    [WRITE_META] = "INSERT INTO meta VALUES (?1, ?2)",
    [WRITE_DOCSET] = "INSERT INTO docset VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [WRITE_KIND] = "INSERT INTO kind VALUES (?1, ?2)",
    [WRITE_DOCSET_KIND] = "INSERT INTO docset_kind VALUES (?1, ?2, ?3, ?4)",
    [WRITE_PAGE] = "INSERT INTO page VALUES (?1, ?2, ?3, ?4)",
    [WRITE_ENTRY] = "INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    [WRITE_FTS] = "INSERT INTO entry_fts (rowid, title, name, links, text, code) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [WRITE_HIGHLIGHT] = "INSERT INTO highlight VALUES (?1, ?2, ?3, ?4)",
    [WRITE_NAME] = "INSERT INTO name VALUES (?1, ?2, ?3)",
    [WRITE_NAME_PREFIX] = "INSERT INTO name_prefix VALUES (?1, ?2, ?3, ?4)",
    [WRITE_KEYWORD] = "INSERT INTO keyword VALUES (?1, ?2, ?3)",
    [WRITE_TERM] = "INSERT INTO term VALUES (?1, ?2, ?3, ?4)",
    [WRITE_POSTING] = "INSERT INTO posting VALUES (?1, ?2, ?3)",
    [WRITE_TERM_PREFIX] = "INSERT INTO term_prefix VALUES (?1, ?2, ?3)",
    [WRITE_SIGNAL] = "INSERT INTO signal VALUES (?1, ?2)",
    [WRITE_SQLAR] = "INSERT INTO sqlar VALUES (?1, 33188, 0, ?2, ?3)",
};

/* Names that only one entry has, of the entries of most weight, for a server to ask before it serves the file. Letters
 * that are not folded, and nothing that queries give a meaning to, so that the name itself is what is looked up. */
#define WRITE_CANARIES                                                                                                 \
    "INSERT INTO meta SELECT 'canaries', coalesce(group_concat(line, char(10)), '') FROM ("                            \
    "SELECT min(entry) || ' ' || key AS line FROM name WHERE tier = 0 AND length(key) > 2 "                            \
    "AND key NOT GLOB '*[^a-z0-9_.]*' AND key GLOB '[a-z]*[a-z0-9]' "                                                  \
    "GROUP BY key HAVING count(*) = 1 ORDER BY min(entry) LIMIT 32)"

struct writer {
    struct db db;
    struct collection *collection;
    struct progress *progress;
    uint32_t *order; /* index of the entry with id i + 1 */
    struct gathering gathering;
};

static bool write_meta(struct writer *writer, const char *key, struct str value, struct err *err) {
    db_bind_text(&writer->db, WRITE_META, 1, str_from(key));
    db_bind_text(&writer->db, WRITE_META, 2, value);
    return db_run(&writer->db, WRITE_META, err);
}

static bool write_meta_number(struct writer *writer, const char *key, uint64_t value, struct err *err) {
    struct buf text;
    buf_init(&text, 32);
    buf_addf(&text, "%llu", (unsigned long long)value);
    bool ok = write_meta(writer, key, buf_str(&text), err);
    buf_free(&text);
    return ok;
}

static bool write_all_meta(struct writer *writer, struct err *err) {
    const struct collection *collection = writer->collection;
    char id[DIGEST_HEX_BYTES];
    digest_hex(&collection->digest, id);
    return write_meta(writer, "id", str_make(id, 32), err) &&
           write_meta(writer, "program", STR("docfinch-index " DOCFINCH_VERSION), err) &&
           write_meta_number(writer, "docset_count", collection->docset_count, err) &&
           write_meta_number(writer, "page_count", collection->page_count, err) &&
           write_meta_number(writer, "entry_count", collection->entry_count, err) &&
           write_meta_number(writer, "input_bytes", collection->input_bytes, err);
}

static bool write_docset(struct writer *writer, size_t index, struct err *err) {
    const struct collected_docset *docset = &writer->collection->docsets[index];
    struct db *db = &writer->db;
    db_bind_int(db, WRITE_DOCSET, 1, (int64_t)index + 1);
    db_bind_text(db, WRITE_DOCSET, 2, docset->name);
    db_bind_text(db, WRITE_DOCSET, 3, docset->title);
    db_bind_text(db, WRITE_DOCSET, 4, docset->version);
    db_bind_text(db, WRITE_DOCSET, 5, docset->language);
    db_bind_text(db, WRITE_DOCSET, 6, str_from(docset->generator));
    db_bind_text(db, WRITE_DOCSET, 7, docset->base_url);
    db_bind_int(db, WRITE_DOCSET, 8, (int64_t)docset->page_count);
    db_bind_int(db, WRITE_DOCSET, 9, (int64_t)docset->entry_count);
    return db_run(db, WRITE_DOCSET, err);
}

/* The kind with the most entries that is not done yet, the first of equals; KIND_COUNT when there is none. */
static enum kind next_kind(const struct collected_docset *docset, const bool done[KIND_COUNT]) {
    enum kind best = KIND_COUNT;
    for (int i = 0; i < KIND_COUNT; i++)
        if (!done[i] && docset->kind_count[i] > 0 &&
            (best == KIND_COUNT || docset->kind_count[i] > docset->kind_count[best]))
            best = (enum kind)i;
    return best;
}

static bool write_kinds(struct writer *writer, size_t index, struct err *err) {
    const struct collected_docset *docset = &writer->collection->docsets[index];
    bool done[KIND_COUNT] = {false};
    int64_t position = 0;
    for (enum kind kind = next_kind(docset, done); kind != KIND_COUNT; kind = next_kind(docset, done)) {
        done[kind] = true;
        db_bind_int(&writer->db, WRITE_DOCSET_KIND, 1, (int64_t)index + 1);
        db_bind_int(&writer->db, WRITE_DOCSET_KIND, 2, position++);
        db_bind_int(&writer->db, WRITE_DOCSET_KIND, 3, kind + 1);
        db_bind_int(&writer->db, WRITE_DOCSET_KIND, 4, (int64_t)docset->kind_count[kind]);
        if (!db_run(&writer->db, WRITE_DOCSET_KIND, err))
            return false;
    }
    return true;
}

static bool write_kind_names(struct writer *writer, struct err *err) {
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        db_bind_int(&writer->db, WRITE_KIND, 1, kind + 1);
        db_bind_text(&writer->db, WRITE_KIND, 2, str_from(kind_name((enum kind)kind)));
        if (!db_run(&writer->db, WRITE_KIND, err))
            return false;
    }
    return true;
}

static bool write_docsets(struct writer *writer, struct err *err) {
    for (size_t i = 0; i < writer->collection->docset_count; i++)
        if (!write_docset(writer, i, err) || !write_kinds(writer, i, err))
            return false;
    return true;
}

static bool write_pages(struct writer *writer, struct err *err) {
    for (size_t i = 0; i < writer->collection->page_count; i++) {
        const struct collected_page *page = &writer->collection->pages[i];
        db_bind_int(&writer->db, WRITE_PAGE, 1, (int64_t)i + 1);
        db_bind_int(&writer->db, WRITE_PAGE, 2, page->docset + 1);
        db_bind_text(&writer->db, WRITE_PAGE, 3, page->path);
        db_bind_text(&writer->db, WRITE_PAGE, 4, page->title);
        if (!db_run(&writer->db, WRITE_PAGE, err))
            return false;
    }
    return true;
}

static bool write_entry_row(struct writer *writer, const struct placed_entry *placed, struct err *err) {
    const struct entry *entry = &placed->entry;
    struct db *db = &writer->db;
    db_bind_int(db, WRITE_ENTRY, 1, placed->id);
    db_bind_int(db, WRITE_ENTRY, 2, placed->known->page + 1);
    db_bind_int(db, WRITE_ENTRY, 3, placed->place);
    db_bind_int(db, WRITE_ENTRY, 4, entry->kind + 1);
    db_bind_int(db, WRITE_ENTRY, 5, placed->known->weight);
    db_bind_int(db, WRITE_ENTRY, 6, placed->known->links);
    db_bind_text(db, WRITE_ENTRY, 7, entry->anchor);
    db_bind_text(db, WRITE_ENTRY, 8, entry->title);
    db_bind_text(db, WRITE_ENTRY, 9, entry->name);
    db_bind_text(db, WRITE_ENTRY, 10, entry->signature);
    db_bind_text(db, WRITE_ENTRY, 11, entry->breadcrumbs);
    db_bind_text(db, WRITE_ENTRY, 12, entry->since);
    db_bind_text(db, WRITE_ENTRY, 13, entry->deprecated);
    db_bind_text(db, WRITE_ENTRY, 14, entry->text);
    db_bind_text(db, WRITE_ENTRY, 15, entry->code);
    db_bind_blob(db, WRITE_ENTRY, 16, entry->shape.ptr, entry->shape.len);
    return db_run(db, WRITE_ENTRY, err);
}

/* The fields that a phrase is looked for in. */
static bool write_entry_words(struct writer *writer, const struct placed_entry *placed, struct buf words[FIELD_COUNT],
                              struct err *err) {
    static const enum field fields[] = {FIELD_TITLE, FIELD_NAME, FIELD_LINKS, FIELD_TEXT, FIELD_CODE};
    db_bind_int(&writer->db, WRITE_FTS, 1, placed->id);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        buf_reset(&words[i]);
        exact_leave_out(&words[i], placed->entry.terms[fields[i]]);
        db_bind_text(&writer->db, WRITE_FTS, 2 + (int)i, buf_str(&words[i]));
    }
    return db_run(&writer->db, WRITE_FTS, err);
}

static bool write_entries(struct writer *writer, struct err *err) {
    size_t count = writer->collection->entry_count;
    struct reader reader;
    struct placed_entry placed;
    struct buf words[FIELD_COUNT];
    for (size_t i = 0; i < FIELD_COUNT; i++)
        buf_init(&words[i], RECORD_MAX_BYTES);
    reader_init(&reader, writer->collection, writer->order);
    progress_stage(writer->progress, "Writing entries", NULL, count);
    bool ok = true;
    for (uint32_t id = 1; ok && id <= count; id++) {
        ok = stop_check(err) && reader_read(&reader, id, &placed, err) && write_entry_row(writer, &placed, err) &&
             write_entry_words(writer, &placed, words, err);
        progress_step(writer->progress);
    }
    for (size_t i = 0; i < FIELD_COUNT; i++)
        buf_free(&words[i]);
    reader_free(&reader);
    return ok;
}

static bool write_file(struct writer *writer, const struct collected_file *file, struct buf *bytes, struct err *err) {
    if (!stop_check(err) || !spool_read(&writer->collection->spool, file->record, bytes, err))
        return false;
    db_bind_text(&writer->db, WRITE_SQLAR, 1, file->name);
    db_bind_int(&writer->db, WRITE_SQLAR, 2, (int64_t)file->size);
    db_bind_blob(&writer->db, WRITE_SQLAR, 3, bytes->data, bytes->len);
    return db_run(&writer->db, WRITE_SQLAR, err);
}

static bool write_files(struct writer *writer, struct err *err) {
    struct buf bytes;
    buf_init(&bytes, RECORD_MAX_BYTES);
    bool ok = true;
    for (size_t i = 0; ok && i < writer->collection->file_count; i++)
        ok = write_file(writer, &writer->collection->files[i], &bytes, err);
    buf_free(&bytes);
    return ok;
}

static bool write_gathered(struct writer *writer, struct err *err) {
    struct gathering *gathering = &writer->gathering;
    struct db *db = &writer->db;
    if (!gather_end(gathering, err))
        return false;
    return signal_rows_write(&gathering->signals, db, err) && highlights_write(&gathering->highlights, db, err) &&
           terms_write(&gathering->terms, db, err) &&
           names_write(&gathering->names, db, writer->collection->docset_count, err) &&
           keyword_rows_write(&gathering->keywords, db, err) && db_exec(db, WRITE_CANARIES, err);
}

static bool write_tables(struct writer *writer, struct err *err) {
    struct db *db = &writer->db;
    gather_begin(&writer->gathering, writer->collection, writer->order);
    bool ok = db_exec(db, "BEGIN", err) && write_all_meta(writer, err) && write_kind_names(writer, err) &&
              write_docsets(writer, err) && write_pages(writer, err) && write_entries(writer, err) &&
              write_gathered(writer, err) && write_files(writer, err) && db_exec(db, "COMMIT", err);
    gather_free(&writer->gathering);
    return ok;
}

/* One segment in the text index, then every page of the file in its place. */
static bool finish_tables(struct writer *writer, const char *path, struct err *err) {
    return stop_check(err) && db_exec(&writer->db, "INSERT INTO entry_fts(entry_fts) VALUES ('optimize')", err) &&
           stop_check(err) && db_copy_to(&writer->db, path, err);
}

bool writer_run(struct collection *collection, const char *path, struct progress *progress, struct err *err) {
    struct writer writer = {.collection = collection, .progress = progress};
    struct db *db = &writer.db;
    writer.order = order_entries(collection);
    bool ok = spool_flush(&collection->spool, err) && db_create(db, err) && db_exec(db, schema_sql, err) &&
              db_exec(db, FTS_SETTINGS, err) && db_prepare(db, statements, WRITE_STMT_COUNT, err) &&
              write_tables(&writer, err) && finish_tables(&writer, path, err);
    db_close(db);
    free(writer.order);
    progress_end(progress);
    return ok;
}
