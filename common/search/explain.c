#include "common/search/explain.h"

#include "common/index/postings.h"
#include "common/search/answer.h"
#include "common/search/plan.h"
#include "common/search/rank.h"

#include <stdlib.h>

/* A hit of the text tier that is explained. */
struct target {
    uint32_t entry;
    struct explain *explain;
    double title_hits;
};

/* Reading posting lists again, for the hits only; they are in order of their entries, as the lists are. */
struct explaining {
    struct answer *answer;
    struct target *targets;
    size_t target_count;
    const struct plan_word *word;
    const struct plan_term *term;
    size_t budget; /* postings of the word that were read by the search */
};

/* What is noted of the word already; NULL when nothing is. */
static struct explain_word *noted_word(struct explain *explain, struct str word) {
    struct explain_word *last = explain->word_count > 0 ? &explain->words[explain->word_count - 1] : NULL;
    return last != NULL && str_equal(last->word, word) ? last : NULL;
}

/* As accumulate() in text.c: the first term of a word that an entry has counts as it is; of the others the best. */
static void note_posting(const struct explaining *explaining, struct target *target, const struct posting *posting) {
    struct explain *explain = target->explain;
    const struct plan_term *term = explaining->term;
    struct explain_word *word = noted_word(explain, explaining->word->text);
    double idf = explaining->word->idf, value = idf * posting->impact * term->share;
    if (word == NULL) {
        word = &explain->words[explain->word_count++];
        *word = (struct explain_word){.word = explaining->word->text, .idf = idf, .in_title = posting->in_title};
        target->title_hits += posting->in_title ? term->share : 0;
    }
    if (value <= word->value)
        return;
    explain->sum += value - word->value;
    word->term = term->term;
    word->impact = posting->impact;
    word->share = term->share;
    word->value = value;
}

static void read_list(struct explaining *explaining, struct str list, struct posting *at, size_t *next) {
    while (explaining->budget > 0 && *next < explaining->target_count && postings_next(&list, at)) {
        explaining->budget--;
        while (*next < explaining->target_count && explaining->targets[*next].entry < at->entry)
            (*next)++;
        if (*next < explaining->target_count && explaining->targets[*next].entry == at->entry)
            note_posting(explaining, &explaining->targets[*next], at);
    }
}

static bool read_term(struct explaining *explaining, struct err *err) {
    struct db *db = explaining->answer->db;
    struct posting at = {0};
    size_t next = 0;
    enum db_step step = DB_DONE;
    read_list(explaining, explaining->term->postings, &at, &next);
    db_bind_text(db, SEARCH_POSTINGS, 1, explaining->term->term);
    while (next < explaining->target_count && explaining->budget > 0 &&
           (step = db_step(db, SEARCH_POSTINGS, err)) == DB_ROW)
        read_list(explaining, db_text(db, SEARCH_POSTINGS, 0), &at, &next);
    db_reset(db, SEARCH_POSTINGS);
    return step != DB_FAILED;
}

/* A frequent term was looked up instead of read. */
static void look_up(struct explaining *explaining, const uint8_t *postings) {
    for (size_t i = 0; i < explaining->target_count; i++) {
        uint32_t entry = explaining->targets[i].entry;
        uint8_t byte = postings[entry - 1];
        const struct posting posting = {entry, byte & POSTINGS_MAX_IMPACT, (byte & POSTINGS_TITLE_BIT) != 0};
        if (byte != 0)
            note_posting(explaining, &explaining->targets[i], &posting);
    }
}

static bool read_words(struct explaining *explaining, const struct plan *plan, struct err *err) {
    const struct frequent *frequent = &explaining->answer->corpus->frequent;
    bool ok = true;
    for (size_t i = 0; i < plan->word_count; i++) {
        explaining->word = &plan->words[i];
        explaining->budget = ANSWER_MAX_POSTINGS_PER_WORD;
        for (size_t j = 0; ok && j < plan->words[i].term_count; j++) {
            explaining->term = &plan->words[i].terms[j];
            const uint8_t *by_entry = frequent_find(frequent, explaining->term->term);
            if (by_entry != NULL)
                look_up(explaining, by_entry);
            else
                ok = read_term(explaining, err);
        }
    }
    return ok;
}

static bool read_priors(struct answer *answer, struct target *target, struct err *err) {
    struct db *db = answer->db;
    struct explain *explain = target->explain;
    db_bind_int(db, SEARCH_SIGNALS, 1, target->entry);
    enum db_step step = db_step(db, SEARCH_SIGNALS, err);
    if (step == DB_ROW) {
        int64_t links = db_int(db, SEARCH_SIGNALS, 0);
        struct str rank = db_text(db, SEARCH_SIGNALS, 1), factor = db_text(db, SEARCH_SIGNALS, 2);
        const unsigned char *bytes = (const unsigned char *)rank.ptr;
        explain->link_prior = rank_link_prior((uint32_t)(links < UINT16_MAX ? links : UINT16_MAX));
        if (rank.len == 2)
            explain->page_prior = rank_page_prior((double)(bytes[0] | bytes[1] << 8) / SCHEMA_PAGE_RANK_ONE);
        if (factor.len == 1)
            explain->factor = (double)(unsigned char)factor.ptr[0] / 100;
    }
    db_reset(db, SEARCH_SIGNALS);
    return step != DB_FAILED;
}

