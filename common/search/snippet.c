#include "common/search/snippet.h"

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "common/text/fold.h"
#include "common/text/identifiers.h"

/* Marks that are looked at: enough to find a good place. */
#define MAX_MARKS 64

/* How far back from the first mark a snippet starts, to show what the word is in. */
#define LEAD_BYTES 70

/* What is shown behind the first mark at least. */
#define WINDOW_BYTES (SNIPPET_MAX_BYTES - LEAD_BYTES)

#define SHORT_WORD_BYTES 2

struct mark {
    size_t start, end; /* bytes of the text */
    unsigned word;     /* bit of the query's word */
};

/* What a byte may be in a word; of bytes above 0x7F only the decoded character tells. */
enum { BYTE_WORD = 1, BYTE_STARTS_PART = 2, BYTE_HIGH = 4 };

/* The query's words, ready for comparing with every word of a text. */
struct matcher {
    const struct query *query;
    unsigned marked;        /* bits of the query's words that are marked */
    unsigned starting[256]; /* bits of those that a word may be when it, or a part of it, starts with this byte */
    unsigned char class[256];
    struct buf scratch;
};

/* "a", "in" and "to" beside longer words say nothing about a place in the text. */
static unsigned marked_words(const struct query *query) {
    unsigned longer = 0, all = 0;
    for (size_t i = 0; i < query->word_count; i++) {
        all |= 1u << i;
        longer |= query->words[i].term.len > SHORT_WORD_BYTES ? 1u << i : 0;
    }
    return longer != 0 ? longer : all;
}

static void classify_bytes(struct matcher *matcher) {
    for (int byte = 0; byte < 256; byte++) {
        char c = (char)byte;
        matcher->class[byte] =
            (unsigned char)((ascii_is_word(c) ? BYTE_WORD : 0) |
                            (ascii_is_upper(c) || c == '_' ? BYTE_STARTS_PART : 0) | (byte >= 0x80 ? BYTE_HIGH : 0));
    }
}

/* Words of other scripts are folded before they are compared: each of their lead bytes may start a match. */
static void matcher_init(struct matcher *matcher, const struct query *query) {
    *matcher = (struct matcher){.query = query, .marked = marked_words(query)};
    buf_init(&matcher->scratch, (size_t)64 << 10);
    classify_bytes(matcher);
    for (int byte = 0x80; byte < 256; byte++)
        matcher->starting[byte] = matcher->marked;
    for (size_t i = 0; i < query->word_count; i++) {
        unsigned char first = (unsigned char)query->words[i].term.ptr[0];
        unsigned bit = 1u << i & matcher->marked;
        matcher->starting[first] |= bit;
        if (first >= 'a' && first <= 'z')
            matcher->starting[first - 'a' + 'A'] |= bit;
    }
}

static bool is_plain(struct str word) {
    for (size_t i = 0; i < word.len; i++)
        if ((unsigned char)word.ptr[i] >= 0x80)
            return false;
    return true;
}

/* Whether the word, or its beginning while the term is still being typed, is the term. */
static bool is_term(struct str word, struct str term, bool is_open) {
    if (word.len < term.len || (!is_open && word.len != term.len))
        return false;
    return str_equal_nocase(str_head(word, term.len), term);
}

/* Bits of the query's words that a word or part of a word is. */
static unsigned words_matching(struct matcher *matcher, struct str word) {
    const struct query *query = matcher->query;
    unsigned bits = 0, possible = matcher->starting[(unsigned char)word.ptr[0]];
    if (possible == 0)
        return 0;
    if (!is_plain(word)) {
        buf_reset(&matcher->scratch);
        fold_text(&matcher->scratch, word);
        word = buf_str(&matcher->scratch);
    }
    for (size_t i = 0; i < query->word_count; i++)
        if ((possible >> i & 1) != 0 &&
            is_term(word, query->words[i].term, query->last_is_open && i + 1 == query->word_count))
            bits |= 1u << i;
    return bits;
}

static unsigned match_word(struct matcher *matcher, struct str word) {
    unsigned bits = words_matching(matcher, word);
    if (bits != 0 || !identifier_is_compound(word))
        return bits;
    for (struct str part; bits == 0 && identifier_next_part(&word, &part);)
        bits = words_matching(matcher, part);
    return bits;
}

/* Whether one of the query's words can start where a part of a word does: at a capital or behind '_'. */
static bool part_may_match(const struct matcher *matcher, struct str text, size_t at) {
    at += text.ptr[at] == '_' && at + 1 < text.len;
    return matcher->starting[(unsigned char)text.ptr[at]] != 0;
}

/* Most of a text is plain words that cannot match: they are stepped over without looking at their characters twice. */
static bool next_word(const struct matcher *matcher, struct str text, size_t *start, size_t *end) {
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    for (size_t at = *start; at < text.len;) {
        size_t word = at;
        bool may_match = false;
        unsigned class;
        while (at < text.len && ((class = matcher->class[bytes[at]]) & BYTE_WORD) != 0) {
            if (class & BYTE_STARTS_PART)
                may_match = may_match || part_may_match(matcher, text, at);
            at++;
        }
        if (at < text.len && matcher->class[bytes[at]] & BYTE_HIGH) {
            *start = word;
            return tokens_next_word(text, start, end);
        }
        if (at > word && (may_match || matcher->starting[bytes[word]] != 0)) {
            *start = word;
            *end = at;
            return true;
        }
        at += at == word;
    }
    return false;
}

/* The first mark whose window reaches to the last one. */
static size_t first_in_window(const struct mark marks[], size_t count) {
    size_t first = 0;
    while (marks[count - 1].end > marks[first].start + WINDOW_BYTES && first + 1 < count)
        first++;
    return first;
}

/* How much of the text is worth looking at: no window is better than the first that has all words. */
static size_t useful_bytes(const struct matcher *matcher, struct str text, const struct mark marks[], size_t count) {
    size_t first = first_in_window(marks, count);
    unsigned bits = 0;
    for (size_t i = first; i < count; i++)
        bits |= marks[i].word;
    return bits == matcher->marked ? marks[first].start + SNIPPET_MAX_BYTES : text.len;
}

static size_t find_marks(struct str text, const struct query *query, struct mark marks[MAX_MARKS]) {
    struct matcher matcher;
    matcher_init(&matcher, query);
    size_t count = 0, useful = text.len;
    for (size_t at = 0, end = 0; count < MAX_MARKS && at < useful && next_word(&matcher, text, &at, &end); at = end) {
        unsigned bits = match_word(&matcher, str_make(text.ptr + at, end - at));
        if (bits == 0)
            continue;
        marks[count++] = (struct mark){at, end, bits};
        if (useful == text.len)
            useful = useful_bytes(&matcher, text, marks, count);
    }
    buf_free(&matcher.scratch);
    return count;
}

/* The mark at which a window with the most different words starts, the earliest of equals. */
static size_t best_mark(const struct mark marks[], size_t count) {
    size_t best = 0;
    int best_words = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned bits = 0;
        for (size_t j = i; j < count && marks[j].end <= marks[i].start + WINDOW_BYTES; j++)
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
