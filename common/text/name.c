#include "common/text/name.h"

#include "common/base/ascii.h"
#include "common/text/fold.h"

#include <stdlib.h>

/* "operator()" ends with no argument list. */
static bool is_call_operator(struct str name, size_t open) {
    return open + 2 == name.len && str_ends(str_head(name, open), STR("operator"));
}

/* "open(file, mode)" -> "open"; "(a, b)", "f(x) = y" and "operator()" stay. */
static struct str without_arguments(struct str name) {
    if (name.len < 3 || name.ptr[name.len - 1] != ')')
        return name;
    int depth = 0;
    for (size_t i = name.len; i-- > 0;) {
        depth += name.ptr[i] == ')';
        depth -= name.ptr[i] == '(';
        if (depth == 0)
            return i > 0 && !ascii_is_space(name.ptr[i - 1]) && !is_call_operator(name, i) ? str_head(name, i) : name;
    }
    return name;
}

/* "println!" -> "println", as readers type the name of a macro; "operator!" stays. */
static struct str without_mark(struct str name) {
    bool is_marked = name.len > 1 && str_ends(name, STR("!")) && ascii_is_word(name.ptr[name.len - 2]);
    return is_marked && !str_ends(name, STR("operator!")) ? str_head(name, name.len - 1) : name;
}

/* Bytes of a path separator at i that stands between two characters; 0 when there is none. */
static size_t separator_bytes(struct str s, size_t i) {
    size_t bytes = 0;
    if (str_starts(str_from_offset(s, i), STR("::")) || str_starts(str_from_offset(s, i), STR("->")))
        bytes = 2;
    else if (s.ptr[i] == '#')
        bytes = 1;
    bool inside = i > 0 && !ascii_is_space(s.ptr[i - 1]) && i + bytes < s.len && !ascii_is_space(s.ptr[i + bytes]);
    return inside ? bytes : 0;
}

void name_write_key(struct buf *out, struct str name) {
    name = without_mark(without_arguments(str_trim(name)));
    size_t plain = 0;
    struct buf joined;
    buf_init(&joined, out->max_bytes);
    for (size_t i = 0; i < name.len;) {
        size_t bytes = separator_bytes(name, i);
        if (bytes == 0 && !ascii_is_space(name.ptr[i])) {
            i++;
            continue;
        }
        buf_add(&joined, str_make(name.ptr + plain, i - plain));
        buf_putc(&joined, bytes ? '.' : ' ');
        i += bytes ? bytes : 1;
        while (bytes == 0 && i < name.len && ascii_is_space(name.ptr[i]))
            i++;
        plain = i;
    }
    buf_add(&joined, str_from_offset(name, plain));
    fold_text(out, buf_str(&joined));
    out->failed = out->failed || joined.failed;
    buf_free(&joined);
}

bool name_next_tail(struct str *key) {
    if (str_find_char(*key, ' ', 0) < key->len)
        return false;
    size_t dot = str_find_char(*key, '.', 1);
    if (dot + 1 >= key->len)
        return false;
    *key = str_from_offset(*key, dot + 1);
    return true;
}

struct str name_with_tails(struct str key) {
    size_t parts = 0;
    for (struct str tail = key; name_next_tail(&tail);)
        parts++;
    for (; parts > NAME_MAX_TAILS && name_next_tail(&key); parts--)
        ;
    return key;
}

/* Without commas and semicolons behind a word and parentheses around one or more: "(data", "type)," -> "data", "type".
 * A word of nothing but such signs stays. */
static struct str bare_word(struct str word) {
    while (word.len > 1 && !str_is(word, "()")) {
        char last = word.ptr[word.len - 1];
        if (last == ',' || last == ';' || (last == ')' && str_find_char(word, '(', 1) == word.len))
            word = str_head(word, word.len - 1);
        else if (word.len > 2 && str_ends(word, STR("()")))
            word = str_head(word, word.len - 2);
        else if (word.ptr[0] == '(')
            word = str_from_offset(word, 1);
        else
            break;
    }
    return word;
}

static int compare_words(const void *a, const void *b) {
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

void name_write_phrase_key(struct buf *out, struct str phrase) {
    struct str words[NAME_MAX_PHRASE_WORDS], rest, word;
    struct buf key;
    size_t count = 0;
    bool is_short = true;
    buf_init(&key, out->max_bytes);
    name_write_key(&key, phrase);
    rest = buf_str(&key);
    while (str_split(&rest, ' ', &word)) {
        is_short = is_short && (word.len == 0 || count < NAME_MAX_PHRASE_WORDS);
        if (is_short && word.len > 0)
            words[count++] = bare_word(word);
    }
    if (count > 0)
        qsort(words, count, sizeof *words, compare_words);
    for (size_t i = 0; is_short && i < count; i++) {
        buf_puts(out, i > 0 ? " " : "");
        buf_add(out, words[i]);
    }
    out->failed = out->failed || key.failed;
    buf_free(&key);
}
