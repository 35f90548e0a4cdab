#include "indexer/store/terms.h"

#include "common/base/mem.h"
#include "common/index/kind.h"
#include "common/index/postings.h"
#include "common/index/schema.h"
#include "common/search/rank.h"
#include "indexer/stop.h"
#include "indexer/store/prefixes.h"
#include "indexer/store/writer.h"

#include <stdlib.h>

#define FIRST_CAPACITY ((size_t)1 << 14)

/* Bytes of a list's first piece and of its largest. */
#define FIRST_PIECE_BYTES 16
#define LARGEST_PIECE_BYTES 16384

void terms_init(struct terms *terms, const double average_length[FIELD_COUNT]) {
    *terms = (struct terms){.capacity = FIRST_CAPACITY};
    arena_init(&terms->arena);
    buf_init(&terms->scratch, TERMS_MAX_LIST_BYTES);
    terms->lists = mem_new(terms->capacity, sizeof *terms->lists);
    memcpy(terms->average_length, average_length, sizeof terms->average_length);
}

void terms_free(struct terms *terms) {
    free(terms->lists);
    free(terms->sorted);
    free(terms->touched);
    buf_free(&terms->scratch);
    arena_free(&terms->arena);
    *terms = (struct terms){0};
}

/* Slot of the term, or the empty one where it belongs. */
static struct term_list **find_slot(const struct terms *terms, struct str term, uint64_t hash) {
    size_t mask = terms->capacity - 1;
    size_t at = (size_t)(hash >> 16) & mask;
    while (terms->lists[at] != NULL && (terms->lists[at]->hash != hash || !str_equal(terms->lists[at]->term, term)))
        at = (at + 1) & mask;
    return &terms->lists[at];
}

static void grow(struct terms *terms) {
    struct term_list **old = terms->lists;
    size_t old_capacity = terms->capacity;
    terms->capacity *= 2;
    terms->lists = mem_new(terms->capacity, sizeof *terms->lists);
    for (size_t i = 0; i < old_capacity; i++)
        if (old[i] != NULL)
            *find_slot(terms, old[i]->term, old[i]->hash) = old[i];
    free(old);
}

static struct term_list *list_of(struct terms *terms, struct str term) {
    if (2 * (terms->count + 1) > terms->capacity)
        grow(terms);
    uint64_t hash = str_hash(term, 0) * 0x9E3779B97F4A7C15u;
    struct term_list **slot = find_slot(terms, term, hash);
    if (*slot == NULL) {
        *slot = arena_alloc(&terms->arena, 1, sizeof **slot);
        **slot = (struct term_list){.term = arena_copy(&terms->arena, term), .hash = hash};
        terms->count++;
    }
    return *slot;
}

/* A term where it stands. */
struct occurrence {
    struct str term;
    double weight;
    bool in_title;
};

static void add_occurrence(struct terms *terms, const struct occurrence *occurrence) {
    struct term_list *list = list_of(terms, occurrence->term);
    if (list->current != terms->current) {
        list->current = terms->current;
        list->tf = 0;
        list->in_title = false;
        terms->touched = mem_grow(terms->touched, terms->touched_count, &terms->touched_capacity, sizeof(void *));
        terms->touched[terms->touched_count++] = list;
    }
    list->tf += occurrence->weight;
    list->in_title = list->in_title || occurrence->in_title;
}

static struct term_piece *add_piece(struct terms *terms, struct term_list *list) {
    uint32_t capacity = list->latest ? 2 * list->latest->capacity : FIRST_PIECE_BYTES;
    capacity = capacity < LARGEST_PIECE_BYTES ? capacity : LARGEST_PIECE_BYTES;
    struct term_piece *piece = arena_alloc(&terms->arena, 1, sizeof *piece + capacity);
    piece->capacity = capacity;
    if (list->latest != NULL)
        list->latest->next = piece;
    else
        list->first = piece;
    list->latest = piece;
    return piece;
}

