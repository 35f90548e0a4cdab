/* Typos: words that the vocabulary does not know become what they were probably meant to be. */
#include "common/search/answer.h"

#include "common/text/tokens.h"

/* Whether the byte of the text stands between two quotes. */
static bool is_quoted(struct str text, size_t at) {
    size_t marks = 0;
    for (size_t i = 0; i < at; i++)
        marks += text.ptr[i] == '"';
    return marks % 2 == 1 && str_find_char(text, '"', at) < text.len;
}

/* The vocabulary in memory leaves rare terms out: they are no guesses, but known. */
static bool is_in_table(struct answer *answer, struct str word, bool is_open, bool *known, struct err *err) {
    struct buf end;
    buf_init(&end, 2 * TOKEN_MAX_BYTES);
    if (is_open)
        answer_write_prefix_end(&end, word);
    else
        buf_add(&end, word);
    db_bind_text(answer->db, SEARCH_IS_TERM, 1, word);
    db_bind_text(answer->db, SEARCH_IS_TERM, 2, buf_str(&end));
    enum db_step step = db_step(answer->db, SEARCH_IS_TERM, err);
    db_reset(answer->db, SEARCH_IS_TERM);
    buf_free(&end);
    *known = step != DB_DONE;
    answer->is_interrupted = answer->is_interrupted || step == DB_INTERRUPTED;
    return step != DB_FAILED;
}

/* Whether the vocabulary has the word or, while it may still be growing, a term that begins with it. */
static bool is_known(struct answer *answer, struct str word, bool is_open, bool *known, struct err *err) {
    const struct vocabulary_node *node = vocabulary_find(&answer->corpus->vocabulary, word);
    *known = node != NULL && (is_open || node->weight > 0);
    return *known || is_in_table(answer, word, is_open, known, err);
}

/* "asyn cio": a piece of a term is no misspelt word. */
static bool is_piece(struct answer *answer, size_t index) {
    const struct query *query = answer->query;
    struct str word = query->words[index].term, joined;
    return (index > 0 && answer_join_words(answer, query->words[index - 1].term, word, &joined)) ||
           (index + 1 < query->word_count && answer_join_words(answer, word, query->words[index + 1].term, &joined));
}

static size_t find_guesses(const struct answer *answer, struct str word, bool is_open, struct typo_guess *guesses) {
    const struct vocabulary *vocabulary = &answer->corpus->vocabulary;
    size_t count = typo_find(vocabulary, word, is_open, guesses, answer->arena);
    return count > 0 ? count : typo_split(vocabulary, word, is_open, guesses, answer->arena);
}

static bool correct_word(struct answer *answer, struct correction *correction, size_t index, struct err *err) {
    const struct query *query = answer->query;
    const struct token *word = &query->words[index];
    bool is_open = query->last_is_open && index + 1 == query->word_count, known = true;
    if (correction->word_count == CORRECTION_MAX_WORDS || word->term.len < TYPO_MIN_LETTERS ||
        is_quoted(query->clean, word->start))
        return true;
    if (!is_known(answer, word->term, is_open, &known, err))
        return false;
    if (known || is_piece(answer, index))
        return true;
    struct corrected_word *corrected = &correction->words[correction->word_count];
    corrected->start = word->start;
    corrected->end = word->end;
    corrected->guess_count = find_guesses(answer, word->term, is_open, corrected->guesses);
    correction->word_count += corrected->guess_count > 0;
    return true;
}

/* The query with the best guesses in place of what was typed. is_whole: also what the last word was going to be. */
static struct str write_corrected(const struct answer *answer, const struct correction *correction, bool is_whole) {
    struct str clean = answer->query->clean;
    struct buf text;
    size_t at = 0;
    buf_init(&text, QUERY_MAX_BYTES + CORRECTION_MAX_WORDS * 4 * TOKEN_MAX_BYTES);
    for (size_t i = 0; i < correction->word_count; i++) {
        const struct corrected_word *word = &correction->words[i];
        buf_add(&text, str_make(clean.ptr + at, word->start - at));
        buf_add(&text, is_whole ? word->guesses[0].term : word->guesses[0].beginning);
        at = word->end;
    }
    buf_add(&text, str_from_offset(clean, at));
    struct str copy = arena_copy(answer->arena, buf_str(&text));
    buf_free(&text);
    return copy;
}

bool answer_correct(struct answer *answer, struct err *err) {
    struct correction *correction = arena_alloc(answer->arena, 1, sizeof *correction);
    for (size_t i = 0; i < answer->query->word_count; i++)
        if (!correct_word(answer, correction, i, err))
            return false;
    if (correction->word_count == 0)
        return true;
    correction->shown = str_trim(write_corrected(answer, correction, true));
    struct str text = write_corrected(answer, correction, false);
    query_parse(&correction->query, text, &answer->query->options, answer->scope, answer->arena);
    answer->query = &correction->query;
    answer->correction = correction;
    return true;
}

const struct corrected_word *correction_find(const struct correction *correction, struct str word) {
    for (size_t i = 0; correction != NULL && i < correction->word_count; i++)
        if (str_equal(correction->words[i].guesses[0].beginning, word))
            return &correction->words[i];
    return NULL;
}
