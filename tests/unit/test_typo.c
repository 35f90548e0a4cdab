#include "common/search/typo.h"

#include "common/base/mem.h"
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>

#define MAX_TERMS 400
#define MAX_LETTERS 12
#define FAR 1000

struct fixture {
    struct arena arena;
    struct vocabulary vocabulary;
    char terms[MAX_TERMS][MAX_LETTERS + 1]; /* sorted, no two equal */
    size_t term_count;
};

static int compare(const void *a, const void *b) {
    return strcmp(a, b);
}

/* Sorts, drops repetitions, and makes the trie; term i is in up to 500 entries. */
static void build(struct fixture *fixture) {
    size_t kept = 0;
    qsort(fixture->terms, fixture->term_count, sizeof *fixture->terms, compare);
    for (size_t i = 0; i < fixture->term_count; i++)
        if (kept == 0 || strcmp(fixture->terms[i], fixture->terms[kept - 1]) != 0)
            memmove(fixture->terms[kept++], fixture->terms[i], sizeof *fixture->terms);
    fixture->term_count = kept;
    fixture->vocabulary = (struct vocabulary){0};
    for (size_t i = 0; i < kept; i++)
        vocabulary_add(&fixture->vocabulary, str_from(fixture->terms[i]), i % 50 * 10 + 10);
    vocabulary_finish(&fixture->vocabulary);
}

static struct fixture *start(const char *const terms[], size_t count) {
    struct fixture *fixture = mem_new(1, sizeof *fixture);
    arena_init(&fixture->arena);
    for (; fixture->term_count < count; fixture->term_count++)
        snprintf(fixture->terms[fixture->term_count], sizeof *fixture->terms, "%s", terms[fixture->term_count]);
    build(fixture);
    return fixture;
}

static void stop(struct fixture *fixture) {
    vocabulary_free(&fixture->vocabulary);
    arena_free(&fixture->arena);
    free(fixture);
}

/* Few letters, so that words are near one another. */
static unsigned random_below(unsigned *seed, unsigned end) {
    *seed = *seed * 1103515245 + 12345;
    return (*seed >> 16) % end;
}

static void random_word(unsigned *seed, char word[MAX_LETTERS + 1]) {
    size_t length = 1 + random_below(seed, MAX_LETTERS);
    for (size_t i = 0; i < length; i++)
        word[i] = "abcd_1"[random_below(seed, random_below(seed, 4) == 0 ? 6 : 4)];
    word[length] = '\0';
}

static int edit(int cost, bool is_first, char a, char b) {
    bool has_digit = a == '1' || b == '1';
    return has_digit ? FAR : cost + (is_first ? TYPO_FIRST_LETTER : 0);
}

static int least(int a, int b) {
    return a < b ? a : b;
}

/* cost[i][j]: the distance as typo.h has it from the first j letters of the word to the first i of what was meant. */
static void slow_costs(const char *word, const char *meant, size_t meant_length,
                       int cost[MAX_LETTERS + 1][MAX_LETTERS + 1]) {
    size_t length = strlen(word);
    for (size_t i = 0; i <= meant_length; i++) {
        for (size_t j = 0; j <= length; j++) {
            char a = i > 0 ? meant[i - 1] : 'x', b = j > 0 ? word[j - 1] : 'x';
            cost[i][j] = i + j == 0 ? 0 : FAR;
            if (i > 0)
                cost[i][j] = least(cost[i][j], cost[i - 1][j] + edit(TYPO_MISSING, i == 1 && j == 0, a, a));
            if (j > 0)
                cost[i][j] = least(cost[i][j], cost[i][j - 1] + edit(TYPO_EDIT, j == 1 && i == 0, b, b));
            if (i > 0 && j > 0)
                cost[i][j] =
                    least(cost[i][j], cost[i - 1][j - 1] + (a == b ? 0 : edit(TYPO_EDIT, i == 1 && j == 1, a, b)));
            if (i > 1 && j > 1 && a == word[j - 2] && b == meant[i - 2])
                cost[i][j] = least(cost[i][j], cost[i - 2][j - 2] + edit(TYPO_EXCHANGED, i == 2 && j == 2, a, b));
        }
    }
}

static int slow_cost(const char *word, const char *meant, size_t meant_length) {
    int cost[MAX_LETTERS + 1][MAX_LETTERS + 1];
    slow_costs(word, meant, meant_length, cost);
    return cost[meant_length][strlen(word)];
}

static size_t letters_of(const char *word) {
    size_t count = 0;
    for (; *word != '\0'; word++)
        count += *word != '_';
    return count;
}

static bool has_same_letters(const char *a, const char *b, size_t b_length) {
    int surplus[128] = {0};
    for (size_t i = 0; a[i] != '\0'; i++)
        surplus[(int)a[i]]++;
    for (size_t i = 0; i < b_length; i++)
        surplus[(int)b[i]]--;
    for (int i = 0; i < 128; i++)
        if (surplus[i] != 0)
            return false;
    return true;
}

