#include "common/text/fold.h"

#include "common/base/ascii.h"
#include "common/base/utf8.h"

#include <utf8proc.h>

/* One code point never unfolds into more: the longest, U+FDFA, gives 18. */
#define FOLD_MAX_CODES 32

static void fold_with(struct buf *out, uint32_t code, utf8proc_option_t options) {
    if (code < 0x80) {
        buf_putc(out, ascii_lower((char)code));
        return;
    }
    utf8proc_int32_t codes[FOLD_MAX_CODES];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)code, codes, FOLD_MAX_CODES, options, &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < FOLD_MAX_CODES; i++)
        utf8_put(out, (uint32_t)codes[i]);
}

void fold_code(struct buf *out, uint32_t code) {
    fold_with(out, code, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
}

void fold_code_marked(struct buf *out, uint32_t code) {
    fold_with(out, code, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
}

void fold_text(struct buf *out, struct str s) {
    for (size_t at = 0; at < s.len;)
        fold_code(out, utf8_next(s, &at));
}

bool fold_is_word(uint32_t code) {
    if (code < 0x80)
        return ascii_is_word((char)code);
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
    case UTF8PROC_CATEGORY_PC: return true;
    default: return false;
    }
}

bool fold_is_symbol(uint32_t code) {
    if (code < 0x80)
        return false;
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO: return true;
    default: return false;
    }
}

bool fold_is_unspaced(uint32_t code) {
    return (code >= 0x0E00 && code <= 0x0E7F) || /* Thai */
           (code >= 0x3040 && code <= 0x30FF) || /* Hiragana, Katakana */
           (code >= 0x3400 && code <= 0x4DBF) || /* Han, extension A */
           (code >= 0x4E00 && code <= 0x9FFF) || /* Han */
           (code >= 0xF900 && code <= 0xFAFF) || /* Han, compatibility */
           (code >= 0x20000 && code <= 0x3FFFF); /* Han, supplementary planes */
}
