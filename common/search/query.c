#include "common/search/query.h"

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "common/text/name.h"

/* A copy of what was collected, in the arena; frees the buf. */
static struct str keep_buf(struct buf *buf, struct arena *arena) {
    struct str copy = buf->failed ? STR("") : arena_copy(arena, buf_str(buf));
    buf_free(buf);
    return copy;
}

static struct str clean_text(struct str text, struct arena *arena) {
    struct buf clean;
    buf_init(&clean, 4 * QUERY_MAX_BYTES);
    utf8_clean(&clean, utf8_head(text, QUERY_MAX_BYTES));
    return utf8_head(keep_buf(&clean, arena), QUERY_MAX_BYTES);
}

/* Quotes are not part of a name. */
static struct str key_of(struct str text, struct arena *arena) {
    struct buf plain, key;
    buf_init(&plain, QUERY_MAX_BYTES);
    buf_init(&key, 8 * QUERY_MAX_BYTES);
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '"')
            buf_putc(&plain, text.ptr[i]);
    name_write_key(&key, buf_str(&plain));
    buf_free(&plain);
    return keep_buf(&key, arena);
}

/* Keys of names that begin as the text does. What is behind a separator decides whether it is one: with a letter behind
 * it "list::" becomes "list.", as it will once it goes on. */
static struct str beginning_of(struct str text, struct arena *arena) {
    char *longer = arena_bytes(arena, text.len + 1);
    memcpy(longer, text.ptr, text.len);
    longer[text.len] = 'a';
    struct str key = key_of(str_make(longer, text.len + 1), arena);
    return str_ends(key, STR("a")) ? str_head(key, key.len - 1) : STR("");
}

static struct str terms_of(struct str text, struct arena *arena) {
    struct buf terms;
    buf_init(&terms, 16 * QUERY_MAX_BYTES);
    tokens_write(&terms, text);
    return str_trim(keep_buf(&terms, arena));
}

/* What stands between two quotes; a quote that is not closed yet is none. */
static void read_phrases(struct query *query, struct str text, struct arena *arena) {
    size_t open = str_find_char(text, '"', 0);
    while (open < text.len && query->phrase_count < QUERY_MAX_PHRASES) {
        size_t close = str_find_char(text, '"', open + 1);
        if (close >= text.len)
            return;
        struct str phrase = terms_of(str_make(text.ptr + open + 1, close - open - 1), arena);
        if (phrase.len > 0)
            query->phrases[query->phrase_count++] = phrase;
        open = str_find_char(text, '"', close + 1);
    }
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

/* A name of several words is excluded where they follow one another. */
static void read_exclusions(struct query *query, struct arena *arena) {
    for (size_t i = 0; i < query->clause_count; i++) {
        const struct clause *clause = &query->clauses[i];
        struct token words[2];
        size_t count = clause->type == CLAUSE_EXCLUDED ? tokens_cut(clause->value, words, 2, arena) : 0;
        if (count == 1 && query->excluded_word_count < QUERY_MAX_EXCLUDED_WORDS)
            query->excluded_words[query->excluded_word_count++] = words[0].term;
        if (count == 2 && query->excluded_phrase_count < QUERY_MAX_EXCLUDED_PHRASES)
            query->excluded_phrases[query->excluded_phrase_count++] = terms_of(clause->value, arena);
    }
}

/* The text with white space in the place of its clauses: what stands where stays the same. */
static struct str without_clauses(const struct query *query, struct str text, struct arena *arena) {
    char *sought = arena_bytes(arena, text.len);
    memcpy(sought, text.ptr, text.len);
    for (size_t i = 0; i < query->clause_count; i++)
        memset(sought + query->clauses[i].start, ' ', query->clauses[i].end - query->clauses[i].start);
    return str_make(sought, text.len);
}

static void read_words(struct query *query, struct str text, struct arena *arena) {
    size_t count = tokens_cut(text, query->words, QUERY_MAX_WORDS, arena);
    query->last_is_open = count > 0 && query->words[count - 1].end == text.len;
    query->word_count = without_repetitions(query->words, count);
    query->exact_count = exact_cut(text, query->exact, QUERY_MAX_EXACT, arena);
    query->last_exact_is_open = query->exact_count > 0 && query->exact[query->exact_count - 1].end == text.len;
}

void query_parse(struct query *query, struct str text, const struct query_options *options,
                 const struct syntax_scope *scope, struct arena *arena) {
    struct str clean = clean_text(text, arena);
    *query = (struct query){.clean = clean, .text = str_trim(clean), .options = *options};
    query->clause_count = syntax_read(clean, scope, query->clauses);
    struct str sought = without_clauses(query, clean, arena);
    query->sought = str_trim(sought);
    query->key = key_of(query->sought, arena);
    query->beginning = STR("");
    if (sought.len > 0 && !ascii_is_space(sought.ptr[sought.len - 1]))
        query->beginning = beginning_of(query->sought, arena);
    read_phrases(query, sought, arena);
    read_exclusions(query, arena);
    read_words(query, sought, arena);
    if (query->options.limit > QUERY_MAX_LIMIT)
        query->options.limit = QUERY_MAX_LIMIT;
    if (query->options.offset > QUERY_MAX_OFFSET)
        query->options.offset = QUERY_MAX_OFFSET;
}

bool query_is_only_filters(const struct query *query) {
    return query->clause_count > 0 && query->sought.len == 0;
}
