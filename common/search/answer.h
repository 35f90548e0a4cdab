/* An answer while it is put together: which entries, in which order, before their rows are read. For the files of this
 * folder. */
#ifndef DOCFINCH_COMMON_SEARCH_ANSWER_H
#define DOCFINCH_COMMON_SEARCH_ANSWER_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/index/db.h"
#include "common/search/corpus.h"
#include "common/search/facets.h"
#include "common/search/filter.h"
#include "common/search/hits.h"
#include "common/search/query.h"
#include "common/search/typo.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Statements of an engine. */
enum {
    SEARCH_NAME,       /* entries with a key, by tier */
    SEARCH_NAME_LIST,  /* the stored best entries of a prefix */
    SEARCH_NAME_RANGE, /* entries whose keys begin with a prefix */
    SEARCH_KEYWORD,    /* entries that an index calls so, and where in them */
    SEARCH_SPELLING,   /* an entry's name and title */
    SEARCH_TERM,       /* a term's frequencies and postings */
    SEARCH_POSTINGS,   /* the rest of its postings */
    SEARCH_TERM_LIST,  /* the stored most frequent terms of a prefix */
    SEARCH_TERM_RANGE, /* terms that begin with a prefix */
    SEARCH_IS_TERM,    /* whether there is a term in a range */
    SEARCH_PHRASE,     /* entries that FTS5 finds */
    SEARCH_HIT,        /* everything shown of an entry */
    SEARCH_CODE,       /* its code samples, for a snippet */
    SEARCH_SIGNALS,    /* what an entry's score is multiplied by, apart */
    SEARCH_HIGHLIGHT,  /* entries for the home page */
    SEARCH_FILE,       /* an embedded file */
    SEARCH_WHOLE,      /* what of an entry stands in no hit */
    SEARCH_PREVIOUS,   /* the entry before a place of a page */
    SEARCH_NEXT,       /* the entry behind it */
    SEARCH_STMT_COUNT,
};

/* Entries of one name tier and key that are looked at. Lists are in order of static weight, here and below: what is cut
 * off weighs less than what is read. */
#define ANSWER_MAX_PER_TIER 100

/* Rows that are read for them: most may be of doc sets or kinds that the filters leave out. */
#define ANSWER_MAX_ROWS_PER_TIER 5000

/* Entries whose spelling is looked at. */
#define ANSWER_MAX_SPELLINGS 500

/* Postings that are read for one word of the query. With 13 doc sets in one artifact 10,000: 0.6999, 20,000: 0.7027,
 * 40,000: 0.7049, all: 0.7047. */
#define ANSWER_MAX_POSTINGS_PER_WORD 40000

/* Entries that the words of a query find: each the first that have it, an equal share of so many ... The mean of
 * success@1 (page and section) over all train sets, with six doc sets in the file and their filter, and with 13 and no
 * filter; and the median of a question's keystrokes with the 13. 8,000 and 2,000: 0.6886, 0.6253, 623 us. 4,000 and
 * 1,000: 0.6887, 0.6243, 475 us. 3,000 and 800: 0.6887, 0.6247, 443 us. 2,000 and 500: 0.6887, 0.6237, 399 us. */
#define ANSWER_ENOUGH_FOUND 3000

/* ... and at least so many. */
#define ANSWER_MIN_FOUND_PER_WORD 800

/* Entries that are found for the phrases of a query. */
#define ANSWER_MAX_PHRASE_ENTRIES 20000

/* Names that go on, which keep places among the first hits. */
#define ANSWER_MAX_COMPLETIONS 6

struct candidate {
    uint32_t entry; /* id */
    enum tier tier;
    double score;
    double coverage;   /* as in struct rank_evidence; of the text tier */
    struct str anchor; /* where an index leads to, in the answer's arena; empty: to the entry */
};

/* In a name tier, what the same case counts beyond any other part of the score. */
#define ANSWER_SAME_CASE 1e6

/* What the words of a query have added up to for one of the entries that they find. */
struct accumulator {
    float sum, title_hits; /* as in struct rank_evidence */
    float word_value;      /* what the current word has added to sum */
    uint32_t entry, page;  /* ids */
    uint8_t word;          /* number of the last word that added something, from 1; 0: none */
};

/* Whether the query finds the entries of a run of 64, and how many it finds before: the place of an accumulator. */
struct found_run {
    uint64_t bits;
    uint32_t before;
};

/* How much of the query's idf the entries of one page have, taken together. All zero between searches. */
struct page_accumulator {
    float coverage;
    uint8_t word; /* as in struct accumulator */
};

/* Memory that an engine keeps from search to search; of bits and runs, element i is about entry i + 1. */
struct workspace {
    struct found_run *found;          /* what the words of the query find */
    struct accumulator *accumulators; /* of those entries, in ascending order; room for all there are */
    size_t found_count;
    struct page_accumulator *pages; /* element i is page i + 1 */
    uint64_t *seen;                 /* a bit per entry: taken already, or excluded */
    uint64_t *allowed;              /* a bit per entry: has the phrases of the query */
    struct facets facets;
};

/* Words of a query that are corrected: one with more unknown words is something else than words with typos. */
#define CORRECTION_MAX_WORDS 4

