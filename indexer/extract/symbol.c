#include "indexer/extract/symbol.h"

#include "common/base/utf8.h"
#include "indexer/extract/text.h"

/* Text of one declaration that is looked at; no signature is longer. */
#define LINE_MAX_BYTES ((size_t)4 * ENTRY_MAX_SIGNATURE_BYTES)

static const struct str no_break_space = {"\xC2\xA0", 2};
static const struct str zero_width_space = {"\xE2\x80\x8B", 3};
static const struct str zero_width_no_break_space = {"\xEF\xBB\xBF", 3};

/* Bytes of the sign at the start of the text that is a space or nothing; 0 when it is another. */
static size_t blank_bytes(struct str text, bool *is_space) {
    *is_space = str_starts(text, no_break_space);
    if (*is_space)
        return no_break_space.len;
    bool is_nothing = str_starts(text, zero_width_space) || str_starts(text, zero_width_no_break_space);
    return is_nothing ? zero_width_space.len : 0;
}

static void write_plain(struct str text, struct buf *out) {
    for (size_t at = 0; at < text.len;) {
        bool is_space = false;
        size_t bytes = blank_bytes(str_from_offset(text, at), &is_space);
        if (bytes == 0)
            buf_putc(out, text.ptr[at]);
        else if (is_space)
            buf_putc(out, ' ');
        at += bytes > 0 ? bytes : 1;
    }
}

struct str symbol_line(const struct profile *profile, const struct node *element, struct buf *out) {
    struct buf raw, plain;
    buf_init(&raw, (size_t)1 << 20);
    buf_init(&plain, (size_t)1 << 20);
    node_write_text(element, profile->skip_rules, profile->skip_rule_count, &raw);
    write_plain(utf8_head(buf_str(&raw), LINE_MAX_BYTES), &plain);
    size_t start = out->len;
    text_write_line(out, buf_str(&plain));
    buf_free(&raw);
    buf_free(&plain);
    return str_from_offset(buf_str(out), start);
}

struct str symbol_join(struct str owner, const char *separator, struct str member, struct buf *out) {
    size_t start = out->len;
    buf_add(out, owner);
    buf_puts(out, owner.len > 0 ? separator : "");
    buf_add(out, member);
    return str_from_offset(buf_str(out), start);
}
