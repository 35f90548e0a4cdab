#include "indexer/input/encoding.h"

#include "common/base/ascii.h"
#include "common/base/utf8.h"

#include <errno.h>
#include <iconv.h>

#define DECLARATION_BYTES 1024
#define NAME_BYTES 40

static bool is_name_char(char c) {
    return ascii_is_word(c) || c == '-';
}

/* The value of the first charset= in the page's beginning, NUL-terminated; "" when there is none. */
static void declared_charset(struct str bytes, char name[NAME_BYTES]) {
    struct str head = str_head(bytes, DECLARATION_BYTES);
    size_t used = 0;
    for (size_t at = 0; at + 8 < head.len; at++) {
        if (!str_equal_nocase(str_make(head.ptr + at, 8), STR("charset=")))
            continue;
        at += 8;
        if (head.ptr[at] == '"' || head.ptr[at] == '\'')
            at++;
        while (at < head.len && is_name_char(head.ptr[at]) && used < NAME_BYTES - 1)
            name[used++] = head.ptr[at++];
        break;
    }
    name[used] = '\0';
}

static bool out_ok(const struct buf *out, struct err *err) {
    return !buf_failed(out) || err_set(err, ERR_LIMIT, "larger than %zu bytes", out->max_bytes);
}

/* unit_bytes: what is left out where the encoding cannot go on. */
static bool convert(struct buf *out, struct str bytes, size_t unit_bytes, iconv_t converter, struct err *err) {
    char *from = (char *)(size_t)bytes.ptr; /* iconv() does not write through it */
    size_t from_left = bytes.len;
    while (from_left > 0) {
        char piece[4096], *to = piece;
        size_t to_left = sizeof piece;
        size_t result = iconv(converter, &from, &from_left, &to, &to_left);
        utf8_clean(out, str_make(piece, sizeof piece - to_left));
        if (result == (size_t)-1 && errno != E2BIG) {
            utf8_put(out, UTF8_REPLACEMENT);
            size_t skipped = unit_bytes < from_left ? unit_bytes : from_left;
            from += skipped;
            from_left -= skipped;
        }
        if (!out_ok(out, err))
            return false;
    }
    return true;
}

/* The name as browsers understand it: https://encoding.spec.whatwg.org/#names-and-labels gives all of Latin-1 and ASCII
 * to windows-1252; a page whose declaration can be read is not UTF-16, whatever it says. */
static const char *meant_charset(const char *name) {
    static const char *const latin[] = {"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1", "us-ascii", "ascii"};
    static const char *const unicode[] = {"utf8", "utf-16", "utf-16le", "utf-16be", "unicode"};
    for (size_t i = 0; i < sizeof latin / sizeof *latin; i++)
        if (str_equal_nocase(str_from(name), str_from(latin[i])))
            return "WINDOWS-1252";
    for (size_t i = 0; i < sizeof unicode / sizeof *unicode; i++)
        if (str_equal_nocase(str_from(name), str_from(unicode[i])))
            return "utf-8";
    return name;
}

static bool convert_from(struct buf *out, struct str bytes, const char *charset, struct err *err) {
    iconv_t converter = iconv_open("UTF-8", charset);
    if (converter == (iconv_t)-1)
        converter = iconv_open("UTF-8", "WINDOWS-1252");
    if (converter == (iconv_t)-1)
        return err_set(err, ERR_INTERNAL, "iconv knows neither %s nor WINDOWS-1252", charset);
    bool ok = convert(out, bytes, str_starts(str_from(charset), STR("UTF-16")) ? 2 : 1, converter, err);
    iconv_close(converter);
    return ok;
}

bool encoding_is_clean(struct str bytes) {
    return !str_starts(bytes, STR("\xEF\xBB\xBF")) && memchr(bytes.ptr, '\0', bytes.len) == NULL && utf8_valid(bytes);
}

bool encoding_to_utf8(struct buf *out, struct str bytes, struct err *err) {
    if (str_starts(bytes, STR("\xFF\xFE")))
        return convert_from(out, str_from_offset(bytes, 2), "UTF-16LE", err);
    if (str_starts(bytes, STR("\xFE\xFF")))
        return convert_from(out, str_from_offset(bytes, 2), "UTF-16BE", err);
    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        bytes = str_from_offset(bytes, 3);
    char charset[NAME_BYTES];
    declared_charset(bytes, charset);
    struct str meant = str_from(meant_charset(charset));
    if (utf8_valid(bytes) || str_equal_nocase(meant, STR("utf-8"))) {
        utf8_clean(out, bytes);
        return out_ok(out, err);
    }
    return convert_from(out, bytes, meant.len > 0 ? meant.ptr : "WINDOWS-1252", err);
}
