/* SQLite behind one door. Nothing outside common/index includes sqlite3.h.
 *
 * A struct db is one connection and the statements of its program: an enum names them, a table gives their text, and
 * all are prepared at open, so that a mistake in one fails at start. A statement is bound, stepped and reset:
 *
 *     db_bind_int(db, STMT_ENTRY, 1, id);
 *     while ((step = db_step(db, STMT_ENTRY, err)) == DB_ROW) ...
 *     db_reset(db, STMT_ENTRY);
 *
 * Thread rule: one connection belongs to one thread at a time; different connections run in parallel. */
#ifndef DOCFINCH_COMMON_INDEX_DB_H
#define DOCFINCH_COMMON_INDEX_DB_H

#include "common/base/err.h"
#include "common/base/str.h"
#include "common/index/image.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sqlite3;
struct sqlite3_stmt;

struct db {
    struct sqlite3 *handle;
    struct sqlite3_stmt **stmts; /* owned */
    size_t stmt_count;
    int64_t deadline_us; /* clock_us() at which a running statement is interrupted; 0: never */
    bool bind_failed;    /* sticky until the next step */
};

/* Largest value in a database that others made. */
#define DB_MAX_FOREIGN_BYTES 1000000

enum db_step { DB_ROW, DB_DONE, DB_INTERRUPTED, DB_FAILED };

/* Before db_setup(), in a program that makes a database: memory for the cache of db_create(). */
void db_reserve_cache(void);

/* Once per process, before the first connection and the first thread. */
bool db_setup(struct err *err);

/* A new, empty database for writing, on disk but without a name: it is gone when it is closed, and only a copy of it
 * can be kept. It lies where SQLite keeps temporary files: $SQLITE_TMPDIR, $TMPDIR, /var/tmp. */
bool db_create(struct db *db, struct err *err);

/* Copies all of it, in order and without gaps, into a new file; equal contents give equal bytes. Nothing is flushed to
 * the disk: the caller seals the file. */
bool db_copy_to(struct db *db, const char *path, struct err *err);

/* A read-only connection on a file that has passed image_check(). */
bool db_open_file(struct db *db, const char *path, struct err *err);

/* A read-only connection on what image_load() gave, which must stay until db_close(); any number of connections share
 * it. */
bool db_open_memory(struct db *db, const struct image *image, struct err *err);

/* A read-only connection on bytes of a database that others made, whatever is in it; they must stay until db_close().
 * Its structure is checked first; the deadline holds from the start; no value may have more than DB_MAX_FOREIGN_BYTES.
 * Errors: ERR_FORMAT when SQLite finds it damaged, ERR_DB.
 */
bool db_open_foreign(struct db *db, struct str bytes, int64_t deadline_us, struct err *err);

/* Safe on a db that is zeroed or was never opened. */
void db_close(struct db *db);

/* Prepares the program's statements; sql[i] is statement i. */
bool db_prepare(struct db *db, const char *const sql[], size_t count, struct err *err);

/* Runs statements that give no rows. */
bool db_exec(struct db *db, const char *sql, struct err *err);

/* One number from a statement that gives one. */
bool db_query_int(struct db *db, const char *sql, int64_t *value, struct err *err);

/* SQLite's own structural check: false with ERR_FORMAT when it finds anything. */
bool db_quick_check(struct db *db, struct err *err);

/* Positions count from 1. Text and blobs are borrowed until db_reset() or the next bind of that position. */
void db_bind_int(struct db *db, int stmt, int position, int64_t value);
void db_bind_text(struct db *db, int stmt, int position, struct str value);
void db_bind_blob(struct db *db, int stmt, int position, const void *bytes, size_t size);

/* DB_INTERRUPTED: the deadline passed. err is set for DB_FAILED only. */
enum db_step db_step(struct db *db, int stmt, struct err *err);
void db_reset(struct db *db, int stmt);

/* Binds nothing, runs a statement that gives no row, resets it. */
bool db_run(struct db *db, int stmt, struct err *err);

/* Columns count from 0. Text is borrowed until the next step or reset. */
int64_t db_int(struct db *db, int stmt, int column);
struct str db_text(struct db *db, int stmt, int column);

#endif
