#include "indexer/extract/symbol.h"

struct str symbol_join(struct str owner, const char *separator, struct str member, struct buf *out) {
    size_t start = out->len;
    buf_add(out, owner);
    buf_puts(out, owner.len > 0 ? separator : "");
    buf_add(out, member);
    return str_from_offset(buf_str(out), start);
}
