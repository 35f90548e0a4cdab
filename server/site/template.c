#include "server/site/template.h"

#include "common/base/ascii.h"

#include <inttypes.h>
#include <stdio.h>

#define NAME_MAX_BYTES 32

/* "<!--" or "<!--/", the name, "-->" */
#define MARKER_MAX_BYTES (NAME_MAX_BYTES + 9)

struct template_value template_text(const char *name, struct str text) {
    return (struct template_value){.name = name, .type = TEMPLATE_TEXT, .text = text};
}

struct template_value template_link(const char *name, struct str url) {
    bool is_safe = str_starts(url, STR("/")) || str_starts(url, STR("https://")) || str_starts(url, STR("http://"));
    return (struct template_value){.name = name, .type = TEMPLATE_LINK, .text = is_safe ? url : STR("#")};
}

struct template_value template_number(const char *name, int64_t number) {
    return (struct template_value){.name = name, .type = TEMPLATE_NUMBER, .number = number};
}

struct template_value template_html(const char *name, const struct buf *html) {
    struct template_value value = template_snippet(name, buf_str(html));
    value.failed = buf_failed(html);
    return value;
}

struct template_value template_snippet(const char *name, struct str html) {
    return (struct template_value){.name = name, .type = TEMPLATE_HTML, .text = html};
}

void template_write_number(struct buf *out, int64_t number) {
    char digits[32];
    int length = snprintf(digits, sizeof digits, "%" PRId64, number);
    for (int i = 0; i < length; i++) {
        if (i > 0 && digits[i - 1] != '-' && (length - i) % 3 == 0)
            buf_putc(out, ',');
        buf_putc(out, digits[i]);
    }
}

/* The name between `open` and `close` at `offset`; false when there is no such marker there. */
static bool read_marker(struct str text, size_t offset, const char *open, const char *close, struct str *name) {
    struct str rest = str_from_offset(text, offset);
    if (!str_starts(rest, str_from(open)))
        return false;
    rest = str_from_offset(rest, strlen(open));
    size_t length = 0;
    while (length < rest.len && (ascii_is_lower(rest.ptr[length]) || rest.ptr[length] == '_'))
        length++;
    *name = str_head(rest, length);
    return length > 0 && length <= NAME_MAX_BYTES && str_starts(str_from_offset(rest, length), str_from(close));
}

static size_t find_block_marker(struct str text, const char *open, struct str name, size_t from) {
    char marker[MARKER_MAX_BYTES];
    int length = snprintf(marker, sizeof marker, "%s%.*s-->", open, STR_ARG(name));
    if (length < 0 || (size_t)length >= sizeof marker)
        return text.len;
    return str_find(text, str_make(marker, (size_t)length), from);
}

struct str template_block(struct str text, const char *name) {
    struct str key = str_from(name);
    size_t start = find_block_marker(text, "<!--", key, 0);
    if (start == text.len)
        return STR("");
    start += strlen("<!---->") + key.len;
    size_t end = find_block_marker(text, "<!--/", key, start);
    return end == text.len ? STR("") : str_make(text.ptr + start, end - start);
}

static const struct template_value *find_value(const struct template_value *values, size_t count, struct str name) {
    for (size_t i = 0; i < count; i++)
        if (str_is(name, values[i].name))
            return &values[i];
    return NULL;
}

static void write_value(struct buf *out, const struct template_value *value, bool is_block) {
    if (value == NULL || value->failed || (value->type == TEMPLATE_HTML) != is_block)
        out->failed = true;
    else if (value->type == TEMPLATE_NUMBER)
        template_write_number(out, value->number);
    else if (value->type == TEMPLATE_HTML)
        buf_add(out, value->text);
    else
        buf_add_html(out, value->text);
}

/* Where the next "{{" or "<!--" is; text.len when there is none. */
static size_t find_place(struct str text, size_t from) {
    size_t value = str_find(text, STR("{{"), from);
    return str_find(str_head(text, value), STR("<!--"), from);
}

/* The offset behind the end of the block that opens at `start`. */
static size_t skip_block(struct str text, size_t start, struct str name) {
    size_t end = find_block_marker(text, "<!--/", name, start);
    return end == text.len ? end : end + strlen("<!--/-->") + name.len;
}

void template_write(struct buf *out, struct str text, const struct template_value *values, size_t count) {
    size_t at = 0;
    while (at < text.len) {
        size_t place = find_place(text, at);
        buf_add(out, str_make(text.ptr + at, place - at));
        struct str name;
        if (read_marker(text, place, "{{", "}}", &name)) {
            write_value(out, find_value(values, count, name), false);
            at = place + strlen("{{}}") + name.len;
        } else if (read_marker(text, place, "<!--", "-->", &name)) {
            write_value(out, find_value(values, count, name), true);
            at = skip_block(text, place, name);
        } else {
            buf_add(out, str_head(str_from_offset(text, place), 1));
            at = place + 1;
        }
    }
}

void template_write_optional(struct buf *out, struct str text, const char *block, struct template_value value) {
    if (value.text.len > 0)
        template_write(out, template_block(text, block), &value, 1);
}

struct template_sides template_sides(struct buf *out, struct str text, const char *name) {
    char place[NAME_MAX_BYTES + sizeof "{{}}"];
    int length = snprintf(place, sizeof place, "{{%s}}", name);
    bool is_name = length > 0 && (size_t)length < sizeof place;
    size_t at = is_name ? str_find(text, str_from(place), 0) : text.len;
    if (at == text.len) {
        out->failed = true;
        return (struct template_sides){text, STR("")};
    }
    return (struct template_sides){str_head(text, at), str_from_offset(text, at + (size_t)length)};
}

void template_init_parts(struct buf *part, size_t count, const struct buf *out) {
    for (size_t i = 0; i < count; i++)
        buf_init(&part[i], out->max_bytes);
}

void template_free_parts(struct buf *part, size_t count) {
    for (size_t i = 0; i < count; i++)
        buf_free(&part[i]);
}
