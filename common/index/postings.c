#include "common/index/postings.h"

void postings_write(struct buf *out, uint32_t last, const struct posting *posting) {
    uint32_t difference = posting->entry - last;
    while (difference >= 0x80) {
        buf_putc(out, (char)(difference | 0x80));
        difference >>= 7;
    }
    buf_putc(out, (char)difference);
    buf_putc(out, (char)(posting->impact | (posting->in_title ? POSTINGS_TITLE_BIT : 0)));
}
