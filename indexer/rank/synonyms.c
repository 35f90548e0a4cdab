#include "indexer/rank/synonyms.h"

#include "common/base/mem.h"
#include "common/text/tokens.h"

#include <stdlib.h>

/* Reads a synonym; false when it has no words or too many. */
static bool read_synonym(struct str text, struct synonym *synonym, struct arena *arena) {
    struct token words[SYNONYMS_MAX_WORDS + 1];
    synonym->word_count = tokens_cut(text, words, SYNONYMS_MAX_WORDS + 1, arena);
    if (synonym->word_count == 0 || synonym->word_count > SYNONYMS_MAX_WORDS)
        return false;
    for (size_t i = 0; i < synonym->word_count; i++)
        synonym->words[i] = words[i].term;
    return true;
}

/* How many synonyms a text has; 0 when it is no group. */
static size_t read_group(struct str text, struct synonym group[SYNONYMS_MAX_IN_GROUP], struct arena *arena) {
    size_t count = 0;
    for (struct str part; str_split(&text, ',', &part); count++)
        if (count == SYNONYMS_MAX_IN_GROUP || !read_synonym(part, &group[count], arena))
            return 0;
    return count > 1 ? count : 0;
}

bool synonyms_is_group(struct str text) {
    struct synonym group[SYNONYMS_MAX_IN_GROUP];
    struct arena arena;
    arena_init(&arena);
    bool is_group = read_group(text, group, &arena) > 0;
    arena_free(&arena);
    return is_group;
}

static struct str last_word(const struct synonym *synonym) {
    return synonym->words[synonym->word_count - 1];
}

static int compare_ends(const void *a, const void *b) {
    const struct synonym *x = *(const struct synonym *const *)a, *y = *(const struct synonym *const *)b;
    int order = str_compare(last_word(x), last_word(y));
    return order != 0 ? order : (x > y) - (x < y);
}

static void sort_by_end(struct synonyms *synonyms) {
    synonyms->by_end = mem_new(synonyms->count, sizeof *synonyms->by_end);
    for (size_t i = 0; i < synonyms->count; i++)
        synonyms->by_end[i] = &synonyms->all[i];
    if (synonyms->count > 0)
        qsort(synonyms->by_end, synonyms->count, sizeof *synonyms->by_end, compare_ends);
}

void synonyms_init(struct synonyms *synonyms, const char *const groups[], size_t count) {
    *synonyms = (struct synonyms){0};
    arena_init(&synonyms->arena);
    for (uint32_t i = 0; i < count; i++) {
        struct synonym group[SYNONYMS_MAX_IN_GROUP];
        size_t size = read_group(str_from(groups[i]), group, &synonyms->arena);
        for (size_t j = 0; j < size; j++) {
            synonyms->all = mem_grow(synonyms->all, synonyms->count, &synonyms->capacity, sizeof *synonyms->all);
            synonyms->all[synonyms->count] = group[j];
            synonyms->all[synonyms->count++].group = i;
        }
    }
    sort_by_end(synonyms);
}

void synonyms_free(struct synonyms *synonyms) {
    free(synonyms->all);
    free(synonyms->by_end);
    arena_free(&synonyms->arena);
    *synonyms = (struct synonyms){0};
}

/* The first whose last word is not less. */
static size_t find_end(const struct synonyms *synonyms, struct str word) {
    size_t low = 0, high = synonyms->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(last_word(synonyms->by_end[middle]), word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_read(const struct synonym_reading *reading, const struct synonym *synonym) {
    if (synonym->word_count > reading->last_count)
        return false;
    for (size_t i = 0; i < synonym->word_count; i++)
        if (!str_equal(synonym->words[synonym->word_count - 1 - i], reading->last[i]))
            return false;
    return true;
}

static size_t add_others(const struct synonyms *synonyms, const struct synonym *read,
                         struct str others[SYNONYMS_MAX_OTHERS], size_t count) {
    const struct synonym *first = read, *end = synonyms->all + synonyms->count;
    while (first > synonyms->all && first[-1].group == read->group)
        first--;
    for (const struct synonym *other = first; other < end && other->group == read->group; other++)
        for (size_t i = 0; other != read && i < other->word_count && count < SYNONYMS_MAX_OTHERS; i++)
            others[count++] = other->words[i];
    return count;
}

size_t synonyms_next(struct synonym_reading *reading, struct str term, struct str others[SYNONYMS_MAX_OTHERS]) {
    const struct synonyms *synonyms = reading->synonyms;
    if (synonyms->count == 0)
        return 0;
    memmove(reading->last + 1, reading->last, (SYNONYMS_MAX_WORDS - 1) * sizeof *reading->last);
    reading->last[0] = term;
    reading->last_count += reading->last_count < SYNONYMS_MAX_WORDS;
    size_t count = 0;
    for (size_t i = find_end(synonyms, term); i < synonyms->count; i++) {
        if (!str_equal(last_word(synonyms->by_end[i]), term))
            break;
        if (is_read(reading, synonyms->by_end[i]))
            count = add_others(synonyms, synonyms->by_end[i], others, count);
    }
    return count;
}
