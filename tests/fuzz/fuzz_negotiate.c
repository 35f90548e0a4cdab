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

static bool takes(struct str list, enum coding coding) {
    return negotiate_coding(list, 1u << CODING_GZIP | 1u << CODING_BROTLI) == coding;
}

static void check_codings(struct str list, struct buf *scratch) {
    if (takes(list, CODING_GZIP))
        TARGET_CHECK(contains(list, STR("gzip")) || contains(list, STR("*")));
    if (takes(list, CODING_BROTLI))
        TARGET_CHECK(contains(list, STR("br")) || contains(list, STR("*")));
    TARGET_CHECK(takes(joined(scratch, list, STR(",br;q=0,gzip;q=1,identity;q=0")), CODING_GZIP));
    TARGET_CHECK(!takes(joined(scratch, list, STR(", GZip;q=0.000")), CODING_GZIP));
    TARGET_CHECK(!takes(joined(scratch, list, STR(",gzip;q=0.4, identity;q=0.401")), CODING_GZIP));
    TARGET_CHECK(!takes(joined(scratch, list, STR(",br;q=1.001")), CODING_BROTLI));
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
