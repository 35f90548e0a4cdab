#include "common/search/typo.h"

#include "common/base/utf8.h"

/* Further than any limit; the sum of two fits into a cell. */
#define FAR 1000

struct candidate {
    uint32_t node; /* where the term ends */
    int cost, score;
    size_t beginning_length, length;
    uint16_t letters[VOCABULARY_MAX_LETTERS];
};

struct walk {
    const struct vocabulary *vocabulary;
    uint16_t word[VOCABULARY_MAX_LETTERS];
    size_t length;
    bool is_open;
    bool is_reordered; /* only whole terms of the same letters */
    int limit;         /* cost up to which terms count */
    size_t band;       /* letters by which lengths differ at most at this cost */
    size_t visits;     /* nodes that may still be visited */

    size_t depth;                              /* letters from the root to the current node */
    uint16_t path[VOCABULARY_MAX_LETTERS + 1]; /* path[i]: the i-th of these letters, from 1 */
    uint32_t ends[VOCABULARY_MAX_LETTERS + 1]; /* ends[i]: of the node to which they lead */
    /* rows[i][j]: what it costs that the first i letters of the path were typed as the first j of the word; only near
     * the diagonal, where i and j differ by at most the band, and FAR beside it. */
    int16_t rows[VOCABULARY_MAX_LETTERS + 1][VOCABULARY_MAX_LETTERS + 2];

    struct candidate best[TYPO_MAX_GUESSES + 1];
    size_t best_count;
};

static int least(int a, int b) {
    return a < b ? a : b;
}

static bool is_digit(uint16_t letter) {
    return letter >= '0' && letter <= '9';
}

/* Of an edit of the first letter or another one, or of a digit, which there is not. */
static int cost_of(int edit, bool is_first, bool is_digit) {
    return is_digit ? FAR : edit + (is_first ? TYPO_FIRST_LETTER : 0);
}

/* A row's cell, from those above and before it. */
static int cell(const struct walk *walk, size_t i, size_t j) {
    const int16_t(*rows)[VOCABULARY_MAX_LETTERS + 2] = walk->rows;
    uint16_t meant = walk->path[i], typed = j > 0 ? walk->word[j - 1] : 0;
    int cost = rows[i - 1][j] + cost_of(TYPO_MISSING, i == 1 && j == 0, is_digit(meant));
    if (j == 0)
        return least(cost, FAR);
    bool has_digit = is_digit(meant) || is_digit(typed);
    int changed = meant == typed ? 0 : cost_of(TYPO_EDIT, i == 1 && j == 1, has_digit);
    cost = least(cost, rows[i - 1][j - 1] + changed);
    cost = least(cost, rows[i][j - 1] + cost_of(TYPO_EDIT, false, is_digit(typed)));
    if (i > 1 && j > 1 && meant == walk->word[j - 2] && typed == walk->path[i - 1])
        cost = least(cost, rows[i - 2][j - 2] + cost_of(TYPO_EXCHANGED, i == 2 && j == 2, has_digit));
    return least(cost, FAR);
}

static size_t row_start(const struct walk *walk, size_t i) {
    return i > walk->band ? i - walk->band : 0;
}

static size_t row_end(const struct walk *walk, size_t i) {
    return i + walk->band < walk->length ? i + walk->band : walk->length;
}

/* Letters of the word before any of the path. */
static void fill_first_row(struct walk *walk) {
    int16_t *row = walk->rows[0];
    row[0] = 0;
    for (size_t j = 1; j <= row_end(walk, 0); j++)
        row[j] = (int16_t)least(row[j - 1] + cost_of(TYPO_EDIT, j == 1, is_digit(walk->word[j - 1])), FAR);
    row[row_end(walk, 0) + 1] = FAR;
}

/* Fills the row of the current depth; false when nothing below can be near enough any more. An exchange reaches two
 * rows back, but never for less than what the row between has. */
static bool fill_row(struct walk *walk) {
    size_t i = walk->depth, start = row_start(walk, i), end = row_end(walk, i);
    int nearest = FAR;
    int16_t *row = walk->rows[i];
    if (start > 0)
        row[start - 1] = FAR;
    for (size_t j = start; j <= end; j++) {
        row[j] = (int16_t)cell(walk, i, j);
        nearest = least(nearest, row[j]);
    }
    row[end + 1] = FAR;
    return nearest <= walk->limit;
}

