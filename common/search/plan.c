#include "common/search/plan.h"

#include "common/search/rank.h"

/* A word in more than this share of all entries leads no stage: its posting list is too long to walk at every
 * keystroke. */
#define COMMON_SHARE 0.10

/* MATCH texts are bounded by QUERY_MAX_WORDS and PLAN_MAX_COMPLETIONS terms of TOKEN_MAX_BYTES. */
#define MATCH_MAX_BYTES ((size_t)32 << 10)

/* A word that the index does not have weighs as much as one in a single entry, so that an answer without it is not
 * complete. */
static void weigh_words(struct plan *plan, uint64_t entry_count) {
    plan->idf_sum = 0;
    for (size_t i = 0; i < plan->word_count; i++) {
        struct plan_word *word = &plan->words[i];
        word->idf = rank_idf(entry_count, word->entry_count ? word->entry_count : 1);
        plan->idf_sum += word->idf;
    }
}

static bool is_findable(const struct plan_word *word) {
    return word->entry_count > 0 || word->completion_count > 0;
}

/* Indexes of the words that can lead, the rarest first. When all are common, the rarest of them leads alone. */
static size_t choose_leaders(const struct plan *plan, uint64_t entry_count, size_t leaders[QUERY_MAX_WORDS]) {
    size_t findable = 0, rare = 0;
    for (size_t i = 0; i < plan->word_count; i++) {
        if (!is_findable(&plan->words[i]))
            continue;
        size_t at = findable++;
        for (; at > 0 && plan->words[leaders[at - 1]].idf < plan->words[i].idf; at--)
            leaders[at] = leaders[at - 1];
        leaders[at] = i;
    }
    while (rare < findable && (double)plan->words[leaders[rare]].entry_count <= COMMON_SHARE * (double)entry_count)
        rare++;
    return rare == 0 && findable > 0 ? 1 : rare;
}

static void put_term(struct plan_stage *stage, struct buf *match, struct str term, uint8_t word, bool is_completion) {
    if (stage->phrase_count == MATCH_MAX_PHRASES)
        return;
    buf_putc(match, '"');
    for (size_t i = 0; i < term.len; i++) {
        if (term.ptr[i] == '"')
            buf_putc(match, '"');
        buf_putc(match, term.ptr[i]);
    }
    buf_putc(match, '"');
    stage->word[stage->phrase_count] = word;
    stage->is_completion[stage->phrase_count++] = is_completion;
}

static size_t phrases_of(const struct plan_word *word) {
    return (word->entry_count > 0) + word->completion_count;
}

/* "word" OR "completion" OR ... */
static void put_word(struct plan_stage *stage, struct buf *match, const struct plan *plan, size_t index, bool counts) {
    const struct plan_word *word = &plan->words[index];
    uint8_t owner = counts ? (uint8_t)index : PLAN_NO_WORD;
    bool is_first = true;
    if (word->entry_count > 0) {
        put_term(stage, match, word->term, owner, false);
        is_first = false;
    }
    for (size_t i = 0; i < word->completion_count && stage->phrase_count < MATCH_MAX_PHRASES; i++) {
        buf_puts(match, is_first ? "" : " OR ");
        put_term(stage, match, word->completions[i], owner, true);
        is_first = false;
    }
}

static bool is_among(const size_t list[], size_t count, size_t value) {
    for (size_t i = 0; i < count; i++)
        if (list[i] == value)
            return true;
    return false;
}

/* The findable words that do not lead, behind one that does: they are counted, and none of them is asked for. */
static void put_optional(struct plan_stage *stage, struct buf *match, const struct plan *plan, const size_t leaders[],
                         size_t lead_count) {
    bool is_open = false;
    for (size_t i = 0; i < plan->word_count; i++) {
        const struct plan_word *word = &plan->words[i];
        if (!is_findable(word) || is_among(leaders, lead_count, i))
            continue;
        if (stage->phrase_count + 1 + phrases_of(word) > MATCH_MAX_PHRASES)
            continue;
        if (!is_open) {
            buf_puts(match, " AND (");
            put_word(stage, match, plan, leaders[0], false);
            is_open = true;
        }
        buf_puts(match, " OR ");
        put_word(stage, match, plan, i, true);
    }
    buf_puts(match, is_open ? ")" : "");
}

struct stage_shape {
    size_t lead_count;   /* leaders in use, the rarest ones */
    const char *between; /* " AND " or " OR " */
};

static void add_stage(struct plan *plan, const size_t leaders[], struct stage_shape shape, struct str facets,
                      struct arena *arena) {
    struct plan_stage *stage = &plan->stages[plan->stage_count];
    struct buf match;
    buf_init(&match, MATCH_MAX_BYTES);
    *stage = (struct plan_stage){.phrase_count = 0};
    buf_puts(&match, "(");
    for (size_t i = 0; i < shape.lead_count; i++) {
        buf_puts(&match, i > 0 ? shape.between : "");
        buf_puts(&match, "(");
        put_word(stage, &match, plan, leaders[i], true);
        buf_puts(&match, ")");
    }
    buf_puts(&match, ")");
    put_optional(stage, &match, plan, leaders, shape.lead_count);
    for (struct str term; str_split(&facets, ' ', &term);) {
        if (term.len == 0)
            continue;
        buf_puts(&match, " AND ");
        put_term(stage, &match, term, PLAN_NO_WORD, false);
    }
    stage->match = arena_copy(arena, buf_str(&match));
    plan->stage_count += !match.failed && stage->phrase_count < MATCH_MAX_PHRASES;
    buf_free(&match);
}

void plan_build(struct plan *plan, uint64_t entry_count, struct str facets, struct arena *arena) {
    plan->stage_count = 0;
    weigh_words(plan, entry_count);
    size_t leaders[QUERY_MAX_WORDS];
    size_t count = choose_leaders(plan, entry_count, leaders);
    if (count == 0)
        return;
    for (size_t lead = count; lead > 1 && plan->stage_count < PLAN_MAX_STAGES - 1; lead--)
        add_stage(plan, leaders, (struct stage_shape){lead, " AND "}, facets, arena);
    add_stage(plan, leaders, (struct stage_shape){count, " OR "}, facets, arena);
}
