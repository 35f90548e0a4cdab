#include "indexer/extract/text.h"

#include "common/base/ascii.h"
#include "indexer/extract/profile.h"

/* A zero-width space, which some generators put where a long name may be broken. */
static bool is_zero_width(struct str text, size_t at) {
    return str_starts(str_from_offset(text, at), STR("\xE2\x80\x8B"));
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
    size_t begin = out->len;
    bool is_gap = false;
    for (size_t at = 0; at < text.len;) {
        bool is_blank = ascii_is_space(text.ptr[at]);
        if (is_blank || is_zero_width(text, at)) {
            is_gap = is_gap || is_blank;
            at += is_blank ? 1 : 3;
            continue;
        }
        if (is_gap && out->len > begin)
            buf_putc(out, ' ');
        is_gap = false;
        buf_putc(out, text.ptr[at++]);
    }
}

static bool is_version(struct str word) {
    if (word.len > 1 && (word.ptr[0] == 'v' || word.ptr[0] == 'V'))
        word = str_from_offset(word, 1);
    return word.len > 0 && ascii_is_digit(word.ptr[0]);
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

struct str text_version(struct str text) {
    size_t start = 0;
    while (start < text.len && !ascii_is_digit(text.ptr[start]))
        start++;
    size_t end = start;
    while (end < text.len && (ascii_is_digit(text.ptr[end]) || text.ptr[end] == '.'))
        end++;
    while (end > start && text.ptr[end - 1] == '.')
        end--;
    return str_make(text.ptr + start, end - start);
}

size_t text_number_bytes(struct str line) {
    size_t at = 0;
    bool has_digit = false;
    for (; at < line.len && (ascii_is_digit(line.ptr[at]) || line.ptr[at] == '.'); at++)
        has_digit = has_digit || line.ptr[at] != '.';
    return has_digit ? at : 0;
}

struct str text_without_number(struct str line) {
    size_t bytes = text_number_bytes(line);
    bool is_number = bytes > 0 && bytes + 1 < line.len && line.ptr[bytes - 1] == '.' && line.ptr[bytes] == ' ';
    return is_number ? str_trim(str_from_offset(line, bytes)) : line;
}

struct str text_after_last(struct str text, struct str separator) {
    for (size_t at = str_find(text, separator, 0); at < text.len; at = str_find(text, separator, 0))
        text = str_from_offset(text, at + separator.len);
    return text;
}

void text_read_site(const struct page_view *view, const char *separator, struct extraction *page) {
    const struct node *title = node_find_tag(view->head, TAG_TITLE);
    if (title == NULL)
        return;
    struct buf text;
    buf_init(&text, 4 * ENTRY_MAX_TITLE_BYTES);
    node_write_text(title, NULL, 0, &text);
    text_read_project(str_trim(text_after_last(str_trim(buf_str(&text)), str_from(separator))), page);
    buf_free(&text);
}

bool text_is_option(struct str line) {
    if (line.len < 2 || line.ptr[0] != '-')
        return false;
    char c = line.ptr[1] == '-' && line.len > 2 ? line.ptr[2] : line.ptr[1];
    return ascii_is_alphanumeric(c) || c == '?' || c == '#';
}

struct str text_option_name(struct str line) {
    size_t end = 0;
    while (end < line.len && str_find_char(STR(" =[,\t|"), line.ptr[end], 0) == STR(" =[,\t|").len)
        end++;
    return str_head(line, end);
}
