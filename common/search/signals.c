#include "common/search/signals.h"

#include "common/base/mem.h"
#include "common/index/schema.h"
#include "common/search/rank.h"

#include <stdlib.h>

/* The bytes of a signal; valid until db_reset(). */
static bool read_bytes(struct db *db, int stmt, const char *name, size_t size, struct str *bytes, struct err *err) {
    db_bind_text(db, stmt, 1, str_from(name));
    if (db_step(db, stmt, err) != DB_ROW)
        return err_set(err, ERR_FORMAT, "signal %s is missing", name);
    *bytes = db_text(db, stmt, 0);
    return bytes->len == size ||
           err_set(err, ERR_FORMAT, "signal %s: %zu bytes, should be %zu", name, bytes->len, size);
}

static bool load_16(struct db *db, int stmt, const char *name, size_t count, uint16_t **values, struct err *err) {
    struct str bytes = STR("");
    *values = mem_new(count, sizeof **values);
    bool ok = read_bytes(db, stmt, name, count * 2, &bytes, err);
    for (size_t i = 0; ok && i < count; i++) {
        const unsigned char *at = (const unsigned char *)bytes.ptr + 2 * i;
        (*values)[i] = (uint16_t)(at[0] | at[1] << 8);
    }
    db_reset(db, stmt);
    return ok;
}

static bool load_32(struct db *db, int stmt, const char *name, size_t count, uint32_t **values, struct err *err) {
    struct str bytes = STR("");
    *values = mem_new(count, sizeof **values);
    bool ok = read_bytes(db, stmt, name, count * 4, &bytes, err);
    for (size_t i = 0; ok && i < count; i++) {
        const unsigned char *at = (const unsigned char *)bytes.ptr + 4 * i;
        (*values)[i] = at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
    }
    db_reset(db, stmt);
    return ok;
}

/* An entry's prior is that of its links and of its page, times its factor. */
static bool load_priors(struct signals *signals, struct db *db, int stmt, struct err *err) {
    struct str factor = STR("");
    uint16_t *links = NULL, *page_rank = NULL;
    signals->prior = mem_new(signals->count, sizeof *signals->prior);
    bool ok = load_16(db, stmt, SCHEMA_SIGNAL_LINKS, signals->count, &links, err) &&
              load_16(db, stmt, SCHEMA_SIGNAL_PAGE_RANK, signals->count, &page_rank, err) &&
              read_bytes(db, stmt, SCHEMA_SIGNAL_FACTOR, signals->count, &factor, err);
    for (size_t i = 0; ok && i < signals->count; i++) {
        double prior = rank_link_prior(links[i]) * rank_page_prior((double)page_rank[i] / SCHEMA_PAGE_RANK_ONE);
        signals->prior[i] = (float)(prior * (unsigned char)factor.ptr[i] / 100);
    }
    db_reset(db, stmt);
    free(page_rank);
    free(links);
    return ok;
}

bool signals_load(struct signals *signals, struct db *db, int stmt, size_t entry_count, struct err *err) {
    *signals = (struct signals){.count = entry_count};
    if (!load_32(db, stmt, SCHEMA_SIGNAL_PAGE, entry_count, &signals->page, err) ||
        !load_16(db, stmt, SCHEMA_SIGNAL_KIND, entry_count, &signals->kind, err) ||
        !load_16(db, stmt, SCHEMA_SIGNAL_TITLE_WORDS, entry_count, &signals->title_words, err))
        return false;
    return load_priors(signals, db, stmt, err);
}

void signals_free(struct signals *signals) {
    free(signals->page);
    free(signals->docset);
    free(signals->kind);
    free(signals->title_words);
    free(signals->prior);
    *signals = (struct signals){0};
}
