#include "common/base/utf8.h"

#include <string.h>

/* How many bytes the sequence has that starts with `first`; 0 when none can. */
static size_t sequence_bytes(unsigned char first) {
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

static bool is_scalar(uint32_t code, size_t bytes) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    return code >= least[bytes] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

uint32_t utf8_next(struct str s, size_t *offset) {
    const unsigned char *at = (const unsigned char *)s.ptr + *offset;
    size_t bytes = sequence_bytes(at[0]);
    if (bytes == 1 || bytes == 0 || bytes > s.len - *offset) {
        *offset += 1;
        return bytes == 1 ? at[0] : UTF8_REPLACEMENT;
    }
    uint32_t code = at[0] & (0x7Fu >> bytes);
    for (size_t i = 1; i < bytes; i++) {
        if ((at[i] & 0xC0) != 0x80) {
            *offset += 1;
            return UTF8_REPLACEMENT;
        }
        code = code << 6 | (at[i] & 0x3Fu);
    }
    if (!is_scalar(code, bytes)) {
        *offset += 1;
        return UTF8_REPLACEMENT;
    }
    *offset += bytes;
    return code;
}

size_t utf8_encode(uint32_t code, char out[4]) {
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t bytes = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = bytes - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(lead[bytes] | code);
    return bytes;
}

void utf8_put(struct buf *buf, uint32_t code) {
    char bytes[4];
    size_t count = utf8_encode(code, bytes);
    buf_add(buf, str_make(bytes, count));
}

/* A replacement of one byte, as opposed to U+FFFD written out in three. */
static bool is_invalid(uint32_t code, size_t start, size_t end) {
    return code == UTF8_REPLACEMENT && end - start == 1;
}

/* Whether the eight bytes from here are ASCII: most text is. */
static bool is_ascii_run(const char *bytes) {
    uint64_t run;
    memcpy(&run, bytes, sizeof run);
    return (run & 0x8080808080808080u) == 0;
}

bool utf8_valid(struct str s) {
    for (size_t at = 0; at < s.len;) {
        if (s.len - at >= 8 && is_ascii_run(s.ptr + at)) {
            at += 8;
            continue;
        }
        if ((unsigned char)s.ptr[at] < 0x80) {
            at++;
            continue;
        }
        size_t start = at;
        uint32_t code = utf8_next(s, &at);
        if (is_invalid(code, start, at))
            return false;
    }
    return true;
}

void utf8_clean(struct buf *buf, struct str s) {
    size_t good = 0;
    for (size_t at = 0; at < s.len;) {
        size_t start = at;
        uint32_t code = utf8_next(s, &at);
        if (code != 0 && !is_invalid(code, start, at))
            continue;
        buf_add(buf, str_make(s.ptr + good, start - good));
        if (code != 0)
            utf8_put(buf, UTF8_REPLACEMENT);
        good = at;
    }
    buf_add(buf, str_from_offset(s, good));
}

static bool is_tame(uint32_t code) {
    return code >= ' ' && (code < 0x7F || code > 0x9F) && code != 0x2028 && code != 0x2029;
}

void utf8_tame(char *bytes, size_t count) {
    struct str text = str_make(bytes, count);
    for (size_t at = 0; at < count;) {
        size_t start = at;
        uint32_t code = utf8_next(text, &at);
        if (!is_tame(code) || (code == UTF8_REPLACEMENT && at - start == 1))
            memset(bytes + start, '?', at - start);
    }
}

struct str utf8_head(struct str s, size_t max_bytes) {
    if (s.len <= max_bytes)
        return s;
    size_t end = max_bytes;
    while (end > 0 && ((unsigned char)s.ptr[end] & 0xC0) == 0x80)
        end--;
    return str_head(s, end);
}
