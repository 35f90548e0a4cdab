#include "common/text/exact.h"

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "common/text/fold.h"

/* An operator with brackets around it. */
#define MAX_FRAMED_BYTES 16

/* What a character is here. Brackets are symbols, too: OPEN and CLOSE come with SYMBOL. */
enum {
    SEPARATOR = 1,
    WORD = 2,
    UNSPACED = 4, /* with WORD: of a script that writes words without spaces */
    MARKED = 8,   /* with WORD: beyond ASCII, may lose a mark when it is folded */
    SYMBOL = 16,
    OPEN = 32,
    CLOSE = 64,
};

struct sink {
    void (*emit)(void *context, struct str term, size_t start, size_t end);
    void *context;
};

/* One text on its way through. */
struct scan {
    struct str text;
    const struct sink *sink;
    struct buf scratch; /* the current term */
};

/* A run of characters of one class: bytes [start, end) of the text. */
struct run {
    size_t start, end;
};

static inline unsigned ascii_class(char c) {
    if (ascii_is_word(c))
        return WORD;
    switch (c) {
    case '(':
    case '[':
    case '{': return SYMBOL | OPEN;
    case ')':
    case ']':
    case '}': return SYMBOL | CLOSE;
    case ',':
    case ';':
    case '"':
    case '\'':
    case '`': return SEPARATOR;
    default: return c > ' ' && c < 0x7F ? SYMBOL : SEPARATOR;
    }
}

static unsigned high_class(struct str text, size_t *at) {
    uint32_t code = utf8_next(text, at);
    if (fold_is_unspaced(code) && fold_is_word(code))
        return WORD | UNSPACED;
    if (fold_is_word(code))
        return WORD | MARKED;
    return fold_is_symbol(code) && code != UTF8_REPLACEMENT ? SYMBOL : SEPARATOR;
}

/* The class of the character at *at, which moves behind it. */
static inline unsigned next_class(struct str text, size_t *at) {
    return (unsigned char)text.ptr[*at] < 0x80 ? ascii_class(text.ptr[(*at)++]) : high_class(text, at);
}

/* The characters from `start` on that have a class and none of `but`. */
static struct run run_of(struct str text, size_t start, unsigned class, unsigned but) {
    struct run run = {start, start};
    for (size_t at = start; at < text.len; run.end = at) {
        unsigned seen = next_class(text, &at);
        if ((seen & class) == 0 || (seen & but) != 0)
            break;
    }
    return run;
}

/* A few characters unfold into several words: they are no term. */
static void emit(struct scan *scan, struct run run) {
    struct str term = buf_str(&scan->scratch);
    if (!scan->scratch.failed && term.len > 0 && term.len <= TOKEN_MAX_BYTES && str_find_char(term, ' ', 0) == term.len)
        scan->sink->emit(scan->sink->context, term, run.start, run.end);
}

static struct str str_of(const struct scan *scan, struct run run) {
    return str_make(scan->text.ptr + run.start, run.end - run.start);
}

static void emit_folded(struct scan *scan, struct run run) {
    if (run.end - run.start > TOKEN_MAX_BYTES)
        return;
    buf_reset(&scan->scratch);
    fold_text(&scan->scratch, str_of(scan, run));
    emit(scan, run);
}

static char at(const struct scan *scan, size_t offset) {
    return offset < scan->text.len ? scan->text.ptr[offset] : ' ';
}

static char closing(char open) {
    return (char)(open == '(' ? ')' : open == '[' ? ']' : open == '{' ? '}' : '>');
}

static bool is_uniform(struct str run) {
    for (size_t i = 1; i < run.len; i++)
        if (run.ptr[i] != run.ptr[0])
            return false;
    return true;
}

static bool is_pair(struct str run) {
    return run.len == 2 && (ascii_class(run.ptr[0]) & OPEN) != 0 && run.ptr[1] == closing(run.ptr[0]);
}

static bool has_class(struct str run, unsigned class) {
    for (size_t i = 0; i < run.len; i++)
        if ((unsigned char)run.ptr[i] < 0x80 && (ascii_class(run.ptr[i]) & class) != 0)
            return true;
    return false;
}

/* Without the brackets and the end of a sentence around it: "(:=)." is ":=", but "..." and "[]" stay. */
static struct str without_frame(struct str run) {
    while (run.len > 0 && !is_pair(run)) {
        char first = run.ptr[0], last = run.ptr[run.len - 1];
        bool is_open = (ascii_class(first) & OPEN) != 0;
        bool is_end = (strchr(".:!?", last) != NULL && !is_uniform(run)) || (ascii_class(last) & CLOSE) != 0;
        bool is_around = is_open && last == closing(first);
        if (!is_open && !is_end)
            break;
        run = str_from_offset(run, is_around || (is_open && !is_end));
        run.len -= is_around || is_end;
    }
    return run;
}