/* Of all terms (is_open: of all their beginnings) the least score at the limit; FAR when there is none. */
static int slow_best(const struct fixture *fixture, const char *word, bool is_open, bool is_second) {
    int best = FAR, limit = is_second ? TYPO_MAX_COST_OF_TWO : TYPO_MAX_COST_OF_ONE;
    bool is_reordered = is_second && letters_of(word) < TYPO_MIN_LETTERS_OF_TWO;
    for (size_t i = 0; i < fixture->term_count; i++) {
        const char *term = fixture->terms[i];
        int costs[MAX_LETTERS + 1][MAX_LETTERS + 1];
        slow_costs(word, term, strlen(term), costs);
        for (size_t length = is_open ? 1 : strlen(term); length <= strlen(term); length++) {
            int cost = costs[length][strlen(word)];
            const struct vocabulary_node *node = vocabulary_find(&fixture->vocabulary, str_make(term, length));
            bool is_other_order = is_reordered && (node->weight == 0 || !has_same_letters(word, term, length));
            bool is_thin =
                strlen(word) == TYPO_MIN_LETTERS && (cost == TYPO_EDIT || cost == TYPO_EDIT + TYPO_FIRST_LETTER);
            if (cost > limit || (is_second && term[0] != word[0]) || is_other_order ||
                (is_thin && node->weight < TYPO_MIN_WEIGHT_OF_THIN))
                continue;
            best = least(best, node->weight > 0 ? cost - node->weight : cost + TYPO_UNFINISHED - node->best);
        }
    }
    return best;
}

static int slow_score(const struct fixture *fixture, const char *word, bool is_open) {
    int best = strlen(word) < TYPO_MIN_LETTERS ? FAR : slow_best(fixture, word, is_open, false);
    if (best == FAR && letters_of(word) >= TYPO_MIN_LETTERS_REORDERED)
        best = slow_best(fixture, word, is_open, true);
    return best;
}

static void check_guesses(struct fixture *fixture, const char *word, bool is_open) {
    struct typo_guess guesses[TYPO_MAX_GUESSES];
    size_t count = typo_find(&fixture->vocabulary, str_from(word), is_open, guesses, &fixture->arena);
    int expected = slow_score(fixture, word, is_open);
    assert_int_equal(count > 0 ? guesses[0].score : FAR, expected);
    for (size_t i = 0; i < count; i++) {
        const struct typo_guess *guess = &guesses[i];
        assert_true(str_starts(guess->term, guess->beginning) && (is_open || guess->term.len == guess->beginning.len));
        assert_int_equal(guess->cost, slow_cost(word, guess->beginning.ptr, guess->beginning.len));
        assert_true(vocabulary_find(&fixture->vocabulary, guess->term)->weight > 0);
        assert_true(i == 0 || guess->score >= guesses[i - 1].score);
        for (size_t j = 0; j < i; j++)
            assert_false(str_equal(guess->term, guesses[j].term));
    }
}

static void the_walk_finds_what_comparing_with_every_term_finds(void **state) {
    (void)state;
    unsigned seed = 1;
    for (int round = 0; round < 12; round++) {
        struct fixture *fixture = start(NULL, 0);
        for (; fixture->term_count < MAX_TERMS; fixture->term_count++)
            random_word(&seed, fixture->terms[fixture->term_count]);
        build(fixture);
        for (int i = 0; i < 100; i++) {
            char word[MAX_LETTERS + 1];
            random_word(&seed, word);
            check_guesses(fixture, word, false);
            check_guesses(fixture, word, true);
        }
        stop(fixture);
    }
}

static const char *const birds[] = {"claim",   "create_task", "feather", "feathers", "finch",    "magpie", "magpies",
                                    "nest",    "nesting",     "python",  "song",     "songbird", "straße", "twig",
                                    "warbler", "warblers",    "wing",    "wren",     "wren2wren"};

