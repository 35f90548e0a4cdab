#include "common/search/plan.h"

#include "common/search/rank.h"

#include <math.h>

/* A word in more than this share of all entries is common ... */
#define COMMON_SHARE 0.10

/* ... unless its posting list is short all the same: in a small doc set no word is left out of the search. */
#define COMMON_MIN_ENTRIES 200

/* What a term that only begins with the typed word counts: little when the word exists as it is, nearly as much as a
 * whole word when it does not and is probably unfinished. */
#define COMPLETION_OF_KNOWN 0.1
#define COMPLETION_OF_UNKNOWN 0.7

/* The word in the other number. 0.6: 0.7150, 0.75: 0.7175, 0.9: 0.7158, measured as the factors of rank.c. */
#define FORM_SHARE 0.75

/* What the name of a doc set says about an entry of it, as a share of what another word of its frequency does. Of 0.05
 * to 0.6 the mean is 0.7192 to 0.7195, without it 0.7175. */
#define DOCSET_NAME_SHARE 0.4

/* The best guess at a misspelt word counts like any word; others are e times less for each such distance behind it. Of
 * 10 to 120, and 0.8 to 1 for the best, these put most typos right. */
#define GUESS_DECAY 30.0

struct plan_word *plan_add_word(struct plan *plan, struct str text, uint64_t entry_count, struct str postings) {
    struct plan_word *word = &plan->words[plan->word_count++];
    *word = (struct plan_word){.text = text, .is_known = entry_count > 0};
    if (word->is_known)
        word->terms[word->term_count++] = (struct plan_term){text, entry_count, postings, 1};
    return word;
}

void plan_add_completion(struct plan_word *word, struct str term, uint64_t entry_count, struct str postings) {
    if (word->completion_count == PLAN_MAX_COMPLETIONS)
        return;
    word->completion_count++;
    double share = word->is_known ? COMPLETION_OF_KNOWN : COMPLETION_OF_UNKNOWN;
    word->terms[word->term_count++] = (struct plan_term){term, entry_count, postings, share};
}

void plan_add_form(struct plan_word *word, struct str term, uint64_t entry_count, struct str postings) {
    if (word->term_count < PLAN_MAX_TERMS && entry_count > 0)
        word->terms[word->term_count++] = (struct plan_term){term, entry_count, postings, FORM_SHARE};
}

void plan_add_guess(struct plan_word *word, struct str term, uint64_t entry_count, struct str postings, int distance) {
    if (word->term_count == PLAN_MAX_TERMS || entry_count == 0)
        return;
    word->terms[word->term_count++] = (struct plan_term){term, entry_count, postings, exp(-distance / GUESS_DECAY)};
}

/* A word that the index does not have at all weighs as much as one in a single entry, so that an answer without it is
 * not complete; an unfinished one weighs as much as all that it may become. */
static void weigh_word(struct plan_word *word, uint64_t entry_count) {
    uint64_t matching = word->is_known ? word->terms[0].entry_count : 0;
    for (size_t i = 0; !word->is_known && i < word->term_count; i++)
        matching += word->terms[i].entry_count;
    word->idf = rank_idf(entry_count, matching > 0 ? matching : 1) * (word->names_docset ? DOCSET_NAME_SHARE : 1);
    word->is_common = matching > COMMON_MIN_ENTRIES && (double)matching > COMMON_SHARE * (double)entry_count;
}

void plan_finish(struct plan *plan, uint64_t entry_count) {
    plan->idf_sum = 0;
    for (size_t i = 0; i < plan->word_count; i++) {
        struct plan_word word = plan->words[i];
        weigh_word(&word, entry_count);
        plan->idf_sum += word.idf;
        size_t at = i;
        for (; at > 0 && plan->words[at - 1].idf < word.idf; at--)
            plan->words[at] = plan->words[at - 1];
        plan->words[at] = word;
    }
}

static void write_phrases(const struct str phrases[], size_t count, const char *joiner, struct buf *out) {
    for (size_t i = 0; i < count; i++) {
        buf_puts(out, i > 0 ? joiner : "");
        buf_putc(out, '"');
        for (size_t at = 0; at < phrases[i].len; at++) {
            if (phrases[i].ptr[at] == '"')
                buf_putc(out, '"');
            buf_putc(out, phrases[i].ptr[at]);
        }
        buf_putc(out, '"');
    }
}

void plan_write_match(const struct query *query, struct buf *out) {
    write_phrases(query->phrases, query->phrase_count, " AND ", out);
}

void plan_write_excluded_match(const struct query *query, struct buf *out) {
    write_phrases(query->excluded_phrases, query->excluded_phrase_count, " OR ", out);
}
