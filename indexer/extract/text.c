#include "indexer/extract/text.h"

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static struct str without_permalink(struct str line) {
    static const struct str signs[] = {{"\xC2\xB6", 2}, {" #", 2}, {"\xC2\xA7", 2}, {"\xF0\x9F\x94\x97", 4}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (line.len > signs[i].len && str_ends(line, signs[i]))
            return str_trim(str_head(line, line.len - signs[i].len));
    return line;
}

void text_write_line(struct buf *out, struct str text) {
    text = without_permalink(str_trim(text));
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        while (at < text.len && !is_space(text.ptr[at]))
            at++;
        buf_add(out, str_make(text.ptr + start, at - start));
        if (at < text.len)
            buf_putc(out, ' ');
        while (at < text.len && is_space(text.ptr[at]))
            at++;
    }
}

static bool is_version(struct str word) {
    if (word.len > 1 && (word.ptr[0] == 'v' || word.ptr[0] == 'V'))
        word = str_from_offset(word, 1);
    return word.len > 0 && word.ptr[0] >= '0' && word.ptr[0] <= '9';
}

void text_read_project(struct str text, struct extraction *page) {
    struct str rest = text, word;
    while (str_split(&rest, ' ', &word)) {
        size_t before = (size_t)(word.ptr - text.ptr);
        if (!is_version(word) || before == 0)
            continue;
        page->project = arena_copy(&page->arena, str_trim(str_head(text, before)));
        page->version = arena_copy(&page->arena, word);
        return;
    }
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

struct str text_version(struct str text) {
    size_t start = 0;
    while (start < text.len && !is_digit(text.ptr[start]))
        start++;
    size_t end = start;
    while (end < text.len && (is_digit(text.ptr[end]) || text.ptr[end] == '.'))
        end++;
    while (end > start && text.ptr[end - 1] == '.')
        end--;
    return str_make(text.ptr + start, end - start);
}
