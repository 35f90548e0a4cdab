#include "common/search/signals.h"

#include "common/base/mem.h"

#include <stdlib.h>

static bool load_bytes(struct db *db, int stmt, const char *name, struct str *data, size_t wanted, struct err *err) {
    db_bind_text(db, stmt, 1, str_from(name));
    if (db_step(db, stmt, err) != DB_ROW)
        return err_set(err, ERR_FORMAT, "signal %s is missing", name);
    *data = db_text(db, stmt, 0);
    return data->len == wanted ||
           err_set(err, ERR_FORMAT, "signal %s: %zu bytes, should be %zu", name, data->len, wanted);
}

static bool load_16(struct db *db, int stmt, const char *name, size_t count, uint16_t **values, struct err *err) {
    struct str data;
    bool ok = load_bytes(db, stmt, name, &data, count * 2, err);
    *values = mem_new(count, sizeof **values);
    const unsigned char *bytes = (const unsigned char *)data.ptr;
    for (size_t i = 0; ok && i < count; i++)
        (*values)[i] = (uint16_t)(bytes[2 * i] | bytes[2 * i + 1] << 8);
    db_reset(db, stmt);
    return ok;
}

static bool load_32(struct db *db, int stmt, const char *name, size_t count, uint32_t **values, struct err *err) {
    struct str data;
    bool ok = load_bytes(db, stmt, name, &data, count * 4, err);
    *values = mem_new(count, sizeof **values);
    const unsigned char *bytes = (const unsigned char *)data.ptr;
    for (size_t i = 0; ok && i < count; i++)
        (*values)[i] = bytes[4 * i] | (uint32_t)bytes[4 * i + 1] << 8 | (uint32_t)bytes[4 * i + 2] << 16 |
                       (uint32_t)bytes[4 * i + 3] << 24;
    db_reset(db, stmt);
    return ok;
}

static double average_of(const uint16_t *lengths, size_t count) {
    double sum = 0, filled = 0;
    for (size_t i = 0; i < count; i++) {
        sum += lengths[i];
        filled += lengths[i] > 0;
    }
    return filled > 0 ? sum / filled : 1;
}

bool signals_load(struct signals *signals, struct db *db, int stmt, size_t entry_count, struct err *err) {
    *signals = (struct signals){.count = entry_count};
    if (!load_32(db, stmt, "page", entry_count, &signals->page, err) ||
        !load_16(db, stmt, "links", entry_count, &signals->links, err))
        return false;
    for (int field = 0; field < FIELD_SCORED_COUNT; field++) {
        uint16_t **length = &signals->length[field];
        if (!load_16(db, stmt, schema_length_signal((enum field)field), entry_count, length, err))
            return false;
        signals->average_length[field] = average_of(*length, entry_count);
    }
    return true;
}

void signals_free(struct signals *signals) {
    free(signals->page);
    free(signals->links);
    for (int field = 0; field < FIELD_SCORED_COUNT; field++)
        free(signals->length[field]);
    *signals = (struct signals){0};
}