static void first_guesses(void **state) {
    (void)state;
    static const struct {
        const char *word, *closed, *open; /* beginning and term when it may be growing; "": no guess */
    } cases[] = {
        {"nset", "nest", "nest nest"},
        {"nestt", "nest", "nest nest"},
        {"wern", "wren", "wren wren"},
        {"phyton", "python", "python python"}, /* two edits, but only another order */
        {"pyxxon", "", ""},                    /* two edits of six letters */
        {"feethars", "feathers", "feathers feathers"},
        {"xeethers", "", ""}, /* two edits with a wrong first letter */
        {"eather", "feather", "feather feather"},
        {"warbrel", "warbler", "warbler warbler"},
        {"songg", "song", "song song"},
        {"sonx", "", ""}, /* three letters are right, which says little of a term that is rare */
        {"sonb", "", "songb songbird"},
        {"fing", "", ""}, /* "wing", "fin" and what goes on */
        {"winng", "wing", "wing wing"},
        {"snogib", "", ""}, /* another order of the beginning of a term */
        {"nst", "", ""},    /* too short */
        {"magip", "", "magpi magpies"},
        {"crate_t", "", "create_t create_task"},
        {"crate_taks", "create_task", "create_task create_task"},
        {"wren3wren", "", ""}, /* a digit is never a typo */
        {"wern2wren", "wren2wren", "wren2wren wren2wren"},
        {"stra\xC3\x9F\x65n", "stra\xC3\x9F\x65", "stra\xC3\x9F\x65 stra\xC3\x9F\x65"},
        {"", "", ""},
        {"\xF0\x9F\x90\xA6\xF0\x9F\x90\xA6\xF0\x9F\x90\xA6\xF0\x9F\x90\xA6", "", ""},
        {"____", "", ""},
        {"1234", "", ""},
    };
    struct fixture *fixture = start(birds, sizeof birds / sizeof *birds);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct typo_guess guess[TYPO_MAX_GUESSES];
        struct str word = str_from(cases[i].word);
        bool found = typo_find(&fixture->vocabulary, word, false, guess, &fixture->arena) > 0;
        unit_expect(found ? guess[0].term : STR(""), str_from(cases[i].closed), cases[i].word);
        char text[100] = "";
        if (typo_find(&fixture->vocabulary, word, true, guess, &fixture->arena) > 0)
            snprintf(text, sizeof text, "%.*s %.*s", STR_ARG(guess[0].beginning), STR_ARG(guess[0].term));
        unit_expect(str_from(text), str_from(cases[i].open), cases[i].word);
    }
    stop(fixture);
}

/* Of a short word with a wrong letter only what is frequent, and whole, is a guess. */
static void short_words_need_frequent_terms(void **state) {
    (void)state;
    static const struct {
        uint64_t entry_count;
        const char *word, *guess;
    } cases[] = {{20, "nope", ""}, {20, "noen", "none"},  {20, "nono", ""}, {300, "nope", "none"},
                 {20, "nne", ""},  {300, "opex", "open"}, {300, "xope", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture *fixture = start(NULL, 0);
        vocabulary_add(&fixture->vocabulary, STR("none"), cases[i].entry_count);
        vocabulary_add(&fixture->vocabulary, STR("open"), cases[i].entry_count);
        vocabulary_add(&fixture->vocabulary, STR("operators"), cases[i].entry_count);
        vocabulary_finish(&fixture->vocabulary);
        for (int is_open = 0; is_open < 2; is_open++) {
            struct typo_guess guess[TYPO_MAX_GUESSES] = {{.term = STR("")}};
            typo_find(&fixture->vocabulary, str_from(cases[i].word), is_open, guess, &fixture->arena);
            unit_expect(guess[0].term, str_from(cases[i].guess), cases[i].word);
        }
        stop(fixture);
    }
}

static void words_without_their_space_are_cut(void **state) {
    (void)state;
    static const struct {
        const char *word, *closed, *open;
    } cases[] = {
        {"nestsong", "nest song", "nest song"},
        {"finchfea", "", "finch fea"},
        {"songwing", "song wing", "song wing"},
        {"twigxxxx", "", ""},
        {"wrenso", "", ""},
        {"nest_song", "", ""},
        {"wren2wing", "", ""},
        {"", "", ""},
    };
    struct fixture *fixture = start(birds, sizeof birds / sizeof *birds);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int is_open = 0; is_open < 2; is_open++) {
            struct typo_guess guess = {.term = STR("")};
            const char *expected = is_open ? cases[i].open : cases[i].closed;
            bool found = typo_split(&fixture->vocabulary, str_from(cases[i].word), is_open, &guess, &fixture->arena);
            unit_expect(guess.term, str_from(expected), cases[i].word);
            assert_int_equal(found, expected[0] != '\0');
        }
    }
    stop(fixture);
}

/* Every term of 10 letters out of two is near such words; visits end the walk. */
static void hostile_words_end(void **state) {
    (void)state;
    struct fixture *fixture = start(NULL, 0);
    char term[17] = "";
    for (unsigned number = 0; number < 1u << 16; number++) {
        for (int bit = 0; bit < 16; bit++)
            term[bit] = number >> (15 - bit) & 1 ? 'b' : 'a';
        vocabulary_add(&fixture->vocabulary, str_make(term, 16), 1);
    }
    vocabulary_finish(&fixture->vocabulary);
    struct typo_guess guesses[TYPO_MAX_GUESSES];
    char word[VOCABULARY_MAX_LETTERS + 3];
    memset(word, 'a', sizeof word);
    for (size_t length = 0; length <= sizeof word; length++)
        assert_true(typo_find(&fixture->vocabulary, str_make(word, length), length % 2 == 0, guesses,
                              &fixture->arena) <= TYPO_MAX_GUESSES);
    stop(fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_walk_finds_what_comparing_with_every_term_finds),
        cmocka_unit_test(first_guesses),
        cmocka_unit_test(short_words_need_frequent_terms),
        cmocka_unit_test(words_without_their_space_are_cut),
        cmocka_unit_test(hostile_words_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
