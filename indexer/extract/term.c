#include "indexer/extract/term.h"

#include "common/base/ascii.h"

static int depth_change(char c) {
    if (c == '(' || c == '[' || c == '{' || c == '<')
        return 1;
    return c == ')' || c == ']' || c == '}' || c == '>' ? -1 : 0;
}

/* Cuts the next piece off *rest, at a comma or bar outside brackets. */
static struct str next_piece(struct str *rest) {
    int depth = 0;
    size_t at = 0;
    for (; at < rest->len; at++) {
        char c = rest->ptr[at];
        depth += depth_change(c);
        depth = depth < 0 ? 0 : depth;
        if (depth == 0 && (c == ',' || c == '|'))
            break;
    }
    struct str piece = str_trim(str_head(*rest, at));
    *rest = str_from_offset(*rest, at + 1);
    return piece;
}

/* Up to the argument of an option. */
static struct str option_name(struct str piece) {
    size_t at = 0;
    while (at < piece.len && strchr(" =[]<({:", piece.ptr[at]) == NULL)
        at++;
    return str_head(piece, at);
}

static bool is_option(struct str line) {
    return line.len > 1 && line.ptr[0] == '-' && line.ptr[1] != ' ';
}

static struct str joined(const char *start, struct str rest, struct buf *scratch) {
    size_t from = scratch->len;
    buf_puts(scratch, start);
    buf_add(scratch, rest);
    return str_from_offset(buf_str(scratch), from);
}

static size_t option_spellings(struct str piece, struct buf *scratch, struct str out[2]) {
    struct str optional = STR("--[no-]");
    if (str_starts(piece, optional)) {
        struct str name = option_name(str_from_offset(piece, optional.len));
        if (name.len == 0)
            return 0;
        out[0] = joined("--", name, scratch);
        out[1] = joined("--no-", name, scratch);
        return 2;
    }
    out[0] = option_name(piece);
    return is_option(out[0]) && !str_is(out[0], "--") ? 1 : 0;
}

static bool is_one_word(struct str piece) {
    return piece.len > 0 && str_find_char(piece, ' ', 0) == piece.len;
}

size_t term_spellings(struct str line, struct buf *scratch, struct str spellings[TERM_MAX_SPELLINGS]) {
    size_t count = 0;
    bool are_options = is_option(line);
    for (struct str rest = line; rest.len > 0 && count + 2 <= TERM_MAX_SPELLINGS;) {
        struct str piece = next_piece(&rest);
        if (are_options)
            count += option_spellings(piece, scratch, &spellings[count]);
        else if (is_one_word(piece))
            spellings[count++] = piece;
        else
            return 0;
    }
    return count;
}

static bool classify_option(struct buf *scratch, struct builder_entry *entry) {
    struct str spellings[TERM_MAX_SPELLINGS];
    size_t count = is_option(entry->title) ? term_spellings(entry->title, scratch, spellings) : 0;
    if (count == 0)
        return false;
    entry->name = spellings[0];
    for (size_t i = count; i-- > 0;)
        if (str_starts(spellings[i], STR("--")))
            entry->name = spellings[i];
    entry->kind = KIND_OPTION;
    return true;
}

/* GIT_DIR */
static bool is_shouted(struct str word) {
    bool has_underscore = false;
    for (size_t i = 0; i < word.len; i++) {
        has_underscore = has_underscore || (i > 0 && word.ptr[i] == '_');
        if (!ascii_is_upper(word.ptr[i]) && word.ptr[i] != '_' && !ascii_is_digit(word.ptr[i]))
            return false;
    }
    return has_underscore;
}

/* color.ui, remote.<name>.url */
static bool is_setting(struct str word) {
    bool has_dot = false, at_start = true;
    int depth = 0;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        depth += depth_change(c);
        bool fits =
            ascii_is_letter(c) || c == '<' || c == '*' || (!at_start && (ascii_is_digit(c) || c == '-' || c == '_'));
        if (depth == 0 && c == '.' && !at_start) {
            has_dot = at_start = true;
            continue;
        }
        if (depth < 0 || (depth == 0 && c != '>' && !fits))
            return false;
        at_start = false;
    }
    return has_dot && !at_start && depth == 0;
}

static bool is_about_environment(const struct builder *builder) {
    for (size_t i = 0; i < builder->open_count; i++) {
        struct str title = builder->page->entries[builder->open[i].entry].title;
        if (str_find(title, STR("nvironment"), 0) < title.len || str_find(title, STR("NVIRONMENT"), 0) < title.len)
            return true;
    }
    return false;
}

bool term_classify(const struct builder *builder, struct buf *scratch, struct builder_entry *entry) {
    if (classify_option(scratch, entry))
        return true;
    struct str word = str_head(entry->title, str_find_char(entry->title, '=', 0));
    if (is_shouted(word))
        entry->kind = is_about_environment(builder) ? KIND_ENVVAR : KIND_CONSTANT;
    else if (is_one_word(word) && is_setting(word))
        entry->kind = KIND_SETTING;
    else
        return false;
    entry->name = word;
    return true;
}

bool term_is_link(const struct node *element) {
    bool has_link = false;
    for (const struct node *node = node_next(element, element); node != NULL;) {
        if (node->tag == TAG_TEXT && str_trim(node->text).len > 0)
            return false;
        bool is_link = node->tag == TAG_A && node_has_attribute(node, "href");
        has_link = has_link || (is_link && !node_is_blank(node));
        node = is_link ? node_after(node, element) : node_next(node, element);
    }
    return has_link;
}
