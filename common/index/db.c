/* MAP_ANONYMOUS and madvise() are newer than POSIX.1-2008. */
#define _DEFAULT_SOURCE

#include "common/index/db.h"

#include "common/base/clock.h"
#include "common/base/mem.h"
#include "common/index/schema.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

/* Cache of a database that is being made. */
#define CACHE_KIBIBYTES 32768

/* How often, in virtual machine steps, a running statement looks at the clock. */
#define DEADLINE_CHECK_STEPS 1000

/* What the user can do something about is said without SQL. path: of the file in question; "" is the database that is
 * being made, NULL one in memory. */
static bool fail_on(struct db *db, struct err *err, const char *path, const char *doing) {
    int code = db->handle ? sqlite3_errcode(db->handle) & 0xFF : SQLITE_NOMEM;
    const char *name = path != NULL && path[0] != '\0' ? path : "the temporary database";
    if (path != NULL && code == SQLITE_FULL)
        return err_set(err, ERR_IO, "%s: no space left on the disk (for the artifact or for temporary files in TMPDIR)",
                       name);
    if (path != NULL && (code == SQLITE_IOERR || code == SQLITE_CANTOPEN))
        return err_set(err, ERR_IO, "%s: %s", name, sqlite3_errmsg(db->handle));
    if (code == SQLITE_NOMEM)
        return err_set(err, ERR_DB, "SQLite is out of memory");
    return err_set(err, ERR_DB, "%s: %s", doing, sqlite3_errmsg(db->handle));
}

static bool db_fail(struct db *db, struct err *err, const char *doing) {
    return fail_on(db, err, db->handle ? sqlite3_db_filename(db->handle, "main") : NULL, doing);
}

/* In one piece, which Linux gives out by 2 MB at a time where it can: of the page faults of a build of the Python
 * documentation a third are for the cache otherwise, and that takes 10 % of its time. */
void db_reserve_cache(void) {
    int header_bytes = 0;
    sqlite3_config(SQLITE_CONFIG_PCACHE_HDRSZ, &header_bytes);
    int slot_bytes = SCHEMA_PAGE_BYTES + header_bytes, slots = CACHE_KIBIBYTES * 1024 / SCHEMA_PAGE_BYTES;
    size_t bytes = (size_t)slot_bytes * (size_t)slots;
    void *cache = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (cache == MAP_FAILED)
        return;
#ifdef MADV_HUGEPAGE
    madvise(cache, bytes, MADV_HUGEPAGE);
#endif
    sqlite3_config(SQLITE_CONFIG_PAGECACHE, cache, slot_bytes, slots);
}

/* Memory statistics cost a quarter of the throughput of parallel searches: they are off. */
bool db_setup(struct err *err) {
    int code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (code == SQLITE_OK)
        code = sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    if (code == SQLITE_OK)
        code = sqlite3_initialize();
    return code == SQLITE_OK || err_set(err, ERR_DB, "SQLite does not start: %s", sqlite3_errstr(code));
}

static int deadline_passed(void *context) {
    const struct db *db = context;
    return db->deadline_us != 0 && clock_us() >= db->deadline_us;
}

