#include "common/search/snippet.h"

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "common/index/schema.h"
#include "common/text/fold.h"
#include "common/text/identifiers.h"

/* Marks that are looked at: enough to find a good place. */
#define MAX_MARKS 64

/* How far back from the first mark a snippet starts, to show what the word is in. */
#define LEAD_BYTES 70

/* What is shown behind the first mark at least. */
#define WINDOW_BYTES (SNIPPET_MAX_BYTES - LEAD_BYTES)

#define SHORT_WORD_BYTES 2

#define ELLIPSIS "\xE2\x80\xA6"

/* Between blocks of text and lines of code, and between samples of code. */
#define LINE_BOUNDARY " \xC2\xB7 "
#define SAMPLE_BOUNDARY " " ELLIPSIS " "

/* How many times the words that its text shows a snippet of code has to show. */
#define MUCH_MORE 4

struct mark {
    size_t start, end; /* bytes of the text */
    unsigned word;     /* bit of the query's word */
};

/* What a byte may be in a word; of bytes above 0x7F only the decoded character tells. */
enum { BYTE_WORD = 1, BYTE_STARTS_PART = 2, BYTE_HIGH = 4 };

/* The end of a line, and the marks of the code column. */
static bool is_boundary(char c) {
    return c == '\n' || c == SCHEMA_SAMPLE_MARK || c == SCHEMA_BLOCK_MARK;
}

/* "a", "in" and "to" beside longer words say nothing about a place in the text. */
static unsigned marked_words(const struct query *query) {
    unsigned longer = 0, all = 0;
    for (size_t i = 0; i < query->word_count; i++) {
        all |= 1u << i;
        longer |= query->words[i].term.len > SHORT_WORD_BYTES ? 1u << i : 0;
    }
    return longer != 0 ? longer : all;
}

static void classify_bytes(struct sought *sought) {
    for (int byte = 0; byte < 256; byte++) {
        char c = (char)byte;
        sought->class[byte] =
            (unsigned char)((ascii_is_word(c) ? BYTE_WORD : 0) |
                            (ascii_is_upper(c) || c == '_' ? BYTE_STARTS_PART : 0) | (byte >= 0x80 ? BYTE_HIGH : 0));
    }
}

/* Words of other scripts are folded before they are compared: each of their lead bytes may start a match. */
void sought_init(struct sought *sought, const struct query *query) {
    *sought = (struct sought){.query = query, .marked = marked_words(query)};
    buf_init(&sought->scratch, (size_t)64 << 10);
    classify_bytes(sought);
    for (int byte = 0x80; byte < 256; byte++)
        sought->starting[byte] = sought->marked;
    for (size_t i = 0; i < query->word_count; i++) {
        unsigned char first = (unsigned char)query->words[i].term.ptr[0];
        unsigned bit = 1u << i & sought->marked;
        sought->starting[first] |= bit;
        if (first >= 'a' && first <= 'z')
            sought->starting[first - 'a' + 'A'] |= bit;
    }
}