/* The most frequent term at or below a node: appends the letters that lead there. */
static void descend(const struct vocabulary *vocabulary, struct candidate *candidate) {
    const struct vocabulary_node *nodes = vocabulary->nodes, *from = &nodes[candidate->node];
    while (nodes[candidate->node].weight < from->best && candidate->length < VOCABULARY_MAX_LETTERS) {
        uint32_t below = candidate->node + 1;
        while (nodes[below].best < from->best && nodes[below].end < nodes[candidate->node].end)
            below = nodes[below].end;
        candidate->node = below;
        candidate->letters[candidate->length++] = nodes[below].code;
    }
}

/* Of two beginnings of one term the nearer counts, of equals the longer, which comes later. */
static bool replaces_other(struct walk *walk, const struct candidate *candidate) {
    for (size_t i = 0; i < walk->best_count; i++) {
        if (walk->best[i].node != candidate->node)
            continue;
        if (walk->best[i].score < candidate->score)
            return false;
        memmove(&walk->best[i], &walk->best[i + 1], (walk->best_count - i - 1) * sizeof *walk->best);
        walk->best_count--;
        return true;
    }
    return true;
}

static void keep_candidate(struct walk *walk, const struct candidate *candidate) {
    if (!replaces_other(walk, candidate))
        return;
    size_t at = walk->best_count;
    for (; at > 0 && candidate->score < walk->best[at - 1].score; at--)
        walk->best[at] = walk->best[at - 1];
    walk->best[at] = *candidate;
    if (walk->best_count < TYPO_MAX_GUESSES)
        walk->best_count++;
}

/* Whether the path has the letters of the word in another order. */
static bool has_same_letters(const struct walk *walk) {
    if (walk->depth != walk->length)
        return false;
    for (size_t i = 0; i < walk->length; i++) {
        int surplus = 0;
        for (size_t j = 0; j < walk->length; j++)
            surplus += (walk->word[j] == walk->word[i]) - (walk->path[j + 1] == walk->word[i]);
        if (surplus != 0)
            return false;
    }
    return true;
}

/* Whether a word is so short that, with one of its letters wrong, a guess rests on too few that are right. */
static bool is_thin(const struct walk *walk, int cost) {
    bool has_wrong_letter = cost == TYPO_EDIT || cost == TYPO_EDIT + TYPO_FIRST_LETTER;
    return walk->length == TYPO_MIN_LETTERS && has_wrong_letter;
}

/* Whether a term at this node may be what was meant, or only what happens to be near. */
static bool is_founded(const struct walk *walk, const struct vocabulary_node *node, int cost) {
    if (walk->is_reordered)
        return node->weight > 0 && has_same_letters(walk);
    return !is_thin(walk, cost) || node->weight >= TYPO_MIN_WEIGHT_OF_THIN;
}

/* The current node as the end of a term or, where the word may be growing, as a place from which terms go on. */
static void consider(struct walk *walk, uint32_t index) {
    const struct vocabulary_node *node = &walk->vocabulary->nodes[index];
    if ((node->weight == 0 && !walk->is_open) || row_end(walk, walk->depth) < walk->length)
        return;
    int cost = walk->rows[walk->depth][walk->length];
    if (cost > walk->limit || !is_founded(walk, node, cost))
        return;
    struct candidate candidate = {.node = index, .cost = cost, .beginning_length = walk->depth, .length = walk->depth};
    candidate.score = node->weight > 0 ? cost - node->weight : cost + TYPO_UNFINISHED - node->best;
    if (walk->best_count == TYPO_MAX_GUESSES && candidate.score >= walk->best[TYPO_MAX_GUESSES - 1].score)
        return;
    memcpy(candidate.letters, &walk->path[1], walk->depth * sizeof *candidate.letters);
    if (node->weight == 0)
        descend(walk->vocabulary, &candidate);
    keep_candidate(walk, &candidate);
}

/* Visits nodes [from, to), which stand side by side at the root together with all below them. */
static void visit(struct walk *walk, uint32_t from, uint32_t to) {
    walk->depth = 0;
    for (uint32_t index = from; index < to && walk->visits > 0; walk->visits--) {
        const struct vocabulary_node *node = &walk->vocabulary->nodes[index];
        while (walk->depth > 0 && index >= walk->ends[walk->depth])
            walk->depth--;
        walk->depth++;
        walk->path[walk->depth] = node->code;
        walk->ends[walk->depth] = node->end;
        if (fill_row(walk)) {
            consider(walk, index);
            index++;
        } else {
            walk->depth--;
            index = node->end;
        }
    }
}