static void add_posting(struct terms *terms, struct term_list *list, const struct posting *posting) {
    buf_reset(&terms->scratch);
    postings_write(&terms->scratch, list->last, posting);
    struct term_piece *piece = list->latest;
    if (piece == NULL || piece->capacity - piece->used < terms->scratch.len)
        piece = add_piece(terms, list);
    memcpy(piece->bytes + piece->used, terms->scratch.data, terms->scratch.len);
    piece->used += (uint32_t)terms->scratch.len;
    list->bytes += terms->scratch.len;
}

static void add_postings(struct terms *terms, uint32_t id) {
    for (size_t i = 0; i < terms->touched_count; i++) {
        struct term_list *list = terms->touched[i];
        const struct posting posting = {id, rank_impact(list->tf), list->in_title};
        add_posting(terms, list, &posting);
        list->last = id;
        list->entry_count++;
        list->title_count += list->in_title;
    }
    terms->touched_count = 0;
}

/* "string module": a symbol is found by the word for what it is, too. */
static void add_kind(struct terms *terms, enum kind kind) {
    const struct occurrence occurrence = {str_from(kind_name(kind)), rank_kind_occurrence(), false};
    if (kind_is_symbol(kind))
        add_occurrence(terms, &occurrence);
}

/* Words of the field that count more than the others. */
static size_t lead_words(const struct entry *entry, enum field field) {
    return field == FIELD_TEXT && kind_is_symbol(entry->kind) ? RANK_LEAD_WORDS : 0;
}

/* A term of a field, and what means the same. */
static void add_term(struct terms *terms, struct synonym_reading *reading, const struct occurrence *occurrence) {
    struct str others[SYNONYMS_MAX_OTHERS];
    size_t count = synonyms_next(reading, occurrence->term, others);
    add_occurrence(terms, occurrence);
    for (size_t i = 0; i < count; i++) {
        struct occurrence other = *occurrence;
        other.term = others[i];
        add_occurrence(terms, &other);
    }
}

/* Exact terms and synonyms count as the words do, but make the field no longer. */
static void add_field(struct terms *terms, const struct entry *entry, enum field field,
                      const struct synonyms *synonyms) {
    double weight = rank_occurrence(field, entry->term_count[field], terms->average_length[field]);
    size_t lead = lead_words(entry, field);
    struct synonym_reading reading = {.synonyms = synonyms};
    struct str rest = entry->terms[field], term;
    while (str_split(&rest, ' ', &term)) {
        bool is_exact = str_starts(term, STR("\n")); /* the first of the exact terms, which stand behind all words */
        term = str_from_offset(term, is_exact);
        lead = is_exact ? 0 : lead;
        if (term.len == 0)
            continue;
        const struct occurrence occurrence = {
            .term = term,
            .weight = lead > 0 ? weight * rank_lead_factor() : weight,
            .in_title = field == FIELD_TITLE,
        };
        add_term(terms, &reading, &occurrence);
        lead -= lead > 0;
    }
}

void terms_add(struct terms *terms, const struct entry *entry, uint32_t id, const struct synonyms *synonyms) {
    terms->current = id;
    for (int field = 0; field < FIELD_COUNT; field++)
        add_field(terms, entry, (enum field)field, synonyms);
    add_kind(terms, entry->kind);
    add_postings(terms, id);
}

static int compare_lists(const void *a, const void *b) {
    return str_compare((*(const struct term_list *const *)a)->term, (*(const struct term_list *const *)b)->term);
}

void terms_sort(struct terms *terms) {
    size_t count = 0;
    terms->sorted = mem_new(terms->count, sizeof(void *));
    for (size_t i = 0; i < terms->capacity; i++)
        if (terms->lists[i] != NULL)
            terms->sorted[count++] = terms->lists[i];
    qsort(terms->sorted, count, sizeof(void *), compare_lists);
}

