/* Misspelt words: the terms of the vocabulary that a word may have been meant to be.
 *
 * The distance is that of Damerau and Levenshtein as "optimal string alignment": the least cost of letters that were
 * changed, typed too much, left out, or exchanged with their neighbour, no letter edited twice (L. Boytsov, "Indexing
 * Methods for Approximate Dictionary Searching: Comparative Analysis", 2011, section 2.2). Letters are code points of
 * folded text. A digit is never a typo. A look-up walks the trie of vocabulary.h and leaves what is too far away.
 *
 * Costs and limits are those that put most words right of 2,277 misspelt ones in judged queries for five doc sets: the
 * first guess is right for 97.9 %, one of the guesses for 98.7 %. With equal costs the first is right for 96.5 %,
 * without the weights of terms for 96.7 %. Neighbouring keys, doubled letters, exchanged vowels and terms of titles at
 * other costs are no better, or worse. */
#ifndef DOCFINCH_COMMON_SEARCH_TYPO_H
#define DOCFINCH_COMMON_SEARCH_TYPO_H

#include "common/base/arena.h"
#include "common/search/vocabulary.h"

/* Costs of edits, in hundredths of one; VOCABULARY_WEIGHT_FACTOR is in the same units. */
#define TYPO_EDIT 100        /* another letter, or one too much */
#define TYPO_MISSING 85      /* a letter was left out */
#define TYPO_EXCHANGED 85    /* two neighbours are in each other's place */
#define TYPO_FIRST_LETTER 20 /* more for an edit of the first letter */

/* The greatest costs of one edit and of two; three cost at least 255. */
#define TYPO_MAX_COST_OF_ONE (TYPO_EDIT + TYPO_FIRST_LETTER)
#define TYPO_MAX_COST_OF_TWO (2 * TYPO_EDIT + TYPO_FIRST_LETTER)

/* More for a term that goes on behind what was typed. */
#define TYPO_UNFINISHED 20

/* Shorter words are not corrected: too much is one edit away. */
#define TYPO_MIN_LETTERS 4

/* A word of so few letters with one of them wrong, or one too many, has only three that are right. Among the terms of
 * any documentation some have these by chance, all the more when they may go on: "nope" would be "operators". Such a
 * guess has to be a whole term, and one that is used so often that it is likely to be meant: in 200 entries, which
 * small documentation does not have. (A letter that was left out, or an exchange, leaves four.) */
#define TYPO_MIN_WEIGHT_OF_THIN 53

/* From here on, '_' not counted, two edits are looked for where one finds nothing; the first letter must be right. */
#define TYPO_MIN_LETTERS_OF_TWO 7

/* From here on two edits that only bring the letters into another order, and that of a whole term: "phyton". */
#define TYPO_MIN_LETTERS_REORDERED 5

/* A word is cut into two terms when it has at least so many letters (bytes), and both have. */
#define TYPO_MIN_LETTERS_OF_SPLIT 7
#define TYPO_MIN_LETTERS_OF_PIECE 3

/* Nodes of the trie that one look-up visits at most, those with the right first letter first; then what has been found
 * counts. Misspelt words visit 1,400 at the median and 2,500 at the 99th percentile with the documentation of Python
 * (28 and 72 microseconds), 2,500 and 5,000 with a gigabyte of HTML (53 and 139). */
#define TYPO_MAX_VISITS 10000

#define TYPO_MAX_GUESSES 4

struct typo_guess {
    struct str term;
    struct str beginning; /* what of the term was typed: all of it, unless the word may still be growing */
    int cost;             /* of the edits */
    int score;            /* cost without the weight of the term: less is better */
};

/* The terms that the word, folded, may have been meant to be, the best first; returns how many. is_open: the word may
 * still be growing, so that it may be the beginning of a term. Meant for words that the vocabulary does not have.
 * Strings live in the arena. */
size_t typo_find(const struct vocabulary *vocabulary, struct str word, bool is_open,
                 struct typo_guess guesses[TYPO_MAX_GUESSES], struct arena *arena);

/* Two terms that were typed without a space between them, as one guess with a space; false when there are none. Of
 * several places to cut, the one whose rarer piece is the most frequent. Of 3,061 judged queries that lost a
 * space, 27 % have their page first without this, and 53 % with it. */
bool typo_split(const struct vocabulary *vocabulary, struct str word, bool is_open, struct typo_guess *guess,
                struct arena *arena);

#endif
