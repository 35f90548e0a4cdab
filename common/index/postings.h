/* Posting lists as bytes: which entries have a term, and how much it says of each.
 *
 * A list is a run of postings in ascending order of entry ids, which is descending static weight: whoever reads only
 * the beginning has read the best entries. A posting is
 *
 *     the difference to the id before (the first: to 0), as an unsigned LEB128 number (7 bits a byte, low ones first,
 * the top bit set on all bytes but the last), then one byte: bit 7 is set when the term stands in the entry's title;
 * bits 0 to 6 are the impact, 1 to 127.
 *
 * A list that is cut into chunks is cut between postings; differences go on over the cut. */
#ifndef DOCFINCH_COMMON_INDEX_POSTINGS_H
#define DOCFINCH_COMMON_INDEX_POSTINGS_H

#include "common/base/buf.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stdint.h>

#define POSTINGS_MAX_IMPACT 127
#define POSTINGS_TITLE_BIT 0x80

struct posting {
    uint32_t entry; /* id */
    uint8_t impact; /* 1 to POSTINGS_MAX_IMPACT: the term's saturated weight in the entry (common/search/rank.h) */
    bool in_title;
};

/* Appends a posting behind one for `last` (0 at the start of a list). */
void postings_write(struct buf *out, uint32_t last, const struct posting *posting);

/* Eight bytes, the first the lowest; compilers make one load of it. */
static inline uint64_t postings_load(const unsigned char at[8]) {
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 |
           (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 | (uint64_t)at[7] << 56;
}

/* postings_next() where at least eight bytes are left: how long a number is cannot be foretold, so that it is better
 * computed than branched on. */
static inline bool postings_next_of_eight(struct str *bytes, struct posting *posting) {
    uint64_t all = postings_load((const unsigned char *)bytes->ptr);
    uint64_t ends = ~all & UINT64_C(0x8080808080);
    if (ends == 0)
        return false;
    uint64_t number = all & (ends ^ (ends - 1));
    unsigned bits = (unsigned)__builtin_ctzll(ends) + 1;
    posting->entry += (uint32_t)((number & 0x7F) | (number >> 1 & 0x3F80) | (number >> 2 & 0x1FC000) |
                                 (number >> 3 & 0xFE00000) | (number >> 4 & UINT64_C(0xF0000000)));
    posting->impact = all >> bits & POSTINGS_MAX_IMPACT;
    posting->in_title = (all >> bits & POSTINGS_TITLE_BIT) != 0;
    *bytes = (struct str){bytes->ptr + bits / 8 + 1, bytes->len - bits / 8 - 1};
    return true;
}

/* Reads the next posting off *bytes; *posting must hold the one before, or zeros at the start of a list. false at the
 * end, and at bytes that are no posting. */
static inline bool postings_next(struct str *bytes, struct posting *posting) {
    if (bytes->len >= 8)
        return postings_next_of_eight(bytes, posting);
    const unsigned char *at = (const unsigned char *)bytes->ptr;
    const unsigned char *end = at + bytes->len;
    uint32_t difference = 0;
    for (int shift = 0; at < end && shift <= 28; shift += 7) {
        unsigned char byte = *at++;
        difference |= (uint32_t)(byte & 0x7F) << shift;
        if (byte >= 0x80)
            continue;
        if (at == end)
            return false;
        posting->entry += difference;
        posting->impact = *at & POSTINGS_MAX_IMPACT;
        posting->in_title = (*at & POSTINGS_TITLE_BIT) != 0;
        *bytes = (struct str){(const char *)at + 1, (size_t)(end - at) - 1};
        return true;
    }
    return false;
}

#endif