void sought_free(struct sought *sought) {
    buf_free(&sought->scratch);
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
static unsigned words_matching(struct sought *sought, struct str word) {
    const struct query *query = sought->query;
    unsigned bits = 0, possible = sought->starting[(unsigned char)word.ptr[0]];
    if (possible == 0)
        return 0;
    if (!is_plain(word)) {
        buf_reset(&sought->scratch);
        fold_text(&sought->scratch, word);
        word = buf_str(&sought->scratch);
    }
    for (size_t i = 0; i < query->word_count; i++)
        if ((possible >> i & 1) != 0 &&
            is_term(word, query->words[i].term, query->last_is_open && i + 1 == query->word_count))
            bits |= 1u << i;
    return bits;
}

static unsigned match_word(struct sought *sought, struct str word) {
    unsigned bits = words_matching(sought, word);
    if (bits != 0 || !identifier_is_compound(word))
        return bits;
    for (struct str part; bits == 0 && identifier_next_part(&word, &part);)
        bits = words_matching(sought, part);
    return bits;
}

/* Whether one of the query's words can start where a part of a word does: at a capital or behind '_'. */
static bool part_may_match(const struct sought *sought, struct str text, size_t at) {
    at += text.ptr[at] == '_' && at + 1 < text.len;
    return sought->starting[(unsigned char)text.ptr[at]] != 0;
}

/* Most of a text is plain words that cannot match: they are stepped over without looking at their characters twice. */
static bool next_word(const struct sought *sought, struct str text, size_t *start, size_t *end) {
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    for (size_t at = *start; at < text.len;) {
        size_t word = at;
        bool may_match = false;
        unsigned class;
        while (at < text.len && ((class = sought->class[bytes[at]]) & BYTE_WORD) != 0) {
            if (class & BYTE_STARTS_PART)
                may_match = may_match || part_may_match(sought, text, at);
            at++;
        }
        if (at < text.len && sought->class[bytes[at]] & BYTE_HIGH) {
            *start = word;
            return tokens_next_word(text, start, end);
        }
        if (at > word && (may_match || sought->starting[bytes[word]] != 0)) {
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
static size_t useful_bytes(const struct sought *sought, struct str text, const struct mark marks[], size_t count) {
    size_t first = first_in_window(marks, count);
    unsigned bits = 0;
    for (size_t i = first; i < count; i++)
        bits |= marks[i].word;
    return bits == sought->marked ? marks[first].start + SNIPPET_MAX_BYTES : text.len;
}

/* The beginning of a text that is looked at; it does not end within a word, unless that is too long to be one. */
static struct str scanned(struct str text) {
    struct str head = utf8_head(text, SNIPPET_SCAN_MAX_BYTES);
    size_t end = head.len;
    while (head.len < text.len && end > SNIPPET_SCAN_MAX_BYTES / 2 && !ascii_is_space(head.ptr[end - 1]))
        end--;
    return end > SNIPPET_SCAN_MAX_BYTES / 2 ? str_head(head, end) : head;
}

static size_t find_marks(struct sought *sought, struct str text, struct mark marks[MAX_MARKS]) {
    size_t count = 0, useful = text.len;
    for (size_t at = 0, end = 0; count < MAX_MARKS && at < useful && next_word(sought, text, &at, &end); at = end) {
        unsigned bits = match_word(sought, str_make(text.ptr + at, end - at));
        if (bits == 0)
            continue;
        marks[count++] = (struct mark){at, end, bits};
        if (useful == text.len)
            useful = useful_bytes(sought, text, marks, count);
    }
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
        if (is_boundary(text.ptr[i - 1]))
            return i;
    while (start > 0 && start < mark && text.ptr[start - 1] != ' ')
        start++;
    return start;
}

/* Behind a word, or at least, in a run without spaces such as an address, behind what is no letter. */
static size_t window_end(struct str text, size_t start) {
    if (text.len - start <= SNIPPET_MAX_BYTES)
        return text.len;
    size_t end = start + utf8_head(str_from_offset(text, start), SNIPPET_MAX_BYTES).len;
    size_t least = start + SNIPPET_MAX_BYTES / 2;
    for (size_t i = end; i > least; i--)
        if (ascii_is_space(text.ptr[i]))
            return i;
    for (size_t i = end; i > least; i--)
        if ((unsigned char)text.ptr[i - 1] < 0x80 && !ascii_is_word(text.ptr[i - 1]))
            return i;
    return end;
}

/* What has been written of a snippet, and what has to stand before the next piece of it. */
struct pen {
    struct buf *out;
    const char *boundary; /* "": none */
    bool has_text;
};

/* Spaces in front of a line say nothing once lines stand side by side. */
static void put_line(struct pen *pen, struct str line) {
    while (line.len > 0 && ascii_is_space(line.ptr[0]) && (pen->boundary[0] != '\0' || !pen->has_text))
        line = str_from_offset(line, 1);
    if (line.len == 0)
        return;
    buf_puts(pen->out, pen->boundary);
    pen->boundary = "";
    pen->has_text = true;
    buf_add_html(pen->out, line);
}

/* Blocks, and lines of code, are kept apart: together they would read as one sentence. What stands between two samples
 * of code is left out. */
static void put_text(struct pen *pen, struct str text) {
    while (text.len > 0) {
        size_t end = 0;
        while (end < text.len && !is_boundary(text.ptr[end]))
            end++;
        put_line(pen, str_head(text, end));
        if (end == text.len)
            return;
        if (pen->has_text && (text.ptr[end] != '\n' || pen->boundary[0] == '\0'))
            pen->boundary = text.ptr[end] == '\n' ? LINE_BOUNDARY : SAMPLE_BOUNDARY;
        text = str_from_offset(text, end + 1);
    }
}

static void put_mark(struct pen *pen, struct str word) {
    buf_puts(pen->out, pen->boundary);
    buf_puts(pen->out, "<em>");
    buf_add_html(pen->out, word);
    buf_puts(pen->out, "</em>");
    pen->boundary = "";
    pen->has_text = true;
}

/* A place in a text. */
struct excerpt {
    struct str text;
    struct mark marks[MAX_MARKS];
    size_t mark_count;
    size_t start, end; /* bytes of the text */
    unsigned words;    /* bits of the query's words that it has */
};

static void excerpt_find(struct excerpt *excerpt, struct sought *sought, struct str text) {
    size_t count = find_marks(sought, scanned(text), excerpt->marks);
    size_t first = best_mark(excerpt->marks, count);
    excerpt->text = text;
    excerpt->mark_count = count;
    excerpt->start = count > 0 ? window_start(text, excerpt->marks[first].start) : 0;
    excerpt->end = window_end(text, excerpt->start);
    excerpt->words = 0;
    for (size_t i = 0; i < count; i++)
        if (excerpt->marks[i].start >= excerpt->start && excerpt->marks[i].end <= excerpt->end)
            excerpt->words |= excerpt->marks[i].word;
}

static void excerpt_write(const struct excerpt *excerpt, struct buf *out) {
    struct str text = excerpt->text;
    struct pen pen = {.out = out, .boundary = ""};
    size_t at = excerpt->start;
    if (at > 0 && !is_boundary(text.ptr[at - 1]))
        buf_puts(out, ELLIPSIS " ");
    for (size_t i = 0; i < excerpt->mark_count; i++) {
        const struct mark *mark = &excerpt->marks[i];
        if (mark->start < at || mark->end > excerpt->end)
            continue;
        put_text(&pen, str_make(text.ptr + at, mark->start - at));
        put_mark(&pen, str_make(text.ptr + mark->start, mark->end - mark->start));
        at = mark->end;
    }
    put_text(&pen, str_make(text.ptr + at, excerpt->end - at));
    if (excerpt->end < text.len)
        buf_puts(out, " " ELLIPSIS);
}

static unsigned words_in(struct sought *sought, struct str text) {
    unsigned bits = 0;
    text = scanned(text);
    for (size_t at = 0, end = 0; bits != sought->marked && next_word(sought, text, &at, &end); at = end)
        bits |= match_word(sought, str_make(text.ptr + at, end - at));
    return bits;
}

/* A text that shows some of the words is what a reader wants; and to look into the code of every entry that a question
 * finds, few of which show all its words in one place, would take 5 % more time for each keystroke. */
static bool is_much_more(unsigned more, unsigned less) {
    return more != 0 && __builtin_popcount(more) >= MUCH_MORE * __builtin_popcount(less);
}

unsigned snippet_write(struct buf *out, struct str text, struct sought *sought) {
    struct excerpt excerpt;
    excerpt_find(&excerpt, sought, text);
    excerpt_write(&excerpt, out);
    return excerpt.words;
}

unsigned snippet_missing(unsigned shown, struct str title, struct str name, struct sought *sought) {
    if ((sought->marked & ~shown) == 0)
        return 0;
    unsigned wanted = sought->marked & ~words_in(sought, title);
    if (is_much_more(wanted, wanted & shown))
        wanted &= ~words_in(sought, name);
    return is_much_more(wanted, wanted & shown) ? wanted : 0;
}

void snippet_prefer_code(struct buf *out, struct str code, struct sought *sought, unsigned shown, unsigned missing) {
    struct excerpt excerpt;
    excerpt_find(&excerpt, sought, code);
    if (!is_much_more(excerpt.words & missing, shown & missing))
        return;
    buf_reset(out);
    excerpt_write(&excerpt, out);
}