/* Symbols that stand by themselves. Single stops and dashes are punctuation. */
static void read_operator(struct scan *scan, struct run run) {
    struct str symbols = run.end - run.start <= MAX_FRAMED_BYTES ? without_frame(str_of(scan, run)) : STR("");
    if (symbols.len == 0 || symbols.len > EXACT_MAX_OPERATOR_BYTES)
        return;
    if (symbols.len == 1 && strchr("-.:", symbols.ptr[0]) != NULL)
        return;
    if (symbols.len == EXACT_MAX_OPERATOR_BYTES && is_uniform(symbols))
        return;
    if (has_class(symbols, OPEN | CLOSE) && !is_pair(symbols))
        return;
    size_t start = (size_t)(symbols.ptr - scan->text.ptr);
    buf_reset(&scan->scratch);
    buf_add(&scan->scratch, symbols);
    emit(scan, (struct run){start, start + symbols.len});
}

/* Behind "operator", up to an argument list: "operator==(a, b)", "operator()(a)", "operator[]". */
static void read_operator_of_name(struct scan *scan, struct run symbols) {
    struct str run = str_of(scan, symbols);
    size_t end = is_pair(str_head(run, 2)) ? 2 : str_find_char(run, '(', 0);
    read_operator(scan, (struct run){symbols.start, symbols.start + end});
}

/* The word from `start` on and what hyphens join to it. */
static struct run hyphenated_word(const struct scan *scan, size_t start) {
    struct run word = run_of(scan->text, start, WORD, UNSPACED);
    while (at(scan, word.end) == '-') {
        struct run next = run_of(scan->text, word.end + 1, WORD, UNSPACED);
        if (next.end == next.start)
            break;
        word.end = next.end;
    }
    return word;
}

static bool is_long_number(struct str word) {
    for (size_t i = 0; i < word.len; i++)
        if (!ascii_is_digit(word.ptr[i]))
            return false;
    return word.len > 1;
}

/* "%(name)s", "${HOME}", "@{upstream}", "#[test]": the bracket must close behind the word. */
static void read_bracketed_word(struct scan *scan, size_t sign, size_t word_start) {
    struct run word = hyphenated_word(scan, word_start);
    if (at(scan, word.end) != closing(at(scan, word_start - 1)))
        return;
    struct run rest = run_of(scan->text, word.end + 1, WORD, UNSPACED);
    emit_folded(scan, (struct run){sign, rest.end});
}

/* A word with symbols in front of it; [start, word_start) are the symbols. "-15" is a number, "-9" may be an option. */
static void read_signed_word(struct scan *scan, size_t start, size_t word_start) {
    struct str sign = str_make(scan->text.ptr + start, word_start - start);
    struct run word = hyphenated_word(scan, word_start);
    if (sign.len == 0 || sign.len > EXACT_MAX_SIGN_BYTES || word.end == word.start || has_class(sign, OPEN | CLOSE))
        return;
    bool is_tag = str_find_char(sign, '<', 0) < sign.len;
    if (is_tag && sign.len == 1 && at(scan, word.end) == '>')
        emit_folded(scan, (struct run){start, word.end + 1});
    if (!is_tag && !is_long_number(str_of(scan, word)))
        emit_folded(scan, (struct run){start, word.end});
}

/* Symbols at the start of a chunk, or behind an opening bracket in it, belong to the word behind them. */
static void read_sign(struct scan *scan, struct run symbols, bool at_start) {
    size_t start = symbols.start;
    bool is_free = at_start;
    for (size_t i = symbols.start; i < symbols.end; i++) {
        bool is_open = (ascii_class(at(scan, i)) & OPEN) != 0;
        bool has_sign = i > start && is_free && strchr("%$@#\\", at(scan, i - 1)) != NULL;
        if (is_open && has_sign && i + 1 == symbols.end) {
            read_bracketed_word(scan, i - 1, symbols.end);
            return;
        }
        if (is_open) {
            start = i + 1;
            is_free = true;
        }
    }
    if (is_free)
        read_signed_word(scan, start, symbols.end);
}

/* "C++", "C++20", "C#": the symbols behind a word, when no other word begins there. */
static void read_suffix(struct scan *scan, struct run word, struct run symbols) {
    struct str run = str_of(scan, symbols);
    size_t length = str_starts(run, STR("++")) ? 2 : run.ptr[0] == '#' ? 1 : 0;
    if (length == 0)
        return;
    size_t end = symbols.start + length, digits = end;
    while (ascii_is_digit(at(scan, digits)))
        digits++;
    if (run_of(scan->text, digits, WORD, 0).end > digits)
        return;
    emit_folded(scan, (struct run){word.start, end});
    if (digits > end)
        emit_folded(scan, (struct run){word.start, digits});
}

static void write_marked(struct scan *scan, struct run run) {
    buf_reset(&scan->scratch);
    for (size_t i = run.start; i < run.end;)
        fold_code_marked(&scan->scratch, utf8_next(scan->text, &i));
}