static bool db_open(struct db *db, const char *path, int flags, struct err *err) {
    *db = (struct db){0};
    if (sqlite3_open_v2(path, &db->handle, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        return db_fail(db, err, path);
    return true;
}

bool db_create(struct db *db, struct err *err) {
    if (!db_open(db, "", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err))
        return false;
    int reserved = SCHEMA_RESERVED_BYTES;
    sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
    char setup[512];
    snprintf(
        setup, sizeof setup,
        "PRAGMA page_size = %d; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
        "PRAGMA encoding = 'UTF-8'; PRAGMA cache_size = -%d; PRAGMA secure_delete = ON;"
        "PRAGMA application_id = %u; PRAGMA user_version = %u;",
        SCHEMA_PAGE_BYTES, CACHE_KIBIBYTES, SCHEMA_APPLICATION_ID, SCHEMA_FORMAT_VERSION);
    return db_exec(db, setup, err);
}

/* The copy has a cache of its own, as large as ours. A page is complete soon after it is begun: there is no use in
 * keeping many. */
bool db_copy_to(struct db *db, const char *path, struct err *err) {
    sqlite3_stmt *copy = NULL;
    if (!db_exec(db, "PRAGMA cache_size = -2048", err))
        return false;
    bool ok = sqlite3_prepare_v2(db->handle, "VACUUM INTO ?1", -1, &copy, NULL) == SQLITE_OK &&
              sqlite3_bind_text(copy, 1, path, -1, SQLITE_STATIC) == SQLITE_OK && sqlite3_step(copy) == SQLITE_DONE;
    if (!ok)
        fail_on(db, err, path, "writing the file");
    sqlite3_finalize(copy);
    return ok;
}

/* sqlite.org/security.html, "Untrusted SQLite Database Files". */
static bool db_confine(struct db *db, struct err *err) {
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_limit(db->handle, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(db->handle, SQLITE_LIMIT_SQL_LENGTH, 64 * 1024);
    sqlite3_limit(db->handle, SQLITE_LIMIT_WORKER_THREADS, 0);
    return db_exec(db,
                   "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA query_only = ON;"
                   "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -2048;",
                   err);
}

bool db_open_file(struct db *db, const char *path, struct err *err) {
    return db_open(db, path, SQLITE_OPEN_READONLY, err) && db_confine(db, err);
}

static bool open_bytes(struct db *db, const void *bytes, size_t size, struct err *err) {
    if (!db_open(db, ":memory:", SQLITE_OPEN_READWRITE, err))
        return false;
    /* READONLY without FREEONCLOSE: SQLite neither writes to the bytes nor frees them, whatever its signature says. */
    union {
        const void *given;
        unsigned char *taken;
    } image = {.given = bytes};
    if (sqlite3_deserialize(db->handle, "main", image.taken, (sqlite3_int64)size, (sqlite3_int64)size,
                            SQLITE_DESERIALIZE_READONLY) != SQLITE_OK)
        return db_fail(db, err, "reading the image");
    sqlite3_progress_handler(db->handle, DEADLINE_CHECK_STEPS, deadline_passed, db);
    return db_confine(db, err);
}

/* SQLite then reads pages where they are, without a cache of its own that each connection would copy them to. */
bool db_open_memory(struct db *db, const struct image *image, struct err *err) {
    return open_bytes(db, image->bytes, image->size, err) && db_exec(db, "PRAGMA mmap_size = 0x7fffffff", err);
}

/* sqlite.org/security.html again: functions in the foreign schema get neither time nor memory to speak of. */
bool db_open_foreign(struct db *db, struct str bytes, int64_t deadline_us, struct err *err) {
    if (!open_bytes(db, bytes.ptr, bytes.len, err))
        return false;
    db->deadline_us = deadline_us;
    sqlite3_limit(db->handle, SQLITE_LIMIT_LENGTH, DB_MAX_FOREIGN_BYTES);
    sqlite3_limit(db->handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100);
    return db_quick_check(db, err);
}

void db_close(struct db *db) {
    for (size_t i = 0; i < db->stmt_count; i++)
        sqlite3_finalize(db->stmts[i]);
    free(db->stmts);
    sqlite3_close(db->handle);
    *db = (struct db){0};
}

bool db_prepare(struct db *db, const char *const sql[], size_t count, struct err *err) {
    db->stmts = mem_new(count, sizeof *db->stmts);
    db->stmt_count = count;
    for (size_t i = 0; i < count; i++)
        if (sqlite3_prepare_v3(db->handle, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &db->stmts[i], NULL) != SQLITE_OK)
            return db_fail(db, err, sql[i]);
    return true;
}

bool db_exec(struct db *db, const char *sql, struct err *err) {
    return sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK || db_fail(db, err, sql);
}

bool db_query_int(struct db *db, const char *sql, int64_t *value, struct err *err) {
    sqlite3_stmt *stmt = NULL;
    bool ok = sqlite3_prepare_v2(db->handle, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW;
    if (ok)
        *value = sqlite3_column_int64(stmt, 0);
    else
        db_fail(db, err, sql);
    sqlite3_finalize(stmt);
    return ok;
}

bool db_quick_check(struct db *db, struct err *err) {
    sqlite3_stmt *stmt = NULL;
    bool ok = sqlite3_prepare_v2(db->handle, "PRAGMA quick_check(1)", -1, &stmt, NULL) == SQLITE_OK &&
              sqlite3_step(stmt) == SQLITE_ROW;
    const char *verdict = ok ? (const char *)sqlite3_column_text(stmt, 0) : sqlite3_errmsg(db->handle);
    ok = ok && verdict != NULL && strcmp(verdict, "ok") == 0;
    if (!ok)
        err_set(err, ERR_FORMAT, "the database inside is damaged: %s", verdict ? verdict : "no answer");
    sqlite3_finalize(stmt);
    return ok;
}

static void bind_result(struct db *db, int code) {
    db->bind_failed = db->bind_failed || code != SQLITE_OK;
}

void db_bind_int(struct db *db, int stmt, int position, int64_t value) {
    bind_result(db, sqlite3_bind_int64(db->stmts[stmt], position, value));
}

void db_bind_text(struct db *db, int stmt, int position, struct str value) {
    bind_result(db, sqlite3_bind_text64(db->stmts[stmt], position, value.ptr, value.len, SQLITE_STATIC, SQLITE_UTF8));
}

void db_bind_blob(struct db *db, int stmt, int position, const void *bytes, size_t size) {
    bind_result(db, sqlite3_bind_blob64(db->stmts[stmt], position, bytes, size, SQLITE_STATIC));
}

enum db_step db_step(struct db *db, int stmt, struct err *err) {
    if (db->bind_failed) {
        db->bind_failed = false;
        err_set(err, ERR_DB, "a value could not be bound: %s", sqlite3_sql(db->stmts[stmt]));
        return DB_FAILED;
    }
    switch (sqlite3_step(db->stmts[stmt])) {
    case SQLITE_ROW: return DB_ROW;
    case SQLITE_DONE: return DB_DONE;
    case SQLITE_INTERRUPT: return DB_INTERRUPTED;
    default: db_fail(db, err, sqlite3_sql(db->stmts[stmt])); return DB_FAILED;
    }
}

void db_reset(struct db *db, int stmt) {
    sqlite3_reset(db->stmts[stmt]);
}

bool db_run(struct db *db, int stmt, struct err *err) {
    enum db_step step = db_step(db, stmt, err);
    db_reset(db, stmt);
    if (step == DB_DONE)
        return true;
    return step == DB_FAILED ? false : err_set(err, ERR_DB, "unexpected row: %s", sqlite3_sql(db->stmts[stmt]));
}

int64_t db_int(struct db *db, int stmt, int column) {
    return sqlite3_column_int64(db->stmts[stmt], column);
}

struct str db_text(struct db *db, int stmt, int column) {
    const void *bytes = sqlite3_column_blob(db->stmts[stmt], column);
    return str_make(bytes, (size_t)sqlite3_column_bytes(db->stmts[stmt], column));
}
