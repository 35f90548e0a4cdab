#include "common/search/whole_entry.h"

#include "common/index/shape.h"
#include "common/search/answer.h"
#include "common/search/content.h"

/* Where an entry stands. */
struct stand {
    int64_t page, place;
};

static void read_content(struct whole_entry *entry, struct db *db, struct arena *arena) {
    struct flow flow = {db_text(db, SEARCH_WHOLE, 3), db_text(db, SEARCH_WHOLE, 4)};
    entry->is_cut = flow_cut(&flow, WHOLE_ENTRY_MAX_BYTES);
    entry->flow = (struct flow){arena_copy(arena, flow.text), arena_copy(arena, flow.code)};
    entry->shape = arena_copy(arena, str_head(db_text(db, SEARCH_WHOLE, 5), SHAPE_MAX_BYTES));
}

static bool read_row(struct whole_entry *entry, uint32_t id, struct stand *stand, struct db *db, struct arena *arena,
                     struct err *err) {
    db_bind_int(db, SEARCH_WHOLE, 1, id);
    enum db_step step = db_step(db, SEARCH_WHOLE, err);
    if (step == DB_ROW) {
        *stand = (struct stand){db_int(db, SEARCH_WHOLE, 0), db_int(db, SEARCH_WHOLE, 1)};
        entry->page_title = arena_copy(arena, db_text(db, SEARCH_WHOLE, 2));
        read_content(entry, db, arena);
    }
    db_reset(db, SEARCH_WHOLE);
    return step == DB_ROW || (step == DB_DONE && err_set(err, ERR_DB, "entry %u is on no page", (unsigned)id));
}

/* stmt: SEARCH_PREVIOUS or SEARCH_NEXT. */
static bool read_neighbour(struct neighbour *neighbour, int stmt, const struct stand *stand, struct db *db,
                           struct arena *arena, struct err *err) {
    db_bind_int(db, stmt, 1, stand->page);
    db_bind_int(db, stmt, 2, stand->place);
    enum db_step step = db_step(db, stmt, err);
    if (step == DB_ROW)
        *neighbour = (struct neighbour){db_int(db, stmt, 0), arena_copy(arena, db_text(db, stmt, 1))};
    db_reset(db, stmt);
    return step != DB_FAILED;
}

bool whole_entry_read(struct whole_entry *entry, uint32_t id, struct db *db, struct arena *arena, struct err *err) {
    struct stand stand;
    return read_row(entry, id, &stand, db, arena, err) &&
           read_neighbour(&entry->previous, SEARCH_PREVIOUS, &stand, db, arena, err) &&
           read_neighbour(&entry->next, SEARCH_NEXT, &stand, db, arena, err);
}

static void write_neighbour(const struct neighbour *neighbour, const char *key, struct json *json) {
    json_key(json, key);
    if (neighbour->id == 0) {
        json_null(json);
        return;
    }
    json_object(json);
    json_member_number(json, "id", neighbour->id);
    json_member_string(json, "title", neighbour->title);
    json_end(json);
}

void whole_entry_write_json(const struct whole_entry *entry, struct json *json) {
    json_object(json);
    json_member_string(json, "index", entry->index);
    json_member_number(json, "id", entry->hit->id);
    json_member_string(json, "name", entry->hit->name);
    json_member_string(json, "page_title", entry->page_title);
    hits_write_description(entry->hit, json);
    json_key(json, "content");
    content_write_json(entry->flow, entry->shape, json);
    json_member_bool(json, "cut", entry->is_cut);
    write_neighbour(&entry->previous, "previous", json);
    write_neighbour(&entry->next, "next", json);
    json_end(json);
}