struct corrected_word {
    size_t start, end; /* where it stands in query->clean */
    struct typo_guess guesses[TYPO_MAX_GUESSES];
    size_t guess_count;
};

/* What was typed, and what it was probably meant to be. */
struct correction {
    struct query query; /* with the best guess for each word; an open word ends where typing ended */
    struct str shown;   /* the same as text, the open word complete */
    struct corrected_word words[CORRECTION_MAX_WORDS];
    size_t word_count;
};

/* The word that became this word of the corrected query; NULL when none did, or nothing was corrected. */
const struct corrected_word *correction_find(const struct correction *correction, struct str word);

struct answer {
    const struct corpus *corpus;
    struct db *db;
    struct arena *arena;
    const struct query *query;           /* once something is corrected, the corrected one */
    const struct syntax_scope *scope;    /* what the query's filters can be */
    const struct correction *correction; /* NULL: none */
    struct filter filter;
    bool is_title_word;  /* the query is a single word that stands in titles */
    bool is_common_word; /* ... that stands in many entries */
    bool has_phrases;    /* only entries in workspace->allowed */
    bool *is_named;      /* element id: whether the query names the doc set; NULL: it names none of several */
    struct workspace *workspace;
    struct candidate *top; /* the best `wanted`, in order; room for one more */
    size_t top_count, wanted;
    uint32_t completions[ANSWER_MAX_COMPLETIONS]; /* entries, in order of weight */
    size_t completion_count;
    const struct plan *plan; /* of the text tier; NULL before it */
    size_t spelling_count;   /* entries whose spelling was looked at */
    size_t found_count;      /* entries found in all */
    bool is_cut;             /* there may be more than were found */
    bool is_interrupted;     /* the deadline passed */
};

/* Whether the entry exists, has the phrases, is not excluded, and was not taken yet. */
bool answer_may_take(const struct answer *answer, uint32_t entry);

/* Whether the filters let an entry through. It must exist. */
bool answer_shows(const struct answer *answer, uint32_t entry);

/* Takes an entry, once: counts it, and says whether the filters let it through to answer_add(). false for an entry that
 * may not be taken, too. */
bool answer_take(struct answer *answer, uint32_t entry);

/* Whether a wanted candidate would come among the best; one that does not is only counted by answer_add(). */
bool answer_has_place(const struct answer *answer, const struct candidate *candidate);

/* Adds a wanted candidate in front of all that are worse: a lower tier first, then the higher score, then the lower id.
 */
void answer_add(struct answer *answer, const struct candidate *candidate);

/* The steps of a search: exclusions (exclude.c) and phrases (phrases.c) narrow what the name tiers (names.c: exact,
 * tail, keyword, prefix) and the text tier (text.c) may find. In between words may be corrected (correct.c); then names
 * are looked for once more, and all that the query finds from there on are in tiers from TIER_CORRECTED. Where nothing
 * is looked for, what the filters leave is listed. false with ERR_DB. */
bool answer_exclude(struct answer *answer, struct err *err);
void answer_list(struct answer *answer);
bool answer_find_phrases(struct answer *answer, struct err *err);
bool answer_find_names(struct answer *answer, struct err *err);
bool answer_correct(struct answer *answer, struct err *err);
bool answer_find_text(struct answer *answer, struct err *err);

/* Binds the values of SEARCH_NAME_LIST, or of SEARCH_NAME_RANGE with `end`, which must live until its reset: names that
 * begin as the query does. */
void answer_bind_name_list(struct answer *answer);
void answer_bind_name_range(struct answer *answer, struct buf *end);

/* Reads the names that the word may become, of those that may be taken and are shown, into answer->completions: before
 * the text is searched. false with ERR_DB. The other puts them among the best, once the answer is complete. */
bool answer_read_completions(struct answer *answer, struct err *err);
void answer_place_completions(struct answer *answer);

/* Whether a word is the name of a doc set that may be shown, or its first part: letters. */
bool answer_names_docset(const struct answer *answer, struct str word);

/* Finds the doc sets that the query names, for answer_docset_prior(): what an entry's score is multiplied by for that.
 */
void answer_find_named(struct answer *answer);
double answer_docset_prior(const struct answer *answer, uint32_t entry);

/* Sets hit->explain of all hits, which must be those of the answer: reads the posting lists once more. false with
 * ERR_DB. */
bool answer_explain(struct answer *answer, struct hits *hits, struct err *err);

/* Moves the candidates of each page, from number `first` on, behind the best one of them; pages stay in the order of
 * their best. */
void answer_group(struct answer *answer, size_t first);

/* Whether two words are one term when no space is between them; that term is in the answer's arena. */
bool answer_join_words(struct answer *answer, struct str word, struct str next, struct str *joined);

/* Appends the smallest string that is greater than all that begin with prefix, for a range [prefix, end). */
void answer_write_prefix_end(struct buf *out, struct str prefix);

/* A term's row: frequencies, and the beginning of its posting list in the answer's arena. All zero and empty when the
 * vocabulary does not have it. */
struct answer_term {
    uint64_t entries, titles;
    struct str postings;
};
bool answer_read_term(struct answer *answer, struct str term, struct answer_term *row, struct err *err);

#endif