static bool finish_target(struct answer *answer, const struct plan *plan, struct target *target, struct err *err) {
    uint16_t title_words = answer->corpus->signals.title_words[target->entry - 1];
    const struct rank_evidence evidence = {
        .title_hits = target->title_hits,
        .query_words = (double)plan->word_count,
        .title_words = title_words > 0 ? title_words : 1,
    };
    target->explain->title_match = rank_title_match(&evidence);
    target->explain->docset_prior = answer_docset_prior(answer, target->entry);
    return read_priors(answer, target, err);
}

static int compare_targets(const void *a, const void *b) {
    const struct target *x = a, *y = b;
    return (x->entry > y->entry) - (x->entry < y->entry);
}

static bool explain_text(struct answer *answer, struct target *targets, size_t count, struct err *err) {
    struct explaining explaining = {.answer = answer, .targets = targets, .target_count = count};
    bool ok = read_words(&explaining, answer->plan, err);
    for (size_t i = 0; ok && i < count; i++)
        ok = finish_target(answer, answer->plan, &targets[i], err);
    return ok;
}

bool answer_explain(struct answer *answer, struct hits *hits, struct err *err) {
    struct target *targets = arena_alloc(answer->arena, hits->count, sizeof *targets);
    size_t count = 0;
    for (size_t i = 0; i < hits->count; i++) {
        struct explain *explain = arena_alloc(answer->arena, 1, sizeof *explain);
        *explain = (struct explain){.key = answer->query->key,
                                    .same_spelling = hits->hit[i].tier < TIER_CORRECTED &&
                                                     hits->hit[i].score > ANSWER_SAME_CASE / 2};
        hits->hit[i].explain = explain;
        if (hits->hit[i].tier != TIER_TEXT || answer->plan == NULL)
            continue;
        explain->words = arena_alloc(answer->arena, answer->plan->word_count, sizeof *explain->words);
        targets[count++] = (struct target){.entry = (uint32_t)hits->hit[i].id, .explain = explain};
        explain->coverage = hits->hit[i].coverage;
    }
    if (count > 1)
        qsort(targets, count, sizeof *targets, compare_targets);
    return count == 0 || explain_text(answer, targets, count, err);
}

static void write_word(const struct explain_word *word, struct json *json) {
    json_object(json);
    json_member_string(json, "word", word->word);
    json_member_string(json, "term", word->term);
    json_member_decimal(json, "idf", word->idf);
    json_member_number(json, "impact", word->impact);
    json_member_decimal(json, "share", word->share);
    json_member_decimal(json, "value", word->value);
    json_member_bool(json, "in_title", word->in_title);
    json_end(json);
}

static void write_text(const struct explain *explain, struct json *json) {
    json_member_decimal(json, "sum", explain->sum);
    json_member_decimal(json, "coverage", explain->coverage);
    json_member_decimal(json, "title_match", explain->title_match);
    json_member_decimal(json, "link_prior", explain->link_prior);
    json_member_decimal(json, "page_prior", explain->page_prior);
    json_member_decimal(json, "docset_prior", explain->docset_prior);
    json_member_decimal(json, "factor", explain->factor);
    json_key(json, "words");
    json_array(json);
    for (size_t i = 0; i < explain->word_count; i++)
        write_word(&explain->words[i], json);
    json_end(json);
}

void explain_write_json(const struct hit *hit, struct json *json) {
    json_object(json);
    json_member_string(json, "tier", str_from(tier_name(hit->tier)));
    json_member_decimal(json, "score", hit->score);
    if (hit->tier == TIER_TEXT) {
        write_text(hit->explain, json);
    } else {
        json_member_string(json, "key", hit->explain->key);
        json_member_bool(json, "same_spelling", hit->explain->same_spelling);
    }
    json_end(json);
}

static void print_word(const struct explain_word *word, const char *indent, struct buf *out) {
    buf_addf(out, "%s  %.*s: %.1f = idf %.2f x impact %u", indent, STR_ARG(word->word), word->value, word->idf,
             word->impact);
    if (!str_equal(word->word, word->term))
        buf_addf(out, " x %.2f as %.*s", word->share, STR_ARG(word->term));
    buf_puts(out, word->in_title ? ", in the title\n" : "\n");
}

void explain_print(const struct hit *hit, const char *indent, struct buf *out) {
    const struct explain *explain = hit->explain;
    if (hit->tier != TIER_TEXT) {
        buf_addf(out, "%s%s: key %.*s%s\n", indent, tier_name(hit->tier), STR_ARG(explain->key),
                 explain->same_spelling ? ", spelled as typed" : "");
        return;
    }
    buf_addf(out,
             "%stext: %.1f = sum %.1f x coverage %.2f x title %.2f x links %.2f x page %.2f x docset %.2f x "
             "factor %.2f\n",
             indent, hit->score, explain->sum, explain->coverage, explain->title_match, explain->link_prior,
             explain->page_prior, explain->docset_prior, explain->factor);
    for (size_t i = 0; i < explain->word_count; i++)
        print_word(&explain->words[i], indent, out);
}
