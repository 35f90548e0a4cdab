/* Any bytes as the values of Accept-Encoding and, behind a line end, If-None-Match: no answer is chosen that the client
 * did not name, and what stands at the end of a list has its say whatever comes before it. */
#include "tests/fuzz/target.h"

#include "common/base/buf.h"
#include "server/http/negotiate.h"

#define TAG "\"5e1f\""

static bool contains(struct str s, struct str part) {
    return str_find_nocase(s, part) < s.len;
}

static struct str joined(struct buf *out, struct str first, struct str second) {
    buf_reset(out);
    buf_add(out, first);
    buf_add(out, second);
    TARGET_CHECK(!buf_failed(out));
    return buf_str(out);
}

static void check_codings(struct str list, struct buf *scratch) {
    if (negotiate_gzip(list))
        TARGET_CHECK(contains(list, STR("gzip")) || contains(list, STR("*")));
    TARGET_CHECK(negotiate_gzip(joined(scratch, list, STR(",gzip;q=1,identity;q=0"))));
    TARGET_CHECK(!negotiate_gzip(joined(scratch, list, STR(", GZip;q=0.000"))));
    TARGET_CHECK(!negotiate_gzip(joined(scratch, list, STR(",gzip;q=0.4, identity;q=0.401"))));
    TARGET_CHECK(!negotiate_gzip(joined(scratch, list, STR(",gzip;q=1.001"))));
}

static void check_tags(struct str list, struct buf *scratch) {
    if (negotiate_is_known(list, STR(TAG)))
        TARGET_CHECK(contains(list, STR(TAG)) || str_is(str_trim(list), "*"));
    TARGET_CHECK(negotiate_is_known(joined(scratch, STR("W/" TAG ", "), list), STR(TAG)));
    TARGET_CHECK(negotiate_is_known(joined(scratch, STR("\"a,b\" ,, " TAG " "), list), STR(TAG)));
    TARGET_CHECK(!negotiate_is_known(joined(scratch, STR("5e1f "), list), STR(TAG)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct str text = str_make((const char *)data, size);
    size_t line_end = str_find_char(text, '\n', 0);
    struct buf scratch;
    buf_init(&scratch, size + 64);
    check_codings(str_head(text, line_end), &scratch);
    check_tags(str_from_offset(text, line_end + 1), &scratch);
    buf_free(&scratch);
    return 0;
}
