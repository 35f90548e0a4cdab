#include "indexer/extract/man_text.h"

#include "common/base/utf8.h"
#include "indexer/extract/text.h"

#define SECTION_MAX_BYTES ((size_t)8 << 20)

struct reader {
    struct builder *builder;
    struct buf anchor;
    size_t token;         /* of builder_enter(), while an option is open */
    size_t option_indent; /* columns before it */
    bool in_option, after_blank;
};

static void close_option(struct reader *reader) {
    if (reader->in_option)
        builder_leave(reader->builder, reader->token);
    reader->in_option = false;
}

/* "-a, --all     do not ignore": the option ends before two spaces. Returns what is behind it. */
static struct str open_option(struct reader *reader, struct str line, size_t indent) {
    close_option(reader);
    size_t end = str_find(line, STR("  "), 0);
    struct str title = str_head(line, end);
    buf_reset(&reader->anchor);
    buf_puts(&reader->anchor, ENTRY_TEXT_FRAGMENT);
    buf_add(&reader->anchor, utf8_head(title, ENTRY_MAX_FRAGMENT_BYTES));
    const struct builder_entry entry = {
        .kind = KIND_OPTION,
        .level = BUILDER_SYMBOL_LEVEL,
        .anchor = buf_str(&reader->anchor),
        .title = title,
        .name = text_option_name(title),
        .signature = STR(""),
    };
    reader->token = builder_enter(reader->builder);
    builder_open(reader->builder, &entry);
    reader->in_option = true;
    reader->option_indent = indent;
    return str_from_offset(line, end);
}

static void read_line(struct reader *reader, struct str line) {
    struct str text = str_trim(line);
    if (text.len == 0) {
        builder_break(reader->builder);
        reader->after_blank = true;
        return;
    }
    size_t indent = (size_t)(text.ptr - line.ptr);
    bool begins = reader->after_blank || (reader->in_option && indent == reader->option_indent);
    if (begins && text_is_option(text) && (!reader->in_option || indent <= reader->option_indent))
        text = open_option(reader, text, indent);
    else if (reader->in_option && indent <= reader->option_indent)
        close_option(reader);
    builder_text(reader->builder, text);
    builder_text(reader->builder, STR(" "));
    reader->after_blank = false;
}

void man_text_read(const struct node *pre, struct builder *builder) {
    struct reader reader = {.builder = builder, .after_blank = true};
    struct buf text;
    buf_init(&text, SECTION_MAX_BYTES);
    buf_init(&reader.anchor, 4 * ENTRY_MAX_FRAGMENT_BYTES);
    node_write_text(pre, NULL, 0, &text);
    struct str rest = buf_str(&text), line;
    while (str_split(&rest, '\n', &line))
        read_line(&reader, line);
    close_option(&reader);
    builder_break(builder);
    buf_free(&reader.anchor);
    buf_free(&text);
}
