#include "common/search/snippet.h"

#include "common/base/utf8.h"
#include "common/text/fold.h"
#include "common/text/identifiers.h"

#define MAX_MARKS 256

/* How far back from the first mark a snippet starts, to show what the word is in. */
#define LEAD_BYTES 70

struct mark {
    size_t start, end; /* bytes of the text */
    unsigned word;     /* bit of the query's word */
};

static bool is_word_of(struct str folded, const struct query *query, size_t index) {
    struct str term = query->words[index].term;
    bool is_open = query->last_is_open && index + 1 == query->word_count;
    return str_equal(folded, term) || (is_open && str_starts(folded, term));
}

/* Bits of the query's words that the folded word is. */
static unsigned words_matching(struct str folded, const struct query *query) {
    unsigned bits = 0;
    for (size_t i = 0; i < query->word_count; i++)
        if (is_word_of(folded, query, i))
            bits |= 1u << i;
    return bits;
}

static unsigned match_word(struct str word, const struct query *query, struct buf *scratch) {
    buf_reset(scratch);
    fold_text(scratch, word);
    unsigned bits = words_matching(buf_str(scratch), query);
    if (bits != 0 || !identifier_is_compound(word))
        return bits;
    for (struct str part; bits == 0 && identifier_next_part(&word, &part);) {
        buf_reset(scratch);
        fold_text(scratch, part);
        bits = words_matching(buf_str(scratch), query);
    }
    return bits;
}

static size_t find_marks(struct str text, const struct query *query, struct mark marks[MAX_MARKS]) {
    struct buf scratch;
    buf_init(&scratch, (size_t)64 << 10);
    size_t count = 0;
    for (size_t at = 0, end = 0; count < MAX_MARKS && tokens_next_word(text, &at, &end); at = end) {
        unsigned bits = match_word(str_make(text.ptr + at, end - at), query, &scratch);
        if (bits != 0)
            marks[count++] = (struct mark){at, end, bits};
    }
    buf_free(&scratch);
    return count;
}

/* The mark at which a window with the most different words starts, the earliest of equals. */
static size_t best_mark(const struct mark marks[], size_t count) {
    size_t best = 0;
    int best_words = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned bits = 0;
        for (size_t j = i; j < count && marks[j].end <= marks[i].start + SNIPPET_MAX_BYTES - LEAD_BYTES; j++)
            bits |= marks[j].word;
        int words = __builtin_popcount(bits);
        if (words > best_words) {
            best = i;
            best_words = words;
        }
    }
    return best;
}

/* Where the snippet starts: the line's beginning if that is near, else a word's. */
static size_t window_start(struct str text, size_t mark) {
    size_t start = mark > LEAD_BYTES ? mark - LEAD_BYTES : 0;
    for (size_t i = mark; i > start; i--)
        if (text.ptr[i - 1] == '\n')
            return i;
    while (start > 0 && start < mark && text.ptr[start - 1] != ' ')
        start++;
    return start;
}

static size_t window_end(struct str text, size_t start) {
    if (text.len - start <= SNIPPET_MAX_BYTES)
        return text.len;
    size_t end = start + utf8_head(str_from_offset(text, start), SNIPPET_MAX_BYTES).len;
    for (size_t i = end; i > start + SNIPPET_MAX_BYTES / 2; i--)
        if (text.ptr[i] == ' ' || text.ptr[i] == '\n')
            return i;
    return end;
}

static void put_text(struct buf *out, struct str text) {
    for (struct str line; str_split(&text, '\n', &line);) {
        buf_add_html(out, line);
        if (text.ptr != NULL)
            buf_putc(out, ' ');
    }
}

void snippet_write(struct buf *out, struct str text, const struct query *query) {
    struct mark marks[MAX_MARKS];
    text = utf8_head(text, SNIPPET_SCAN_MAX_BYTES);
    size_t count = find_marks(text, query, marks);
    size_t first = best_mark(marks, count);
    size_t start = count > 0 ? window_start(text, marks[first].start) : 0;
    size_t end = window_end(text, start), at = start;
    if (start > 0 && text.ptr[start - 1] != '\n')
        buf_puts(out, "\xE2\x80\xA6 ");
    for (size_t i = 0; i < count; i++) {
        if (marks[i].start < at || marks[i].end > end)
            continue;
        put_text(out, str_make(text.ptr + at, marks[i].start - at));
        buf_puts(out, "<em>");
        buf_add_html(out, str_make(text.ptr + marks[i].start, marks[i].end - marks[i].start));
        buf_puts(out, "</em>");
        at = marks[i].end;
    }
    put_text(out, str_make(text.ptr + at, end - at));
    if (end < text.len)
        buf_puts(out, " \xE2\x80\xA6");
}