/* A word whose marks folding takes away; of no use without a letter under them. */
static void read_marks(struct scan *scan, struct run word) {
    struct buf plain;
    if (word.end - word.start > TOKEN_MAX_BYTES)
        return;
    buf_init(&plain, 32 * TOKEN_MAX_BYTES);
    fold_text(&plain, str_of(scan, word));
    write_marked(scan, word);
    if (plain.len > 0 && !str_equal(buf_str(&plain), buf_str(&scan->scratch)))
        emit(scan, word);
    buf_free(&plain);
}

static void read_pairs(struct scan *scan, struct run run) {
    size_t first = run.start, second = run.start;
    utf8_next(scan->text, &second);
    while (second < run.end) {
        size_t end = second;
        utf8_next(scan->text, &end);
        write_marked(scan, (struct run){first, end});
        emit(scan, (struct run){first, end});
        first = second;
        second = end;
    }
}

/* A run of word characters: words with marks, and runs of scripts without spaces. */
static void read_words(struct scan *scan, struct run run) {
    for (size_t i = run.start; i < run.end;) {
        struct run unspaced = run_of(scan->text, i, UNSPACED, 0);
        if (unspaced.end > i) {
            read_pairs(scan, unspaced);
            i = unspaced.end;
            continue;
        }
        struct run word = run_of(scan->text, i, WORD, UNSPACED);
        if (run_of(scan->text, i, WORD, MARKED).end < word.end)
            read_marks(scan, word);
        i = word.end;
    }
}

/* Runs of symbols and runs of word characters take turns. */
static void read_chunk(struct scan *scan, struct run chunk) {
    struct run word = {chunk.start, chunk.start};
    while (word.end < chunk.end) {
        struct run symbols = run_of(scan->text, word.end, SYMBOL, 0);
        bool has_word = word.end > word.start;
        if (symbols.end > symbols.start && has_word) {
            if (str_is(str_of(scan, word), "operator"))
                read_operator_of_name(scan, symbols);
            read_suffix(scan, word, symbols);
        }
        if (symbols.end > symbols.start && symbols.end < chunk.end)
            read_sign(scan, symbols, symbols.start == chunk.start);
        else if (!has_word && symbols.end == chunk.end)
            read_operator(scan, symbols);
        word = run_of(scan->text, symbols.end, WORD, 0);
        read_words(scan, word);
    }
}

/* Most chunks are plain words, which have no exact terms. */
static void find(struct str text, const struct sink *sink) {
    struct scan scan = {.text = text, .sink = sink};
    buf_init(&scan.scratch, 32 * TOKEN_MAX_BYTES);
    for (size_t here = 0; here < text.len;) {
        struct run chunk = {here, here};
        unsigned classes = 0, class = 0;
        while (here < text.len && (class = next_class(text, &here)) != SEPARATOR) {
            classes |= class;
            chunk.end = here;
        }
        if ((classes & ~(unsigned)WORD) != 0)
            read_chunk(&scan, chunk);
    }
    buf_free(&scan.scratch);
}

static void write_term(void *context, struct str term, size_t start, size_t end) {
    struct buf *out = context;
    (void)start, (void)end;
    buf_putc(out, '\n');
    buf_add(out, term);
    buf_putc(out, ' ');
}

void exact_write(struct buf *out, struct str text) {
    find(text, &(struct sink){write_term, out});
}

struct cut {
    struct token *tokens;
    size_t count, max;
    struct arena *arena;
};

static void keep_term(void *context, struct str term, size_t start, size_t end) {
    struct cut *cut = context;
    for (size_t i = 0; i < cut->count; i++) {
        if (str_equal(cut->tokens[i].term, term)) {
            cut->tokens[i].start = start;
            cut->tokens[i].end = end;
            return;
        }
    }
    if (cut->count < cut->max)
        cut->tokens[cut->count++] = (struct token){arena_copy(cut->arena, term), start, end};
}

size_t exact_cut(struct str text, struct token *tokens, size_t max, struct arena *arena) {
    struct cut cut = {.tokens = tokens, .max = max, .arena = arena};
    find(text, &(struct sink){keep_term, &cut});
    return cut.count;
}

static void keep_start(void *context, struct str term, size_t start, size_t end) {
    size_t *bytes = context;
    (void)term;
    if (start == 0 && *bytes == 0)
        *bytes = end;
}

size_t exact_at_start(struct str text) {
    size_t bytes = 0;
    find(text, &(struct sink){keep_start, &bytes});
    return bytes;
}

void exact_leave_out(struct buf *out, struct str terms) {
    while (terms.len > 0) {
        size_t newline = str_find_char(terms, '\n', 0);
        buf_add(out, str_head(terms, newline));
        terms = str_from_offset(terms, str_find_char(terms, ' ', newline) + 1);
    }
}
