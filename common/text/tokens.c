#include "common/text/tokens.h"

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "common/text/fold.h"
#include "common/text/identifiers.h"

/* Most text is ASCII, which needs no decoding and no table of Unicode. */
static uint32_t next_code(struct str text, size_t *offset) {
    unsigned char byte = (unsigned char)text.ptr[*offset];
    if (byte >= 0x80)
        return utf8_next(text, offset);
    *offset += 1;
    return byte;
}

static bool is_word(uint32_t code) {
    return code >= 0x80 ? fold_is_word(code) : ascii_is_word((char)code);
}

static bool is_unspaced(uint32_t code) {
    return code >= 0x80 && fold_is_unspaced(code);
}

bool tokens_next_word(struct str text, size_t *start, size_t *end) {
    size_t here = *start;
    uint32_t code = 0;
    do {
        if (here >= text.len)
            return false;
        *start = here;
        code = next_code(text, &here);
    } while (!is_word(code));
    *end = here;
    if (is_unspaced(code))
        return true;
    while (here < text.len) {
        code = next_code(text, &here);
        if (!is_word(code) || is_unspaced(code))
            break;
        *end = here;
    }
    return true;
}

/* Folding can bring what stands in no word: a parenthesised digit becomes a digit in parentheses. */
static void write_folded_code(struct buf *out, uint32_t code) {
    size_t start = out->len;
    fold_code(out, code);
    if (out->failed)
        return;
    struct str folded = str_from_offset(buf_str(out), start);
    size_t kept = start;
    for (size_t at = 0, end = 0; at < folded.len; at = end) {
        if (!fold_is_word(utf8_next(folded, &end)))
            continue;
        memmove(out->data + kept, folded.ptr + at, end - at);
        kept += end - at;
    }
    out->len = kept;
}

static void write_folded(struct buf *out, struct str word) {
    char *to = buf_reserve(out, word.len);
    if (to == NULL)
        return;
    size_t at = 0;
    for (; at < word.len && (unsigned char)word.ptr[at] < 0x80; at++)
        to[at] = ascii_lower(word.ptr[at]);
    to[at] = '\0';
    out->len += at;
    while (at < word.len)
        write_folded_code(out, utf8_next(word, &at));
}

/* Folded, cut to size; nothing when folding leaves nothing (a lone mark) or only '_'. */
static bool write_term(struct buf *out, struct str word) {
    size_t start = out->len;
    write_folded(out, utf8_head(word, TOKEN_MAX_BYTES));
    if (out->failed) {
        out->len = start;
        return false;
    }
    size_t kept = utf8_head(str_from_offset(buf_str(out), start), TOKEN_MAX_BYTES).len;
    bool blank = true;
    for (size_t i = 0; i < kept && blank; i++)
        blank = out->data[start + i] == '_';
    out->len = blank ? start : start + kept;
    return !blank;
}

size_t tokens_cut(struct str text, struct token *tokens, size_t max, struct arena *arena) {
    struct buf term;
    buf_init(&term, 16 * TOKEN_MAX_BYTES);
    size_t count = 0;
    for (size_t at = 0, end = 0; count < max && tokens_next_word(text, &at, &end); at = end) {
        buf_reset(&term);
        if (write_term(&term, str_make(text.ptr + at, end - at)))
            tokens[count++] = (struct token){.term = arena_copy(arena, buf_str(&term)), .start = at, .end = end};
    }
    buf_free(&term);
    return count;
}

static size_t count_parts(struct str word) {
    size_t count = 0;
    struct str part;
    while (identifier_next_part(&word, &part))
        count++;
    return count > 1 ? count : 1;
}

size_t tokens_count(struct str text) {
    size_t count = 0;
    for (size_t at = 0, end = 0; tokens_next_word(text, &at, &end); at = end)
        count += count_parts(str_make(text.ptr + at, end - at));
    return count;
}

static size_t write_spaced_term(struct buf *out, struct str word) {
    if (!write_term(out, word))
        return 0;
    buf_putc(out, ' ');
    return 1;
}

static size_t write_parts(struct buf *out, struct str word) {
    if (!identifier_is_compound(word))
        return 0;
    size_t count = 0;
    struct str part;
    while (identifier_next_part(&word, &part))
        count += write_spaced_term(out, part);
    return count;
}

size_t tokens_write(struct buf *out, struct str text) {
    size_t count = 0;
    for (size_t at = 0, end = 0; tokens_next_word(text, &at, &end); at = end) {
        struct str word = str_make(text.ptr + at, end - at);
        count += write_spaced_term(out, word);
        count += write_parts(out, word);
    }
    return count;
}
