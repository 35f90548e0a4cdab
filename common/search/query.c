#include "common/search/query.h"

#include "common/base/utf8.h"
#include "common/text/name.h"

static struct str clean_text(struct str text, struct arena *arena) {
    struct buf clean;
    buf_init(&clean, 4 * QUERY_MAX_BYTES);
    utf8_clean(&clean, str_head(text, QUERY_MAX_BYTES));
    struct str copy = arena_copy(arena, utf8_head(buf_str(&clean), QUERY_MAX_BYTES));
    buf_free(&clean);
    return copy;
}

static struct str key_of(struct str text, struct arena *arena) {
    struct buf key;
    buf_init(&key, 8 * QUERY_MAX_BYTES);
    name_write_key(&key, text);
    struct str copy = key.failed ? STR("") : arena_copy(arena, buf_str(&key));
    buf_free(&key);
    return copy;
}

/* A word that is typed twice counts once; the later place wins, so that the last word stays last. */
static size_t without_repetitions(struct token words[], size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool comes_again = false;
        for (size_t j = i + 1; j < count && !comes_again; j++)
            comes_again = str_equal(words[i].term, words[j].term);
        if (!comes_again)
            words[kept++] = words[i];
    }
    return kept;
}

void query_parse(struct query *query, struct str text, const struct query_options *options, struct arena *arena) {
    struct str clean = clean_text(text, arena);
    *query = (struct query){.text = str_trim(clean), .options = *options};
    query->key = key_of(query->text, arena);
    size_t count = tokens_cut(clean, query->words, QUERY_MAX_WORDS, arena);
    query->last_is_open = count > 0 && query->words[count - 1].end == clean.len;
    query->word_count = without_repetitions(query->words, count);
    if (query->options.limit > QUERY_MAX_LIMIT)
        query->options.limit = QUERY_MAX_LIMIT;
    if (query->options.offset > QUERY_MAX_OFFSET)
        query->options.offset = QUERY_MAX_OFFSET;
}
