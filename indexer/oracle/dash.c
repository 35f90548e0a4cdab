/* docSet.dsidx of a Dash docset: an SQLite database with a table searchIndex(id, name, type, path), beside the folder
 * Documents with the pages, which is the doc set's root when the bundle is the doc set. https://kapeli.com/docsets */
#include "indexer/oracle/reader.h"

#include "common/base/clock.h"
#include "common/index/db.h"

/* A crafted database could keep SQLite busy for ever. */
#define DEADLINE_US ((int64_t)30 * 1000 * 1000)

static const struct kind_word kinds[] = {
    {"Annotation", KIND_ANNOTATION},
    {"Attribute", KIND_ATTRIBUTE},
    {"Binding", KIND_SYMBOL},
    {"Builtin", KIND_FUNCTION},
    {"Callback", KIND_TYPE},
    {"Class", KIND_CLASS},
    {"Command", KIND_COMMAND},
    {"Component", KIND_SYMBOL},
    {"Constant", KIND_CONSTANT},
    {"Constructor", KIND_CONSTRUCTOR},
    {"Define", KIND_MACRO},
    {"Delegate", KIND_TYPE},
    {"Directive", KIND_DIRECTIVE},
    {"Element", KIND_SYMBOL},
    {"Enum", KIND_ENUM},
    {"Environment", KIND_ENVVAR},
    {"Error", KIND_EXCEPTION},
    {"Event", KIND_EVENT},
    {"Exception", KIND_EXCEPTION},
    {"Extension", KIND_SYMBOL},
    {"Field", KIND_FIELD},
    {"Filter", KIND_FUNCTION},
    {"Function", KIND_FUNCTION},
    {"Global", KIND_VARIABLE},
    {"Instance", KIND_SYMBOL},
    {"Instruction", KIND_OPCODE},
    {"Interface", KIND_INTERFACE},
    {"Keyword", KIND_KEYWORD},
    {"Library", KIND_MODULE},
    {"Literal", KIND_SYMBOL},
    {"Macro", KIND_MACRO},
    {"Method", KIND_METHOD},
    {"Mixin", KIND_CLASS},
    {"Module", KIND_MODULE},
    {"Namespace", KIND_NAMESPACE},
    {"Notification", KIND_EVENT},
    {"Object", KIND_CLASS},
    {"Operator", KIND_FUNCTION},
    {"Option", KIND_OPTION},
    {"Package", KIND_PACKAGE},
    {"Parameter", KIND_SYMBOL},
    {"Procedure", KIND_FUNCTION},
    {"Property", KIND_PROPERTY},
    {"Protocol", KIND_INTERFACE},
    {"Record", KIND_RECORD},
    {"Service", KIND_SYMBOL},
    {"Setting", KIND_SETTING},
    {"Signal", KIND_SIGNAL},
    {"Statement", KIND_KEYWORD},
    {"Struct", KIND_STRUCT},
    {"Subroutine", KIND_FUNCTION},
    {"Tag", KIND_SYMBOL},
    {"Trait", KIND_TRAIT},
    {"Type", KIND_TYPE},
    {"Union", KIND_UNION},
    {"Value", KIND_ENUMERATOR},
    {"Variable", KIND_VARIABLE},
    {NULL, KIND_COUNT},
};

/* A table, not a view or a module's table that runs code of its own. */
static const char find_table[] = "SELECT count(*) FROM sqlite_schema WHERE name = 'searchIndex' AND type = 'table' "
                                 "AND sql LIKE 'CREATE TABLE%'";
static const char *const read_rows[] = {"SELECT name, type, path FROM searchIndex ORDER BY rowid"};

static bool is_named(const struct oracle_source *source, struct str path) {
    (void)source;
    return str_is(str_file_name(path), "docSet.dsidx");
}

static bool is_like(struct str bytes) {
    return str_starts(bytes, STR("SQLite format 3"));
}

/* "<dash_entry_name=x><dash_entry_menuDescription=y>page.html#anchor": what stands in front is for Dash's menu. */
static struct str plain_path(struct str path) {
    while (str_starts(path, STR("<dash_entry_"))) {
        size_t end = str_find_char(path, '>', 0);
        path = str_from_offset(path, end + 1);
    }
    return path;
}

/* Guides, sections, samples and the like are no symbols and not in the table of kinds. */
static void add_row(struct db *db, const char *folder, struct known_file *out, struct buf *href) {
    enum kind kind = kind_word_of(kinds, db_text(db, 0, 1), str_equal);
    buf_reset(href);
    buf_puts(href, folder);
    buf_add(href, plain_path(db_text(db, 0, 2)));
    if (kind != KIND_COUNT && !buf_failed(href))
        known_add_href(out, kind, db_text(db, 0, 0), buf_str(href));
}

static bool add_rows(struct db *db, const char *folder, struct known_file *out, struct err *err) {
    struct buf href;
    buf_init(&href, KNOWN_MAX_PLACE_BYTES);
    enum db_step step = DB_DONE;
    while (!out->is_full && (step = db_step(db, 0, err)) == DB_ROW)
        add_row(db, folder, out, &href);
    buf_free(&href);
    db_reset(db, 0);
    if (step == DB_INTERRUPTED)
        return err_set(err, ERR_LIMIT, "reading it takes too long");
    return step != DB_FAILED;
}

static bool read(const struct index_input *input, struct known_file *out, struct err *err) {
    struct db db;
    const char *folder = input->is_beside_root ? "" : "Documents/";
    int64_t tables = 0;
    bool ok = db_open_foreign(&db, input->bytes, clock_us() + DEADLINE_US, err) &&
              db_query_int(&db, find_table, &tables, err);
    if (ok && tables != 1)
        ok = err_set(err, ERR_FORMAT, "it has no table searchIndex");
    ok = ok && db_prepare(&db, read_rows, 1, err) && add_rows(&db, folder, out, err);
    db_close(&db);
    return ok;
}

const struct index_reader reader_dash = {"Dash index", is_named, is_like, read};
