/* Any bytes as a word and, a line each, the terms of a vocabulary: guesses are terms, near enough, and ordered. */
#include "tests/fuzz/target.h"

#include "common/base/utf8.h"
#include "common/search/typo.h"

static void check_guess(const struct vocabulary *vocabulary, const struct typo_guess *guess, bool is_open) {
    const struct vocabulary_node *node = vocabulary_find(vocabulary, guess->term);
    TARGET_CHECK(node != NULL && node->weight > 0);
    TARGET_CHECK(str_starts(guess->term, guess->beginning) && utf8_valid(guess->beginning));
    TARGET_CHECK(is_open || guess->beginning.len == guess->term.len);
    TARGET_CHECK(guess->cost >= 0 && guess->cost <= TYPO_MAX_COST_OF_TWO);
}

static void check_word(const struct vocabulary *vocabulary, struct str word, bool is_open, struct arena *arena) {
    struct typo_guess guesses[TYPO_MAX_GUESSES];
    size_t count = typo_find(vocabulary, word, is_open, guesses, arena);
    TARGET_CHECK(count <= TYPO_MAX_GUESSES);
    for (size_t i = 0; i < count; i++) {
        check_guess(vocabulary, &guesses[i], is_open);
        TARGET_CHECK(i == 0 || guesses[i - 1].score <= guesses[i].score);
    }
    if (typo_split(vocabulary, word, is_open, guesses, arena))
        TARGET_CHECK(guesses[0].term.len == word.len + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct str text = str_make((const char *)data, size), word, term;
    struct vocabulary vocabulary = {0};
    struct arena arena;
    if (!str_split(&text, '\n', &word))
        return 0;
    arena_init(&arena);
    for (uint64_t count = 1; str_split(&text, '\n', &term); count++)
        if (utf8_valid(term))
            vocabulary_add(&vocabulary, term, count);
    vocabulary_finish(&vocabulary);
    check_word(&vocabulary, word, false, &arena);
    check_word(&vocabulary, word, true, &arena);
    vocabulary_free(&vocabulary);
    arena_free(&arena);
    return 0;
}