/* Terms with the right first letter come first: they are what is left when the visits are used up. */
static void find_near(struct walk *walk, int limit, bool is_first_right) {
    const struct vocabulary *vocabulary = walk->vocabulary;
    uint32_t count = (uint32_t)vocabulary->count, first = 0;
    walk->limit = limit;
    walk->band = (size_t)limit / TYPO_EDIT;
    fill_first_row(walk);
    while (first < count && vocabulary->nodes[first].code != walk->word[0])
        first = vocabulary->nodes[first].end;
    uint32_t end = first < count ? vocabulary->nodes[first].end : count;
    visit(walk, first, end);
    if (is_first_right)
        return;
    visit(walk, 0, first);
    visit(walk, end, count);
}

static bool read_word(struct walk *walk, struct str word) {
    for (size_t at = 0; at < word.len;) {
        uint32_t code = utf8_next(word, &at);
        if (code > UINT16_MAX || walk->length == VOCABULARY_MAX_LETTERS)
            return false;
        walk->word[walk->length++] = (uint16_t)code;
    }
    return walk->length >= TYPO_MIN_LETTERS;
}

/* The '_' of an identifier is no letter that says what was meant. */
static size_t count_letters(const struct walk *walk) {
    size_t count = 0;
    for (size_t i = 0; i < walk->length; i++)
        count += walk->word[i] != '_';
    return count;
}

static struct str write_letters(const uint16_t letters[], size_t count, struct arena *arena) {
    char *bytes = arena_bytes(arena, 3 * count);
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += utf8_encode(letters[i], bytes + length);
    return str_make(bytes, length);
}

size_t typo_find(const struct vocabulary *vocabulary, struct str word, bool is_open,
                 struct typo_guess guesses[TYPO_MAX_GUESSES], struct arena *arena) {
    struct walk walk = {.vocabulary = vocabulary, .is_open = is_open, .visits = TYPO_MAX_VISITS};
    if (!read_word(&walk, word))
        return 0;
    find_near(&walk, TYPO_MAX_COST_OF_ONE, false);
    size_t letters = count_letters(&walk);
    walk.is_reordered = letters < TYPO_MIN_LETTERS_OF_TWO;
    if (walk.best_count == 0 && letters >= TYPO_MIN_LETTERS_REORDERED)
        find_near(&walk, TYPO_MAX_COST_OF_TWO, true);
    for (size_t i = 0; i < walk.best_count; i++) {
        const struct candidate *best = &walk.best[i];
        guesses[i] = (struct typo_guess){
            .term = write_letters(best->letters, best->length, arena),
            .beginning = write_letters(best->letters, best->beginning_length, arena),
            .cost = best->cost,
            .score = best->score,
        };
    }
    return walk.best_count;
}

/* "left right" in the arena. */
static struct str join_terms(struct str left, struct str right, struct arena *arena) {
    char *bytes = arena_bytes(arena, left.len + 1 + right.len);
    memcpy(bytes, left.ptr, left.len);
    bytes[left.len] = ' ';
    memcpy(bytes + left.len + 1, right.ptr, right.len);
    return str_make(bytes, left.len + 1 + right.len);
}

/* How good a term or, where it may be growing, the beginning of one is; 0 when it is none or too short. */
static int weigh_piece(const struct vocabulary *vocabulary, struct str piece, bool is_open) {
    const struct vocabulary_node *node = vocabulary_find(vocabulary, piece);
    if (node == NULL || piece.len < TYPO_MIN_LETTERS_OF_PIECE)
        return 0;
    return is_open ? node->best : node->weight;
}

/* Names are not cut at their '_' and digits. */
static bool may_cut(char before, char behind) {
    return before != '_' && behind != '_' && !is_digit((unsigned char)before) && !is_digit((unsigned char)behind);
}

bool typo_split(const struct vocabulary *vocabulary, struct str word, bool is_open, struct typo_guess *guess,
                struct arena *arena) {
    int best = 0;
    size_t at = 0;
    if (word.len < TYPO_MIN_LETTERS_OF_SPLIT)
        return false;
    for (size_t i = TYPO_MIN_LETTERS_OF_PIECE; i + TYPO_MIN_LETTERS_OF_PIECE <= word.len; i++) {
        if (!may_cut(word.ptr[i - 1], word.ptr[i]))
            continue;
        int left = weigh_piece(vocabulary, str_head(word, i), false);
        int right = left > best ? weigh_piece(vocabulary, str_from_offset(word, i), is_open) : 0;
        if (least(left, right) > best) {
            best = least(left, right);
            at = i;
        }
    }
    if (best == 0)
        return false;
    struct str text = join_terms(str_head(word, at), str_from_offset(word, at), arena);
    *guess = (struct typo_guess){.term = text, .beginning = text, .cost = TYPO_MISSING, .score = TYPO_MISSING - best};
    return true;
}
