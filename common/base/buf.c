#include "common/base/buf.h"

#include "common/base/ascii.h"
#include "common/base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define FIRST_BYTES 256

void buf_init(struct buf *buf, size_t max_bytes) {
    *buf = (struct buf){.max_bytes = max_bytes};
}

void buf_free(struct buf *buf) {
    free(buf->data);
    buf_init(buf, buf->max_bytes);
}

void buf_reset(struct buf *buf) {
    buf->len = 0;
    buf->failed = false;
    if (buf->data != NULL)
        buf->data[0] = '\0';
}

char *buf_reserve(struct buf *buf, size_t extra) {
    if (buf->failed || extra > buf->max_bytes || buf->len > buf->max_bytes - extra) {
        buf->failed = true;
        return NULL;
    }
    size_t needed = buf->len + extra + 1;
    if (needed > buf->capacity) {
        size_t capacity = buf->capacity ? buf->capacity : FIRST_BYTES;
        while (capacity < needed)
            capacity *= 2;
        buf->data = mem_resize(buf->data, capacity, 1);
        buf->capacity = capacity;
    }
    return buf->data + buf->len;
}

void buf_add(struct buf *buf, struct str s) {
    char *to = buf_reserve(buf, s.len);
    if (to == NULL)
        return;
    memcpy(to, s.ptr, s.len);
    to[s.len] = '\0';
    buf->len += s.len;
}

void buf_puts(struct buf *buf, const char *text) {
    buf_add(buf, str_from(text));
}

void buf_putc(struct buf *buf, char c) {
    char *to = buf_reserve(buf, 1);
    if (to == NULL)
        return;
    to[0] = c;
    to[1] = '\0';
    buf->len++;
}

/* Most formatted texts fit into what is there already: then they are formatted once. */
void buf_addf(struct buf *buf, const char *format, ...) {
    va_list args, again;
    size_t room = buf->capacity - buf->len;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(buf->data ? buf->data + buf->len : NULL, room, format, args);
    va_end(args);
    char *to = length >= 0 ? buf_reserve(buf, (size_t)length) : NULL;
    if (to != NULL && (size_t)length >= room)
        vsnprintf(to, (size_t)length + 1, format, again);
    if (to != NULL)
        buf->len += (size_t)length;
    else if (buf->data != NULL && room > 0)
        buf->data[buf->len] = '\0';
    va_end(again);
}

static const char *html_reference(char c) {
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

void buf_add_html(struct buf *buf, struct str s) {
    size_t start = 0;
    for (size_t i = 0; i < s.len; i++) {
        const char *reference = html_reference(s.ptr[i]);
        if (reference == NULL)
            continue;
        buf_add(buf, str_make(s.ptr + start, i - start));
        buf_puts(buf, reference);
        start = i + 1;
    }
    buf_add(buf, str_from_offset(s, start));
}

static bool is_unreserved(char c) {
    return ascii_is_alphanumeric(c) || strchr("-._~", c) != NULL;
}

void buf_add_url(struct buf *buf, struct str s, const char *keep) {
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c != '\0' && (is_unreserved(c) || strchr(keep, c) != NULL))
            buf_putc(buf, c);
        else
            buf_addf(buf, "%%%02X", (unsigned char)c);
    }
}

struct str buf_str(const struct buf *buf) {
    return str_make(buf->data, buf->len);
}

bool buf_failed(const struct buf *buf) {
    return buf->failed;
}
