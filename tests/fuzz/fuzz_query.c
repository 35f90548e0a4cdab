/* Any bytes as a query: what is parsed is bounded, and FTS5 accepts every MATCH text that a plan has. */
#include "tests/fuzz/target.h"

#include "common/base/utf8.h"
#include "common/index/db.h"
#include "common/index/schema.h"
#include "common/search/plan.h"
#include "common/search/snippet.h"

#include <unistd.h>

enum { STMT_MATCH, STMT_COUNT };

static const char *const statements[STMT_COUNT] = {"SELECT rowid FROM entry_fts WHERE entry_fts MATCH ?1"};

/* An empty text index, made once per process. */
static struct db *index_db(void) {
    static struct db db;
    static bool is_open = false;
    if (!is_open) {
        struct err err = {0};
        TARGET_CHECK(db_setup(&err) && db_create(&db, &err) && db_exec(&db, schema_sql, &err));
        TARGET_CHECK(db_prepare(&db, statements, STMT_COUNT, &err));
        is_open = true;
    }
    return &db;
}

static void check_query(const struct query *query) {
    TARGET_CHECK(utf8_valid(query->text) && query->text.len <= QUERY_MAX_BYTES);
    TARGET_CHECK(query->word_count <= QUERY_MAX_WORDS);
    TARGET_CHECK(query->exact_count <= QUERY_MAX_EXACT && query->clause_count <= SYNTAX_MAX_CLAUSES);
    TARGET_CHECK(query->excluded_word_count <= QUERY_MAX_EXCLUDED_WORDS);
    TARGET_CHECK(query->excluded_phrase_count <= QUERY_MAX_EXCLUDED_PHRASES);
    TARGET_CHECK(query->options.limit <= QUERY_MAX_LIMIT && query->options.offset <= QUERY_MAX_OFFSET);
    for (size_t i = 0; i < query->word_count; i++)
        TARGET_CHECK(query->words[i].term.len > 0 && query->words[i].term.len <= TOKEN_MAX_BYTES);
}

/* The first byte of the input chooses which words the vocabulary knows, and which can be completed. */
static void fill_plan(struct plan *plan, const struct query *query, unsigned choice) {
    *plan = (struct plan){0};
    for (size_t i = 0; i < query->word_count; i++) {
        uint64_t entries = choice >> (i % 4) & 1 ? 10 * (i + 1) : 0;
        struct plan_word *word = plan_add_word(plan, query->words[i].term, entries, STR(""));
        for (size_t j = 0; (choice >> 4 & 1) && j < PLAN_MAX_COMPLETIONS + 2; j++)
            plan_add_completion(word, query->words[(i + j) % query->word_count].term, j, STR(""));
        for (size_t j = 0; (choice >> 5 & 1) && j < PLAN_MAX_GUESSES + 2; j++)
            plan_add_guess(word, query->words[(i + j) % query->word_count].term, j, STR(""), (int)(10 * j));
    }
    plan_finish(plan, 1000);
}

static void check_plan(const struct plan *plan) {
    for (size_t i = 0; i < plan->word_count; i++) {
        TARGET_CHECK(plan->words[i].term_count <= PLAN_MAX_TERMS);
        TARGET_CHECK(plan->words[i].idf >= 0);
        TARGET_CHECK(i == 0 || plan->words[i - 1].idf >= plan->words[i].idf);
    }
}

/* Whatever was typed, FTS5 must understand the MATCH text. */
static void check_match(struct buf *match, size_t phrase_count) {
    struct db *db = index_db();
    struct err err = {0};
    TARGET_CHECK(!buf_failed(match));
    if (phrase_count > 0) {
        db_bind_text(db, STMT_MATCH, 1, buf_str(match));
        enum db_step step = db_step(db, STMT_MATCH, &err);
        if (step != DB_DONE)
            fprintf(stderr, "%s\n%.*s\n", err.message, STR_ARG(buf_str(match)));
        TARGET_CHECK(step == DB_DONE);
        db_reset(db, STMT_MATCH);
    }
    buf_reset(match);
}

static void check_matches(const struct query *query) {
    struct buf match;
    buf_init(&match, (size_t)64 << 10);
    plan_write_match(query, &match);
    check_match(&match, query->phrase_count);
    plan_write_excluded_match(query, &match);
    check_match(&match, query->excluded_phrase_count);
    buf_free(&match);
}

/* What the documentation has, by the first byte. */
static bool has(void *context, struct str name) {
    const unsigned *choice = context;
    return name.len > 0 && (*choice >> (name.len % 8) & 1) != 0;
}

/* The text is also the code, which looks for what the text does not show. */
static void check_snippet(struct buf *snippet, struct str text, const struct query *query) {
    struct sought sought;
    sought_init(&sought, query);
    unsigned shown = snippet_write(snippet, text, &sought);
    TARGET_CHECK(utf8_valid(buf_str(snippet)) && !buf_failed(snippet));
    snippet_prefer_code(snippet, text, &sought, 0, snippet_missing(0, STR(""), text, &sought) | shown);
    TARGET_CHECK(utf8_valid(buf_str(snippet)) && !buf_failed(snippet));
    sought_free(&sought);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena;
    struct query query;
    static struct plan plan;
    struct buf snippet;
    if (size == 0)
        return 0;
    arena_init(&arena);
    buf_init(&snippet, (size_t)1 << 20);
    struct str text = str_make((const char *)data + 1, size - 1);
    const struct query_options options = {.limit = (unsigned)data[0] << 3, .offset = (unsigned)data[0] << 4};
    unsigned choice = data[0];
    const struct syntax_scope scope = {has, has, has, &choice};
    query_parse(&query, text, &options, choice % 3 == 0 ? NULL : &scope, &arena);
    check_query(&query);
    fill_plan(&plan, &query, data[0]);
    check_plan(&plan);
    check_matches(&query);
    buf_add(&snippet, STR(""));
    utf8_clean(&snippet, text);
    struct str clean = arena_copy(&arena, buf_str(&snippet));
    buf_reset(&snippet);
    check_snippet(&snippet, clean, &query);
    buf_free(&snippet);
    arena_free(&arena);
    return 0;
}
