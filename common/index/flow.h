/* What an entry says, in the order of its page: the blocks of entry.text between the samples of entry.code. The code
 * column knows the order: each SCHEMA_BLOCK_MARK in it stands for the next block, each SCHEMA_SAMPLE_MARK begins a
 * sample, and the blocks that have no mark follow the last sample. */
#ifndef DOCFINCH_COMMON_INDEX_FLOW_H
#define DOCFINCH_COMMON_INDEX_FLOW_H

#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* Both columns, or what is left of them; borrowed. An empty one may have any pointer. */
struct flow {
    struct str text, code;
};

struct flow_part {
    struct str bytes; /* borrowed from the columns, not empty */
    bool is_code;
};

/* Takes the next part off; false when none is left. Whatever the columns hold, each of their bytes but marks and line
 * ends comes once. */
bool flow_next(struct flow *flow, struct flow_part *part);

/* Leaves the first parts that together have at most max_bytes; of the last of them perhaps the beginning, which ends
 * between characters. Says whether it took anything away. */
bool flow_cut(struct flow *flow, size_t max_bytes);

#endif
