/* Any bytes as a page's path and an href on it, with a line end between them: a resolved path stays inside the doc
 * set. */
#include "tests/fuzz/target.h"

#include "common/base/str.h"
#include "indexer/extract/link.h"

static void check_path(struct str path) {
    TARGET_CHECK(path.len > 0 && path.ptr[path.len - 1] != '/');
    struct str segment;
    while (str_split(&path, '/', &segment))
        TARGET_CHECK(segment.len > 0 && !str_is(segment, ".") && !str_is(segment, ".."));
}

static bool is_plain_path(struct str path) {
    struct str segment;
    while (str_split(&path, '/', &segment))
        if (segment.len == 0 || str_is(segment, ".") || str_is(segment, ".."))
            return false;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct str text = str_make((const char *)data, size);
    size_t line_end = str_find_char(text, '\n', 0);
    struct str page = str_head(text, line_end), href = str_from_offset(text, line_end + 1);
    struct buf path, fragment;
    buf_init(&path, 2048);
    buf_init(&fragment, 2048);
    if (is_plain_path(page) && link_resolve(page, href, &path, &fragment)) {
        check_path(buf_str(&path));
        TARGET_CHECK(!buf_failed(&path) && !buf_failed(&fragment));
    }
    buf_free(&path);
    buf_free(&fragment);
    return 0;
}
