#include "indexer/extract/link.h"

#include "common/base/ascii.h"

static void decode(struct buf *out, struct str s) {
    for (size_t i = 0; i < s.len; i++) {
        int high = i + 2 < s.len && s.ptr[i] == '%' ? ascii_hex_value(s.ptr[i + 1]) : -1;
        int low = high >= 0 ? ascii_hex_value(s.ptr[i + 2]) : -1;
        if (low < 0 || high * 16 + low == 0) {
            buf_putc(out, s.ptr[i]);
            continue;
        }
        buf_putc(out, (char)(high * 16 + low));
        i += 2;
    }
}

/* A scheme ends at a colon before any of / ? #. */
static bool leaves_docset(struct str href) {
    if (href.len > 0 && href.ptr[0] == '/')
        return true;
    for (size_t i = 0; i < href.len; i++) {
        if (href.ptr[i] == ':')
            return true;
        if (strchr("/?#", href.ptr[i]) != NULL)
            return false;
    }
    return false;
}

/* Appends the segments of relative to out, which ends with '/' or is empty; false when ".." leads above the root. */
static bool append_segments(struct buf *out, struct str relative) {
    struct str segment;
    while (str_split(&relative, '/', &segment)) {
        bool is_last = relative.ptr == NULL;
        if (str_is(segment, "..")) {
            if (out->len == 0)
                return false;
            out->len--;
            while (out->len > 0 && out->data[out->len - 1] != '/')
                out->len--;
        } else if (segment.len > 0 && !str_is(segment, ".")) {
            buf_add(out, segment);
            if (!is_last)
                buf_putc(out, '/');
        }
    }
    return true;
}

static struct str folder_of(struct str path) {
    while (path.len > 0 && path.ptr[path.len - 1] != '/')
        path.len--;
    return path;
}

bool link_resolve(struct str page_path, struct str href, struct buf *path, struct buf *fragment) {
    href = str_trim(href);
    if (leaves_docset(href))
        return false;
    size_t hash = str_find_char(href, '#', 0);
    decode(fragment, str_from_offset(href, hash + 1));
    struct str target = str_head(href, hash);
    target = str_head(target, str_find_char(target, '?', 0));
    if (target.len == 0) {
        buf_add(path, page_path);
        return !path->failed && !fragment->failed;
    }
    struct buf decoded;
    buf_init(&decoded, path->max_bytes);
    decode(&decoded, target);
    buf_add(path, folder_of(page_path));
    bool inside = append_segments(path, buf_str(&decoded)) && !decoded.failed;
    buf_free(&decoded);
    if (path->len == 0 || path->data[path->len - 1] == '/')
        buf_puts(path, "index.html");
    return inside && !path->failed && !fragment->failed;
}
