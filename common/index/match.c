#include "common/index/match.h"

#include <sqlite3.h>

/* https://www.sqlite.org/fts5.html#extending_fts5: the API object comes through a pointer that a query fills in. */
static fts5_api *api_of(struct sqlite3 *handle) {
    fts5_api *api = NULL;
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &stmt, NULL) == SQLITE_OK) {
        sqlite3_bind_pointer(stmt, 1, &api, "fts5_api_ptr", NULL);
        sqlite3_step(stmt);
    }
    sqlite3_finalize(stmt);
    return api;
}

static int count_phrase(const Fts5ExtensionApi *api, Fts5Context *fts, int phrase, uint16_t count[FIELD_COUNT]) {
    Fts5PhraseIter at;
    int column = -1, offset = 0;
    int code = api->xPhraseFirst(fts, phrase, &at, &column, &offset);
    for (; code == SQLITE_OK && column >= 0; api->xPhraseNext(fts, &at, &column, &offset))
        if (column < FIELD_COUNT && count[column] < UINT16_MAX)
            count[column]++;
    return code;
}

static int fill_match(const Fts5ExtensionApi *api, Fts5Context *fts, struct match *match) {
    int phrases = api->xPhraseCount(fts);
    if (phrases > MATCH_MAX_PHRASES)
        return SQLITE_TOOBIG;
    match->entry = api->xRowid(fts);
    match->phrase_count = (size_t)phrases;
    memset(match->count, 0, (size_t)phrases * sizeof match->count[0]);
    int code = SQLITE_OK;
    for (int i = 0; i < phrases && code == SQLITE_OK; i++)
        code = count_phrase(api, fts, i, match->count[i]);
    return code;
}

static void score_row(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *result, int count,
                      sqlite3_value **values) {
    struct match_scorer *scorer = count == 1 ? sqlite3_value_pointer(values[0], MATCH_POINTER_TYPE) : NULL;
    if (scorer == NULL) {
        sqlite3_result_error(result, "docfinch_score() takes one scorer", -1);
        return;
    }
    int code = fill_match(api, fts, &scorer->match);
    if (code != SQLITE_OK)
        sqlite3_result_error_code(result, code);
    else
        sqlite3_result_double(result, scorer->score(scorer->context, &scorer->match));
}

bool match_register(struct db *db, struct err *err) {
    fts5_api *api = api_of(db->handle);
    if (api == NULL)
        return err_set(err, ERR_DB, "this SQLite library has no FTS5");
    if (api->xCreateFunction(api, "docfinch_score", NULL, score_row, NULL) != SQLITE_OK)
        return err_set(err, ERR_DB, "docfinch_score: %s", sqlite3_errmsg(db->handle));
    return true;
}