/* Where a list that is longer than max_bytes can be cut: the end of the last posting that fits. */
static size_t cut_at(struct str postings, size_t max_bytes) {
    struct str rest = postings;
    struct posting posting = {0};
    size_t end = 0;
    while (postings_next(&rest, &posting) && postings.len - rest.len <= max_bytes)
        end = postings.len - rest.len;
    return end;
}

static bool write_chunks(const struct term_list *list, struct str rest, struct db *db, struct err *err) {
    for (int64_t chunk = 0; rest.len > 0; chunk++) {
        size_t end = cut_at(rest, SCHEMA_POSTING_CHUNK_BYTES);
        db_bind_text(db, WRITE_POSTING, 1, list->term);
        db_bind_int(db, WRITE_POSTING, 2, chunk);
        db_bind_blob(db, WRITE_POSTING, 3, rest.ptr, end);
        if (!db_run(db, WRITE_POSTING, err))
            return false;
        rest = str_from_offset(rest, end);
    }
    return true;
}

/* The pieces of a list one after the other, in whole. */
static void join_pieces(const struct term_list *list, struct buf *out) {
    buf_reset(out);
    for (const struct term_piece *piece = list->first; piece != NULL; piece = piece->next)
        buf_add(out, str_make(piece->bytes, piece->used));
}

static bool write_list(const struct term_list *list, struct buf *joined, struct db *db, struct err *err) {
    if (list->bytes > TERMS_MAX_LIST_BYTES)
        return err_set(err, ERR_LIMIT, "the posting list of '%.*s' is longer than %zu bytes", STR_ARG(list->term),
                       TERMS_MAX_LIST_BYTES);
    join_pieces(list, joined);
    struct str postings = buf_str(joined);
    size_t end = cut_at(postings, SCHEMA_TERM_POSTINGS_BYTES);
    db_bind_text(db, WRITE_TERM, 1, list->term);
    db_bind_int(db, WRITE_TERM, 2, list->entry_count);
    db_bind_int(db, WRITE_TERM, 3, list->title_count);
    db_bind_blob(db, WRITE_TERM, 4, postings.ptr, end);
    return db_run(db, WRITE_TERM, err) && write_chunks(list, str_from_offset(postings, end), db, err);
}

struct emission {
    struct db *db;
    struct term_list *const *sorted;
};

static bool emit_term(void *context, const struct prefix_place *place, uint32_t value, struct err *err) {
    const struct emission *emission = context;
    db_bind_text(emission->db, WRITE_TERM_PREFIX, 1, place->prefix);
    db_bind_int(emission->db, WRITE_TERM_PREFIX, 2, (int64_t)place->position);
    db_bind_text(emission->db, WRITE_TERM_PREFIX, 3, emission->sorted[value]->term);
    return db_run(emission->db, WRITE_TERM_PREFIX, err);
}

/* The more entries have a term, the better it completes a prefix. */
static bool write_prefixes(struct term_list *const sorted[], size_t count, struct db *db, struct err *err) {
    struct prefix_item *items = mem_new(count, sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = (struct prefix_item){sorted[i]->term, UINT32_MAX - sorted[i]->entry_count, (uint32_t)i, 1};
    struct emission emission = {db, sorted};
    const struct prefix_lists lists = {
        .scan_max = SCHEMA_TERM_SCAN_MAX,
        .list_max = SCHEMA_TERM_LIST_MAX,
        .context = &emission,
        .emit = emit_term,
    };
    bool ok = prefixes_emit(&lists, items, count, err);
    free(items);
    return ok;
}

bool terms_write(struct terms *terms, struct db *db, struct err *err) {
    bool ok = true;
    for (size_t i = 0; ok && i < terms->count; i++)
        ok = stop_check(err) && write_list(terms->sorted[i], &terms->scratch, db, err);
    return ok && write_prefixes(terms->sorted, terms->count, db, err);
}
