#include "common/index/flow.h"

#include "common/base/utf8.h"
#include "common/index/schema.h"

static bool is_mark(char c) {
    return c == SCHEMA_BLOCK_MARK || c == SCHEMA_SAMPLE_MARK;
}

/* The next block that has text; false when there is none. */
static bool next_block(struct str *text, struct str *block) {
    while (text->len > 0) {
        size_t end = str_find_char(*text, '\n', 0);
        *block = str_head(*text, end);
        *text = str_from_offset(*text, end < text->len ? end + 1 : end);
        if (block->len > 0)
            return true;
    }
    return false;
}

/* What stands before the next mark; empty when one stands here. */
static struct str next_sample(struct str *code) {
    size_t end = 0;
    while (end < code->len && !is_mark(code->ptr[end]))
        end++;
    struct str sample = str_head(*code, end);
    *code = str_from_offset(*code, end);
    return sample;
}

bool flow_next(struct flow *flow, struct flow_part *part) {
    while (flow->code.len > 0) {
        *part = (struct flow_part){next_sample(&flow->code), true};
        if (part->bytes.len > 0)
            return true;
        bool is_block = flow->code.ptr[0] == SCHEMA_BLOCK_MARK;
        flow->code = str_from_offset(flow->code, 1);
        part->is_code = false;
        if (is_block && next_block(&flow->text, &part->bytes))
            return true;
    }
    part->is_code = false;
    return next_block(&flow->text, &part->bytes);
}

/* The beginning of a column up to where its rest begins. */
static struct str before(struct str column, struct str rest) {
    return str_head(column, column.len - rest.len);
}

bool flow_cut(struct flow *flow, size_t max_bytes) {
    struct flow rest = *flow, whole = *flow;
    struct flow_part part;
    size_t used = 0;
    while (flow_next(&rest, &part)) {
        size_t room = max_bytes - used;
        used += part.bytes.len;
        if (part.bytes.len <= room)
            continue;
        struct str *column = part.is_code ? &flow->code : &flow->text;
        *flow = (struct flow){before(whole.text, rest.text), before(whole.code, rest.code)};
        size_t start = (size_t)(part.bytes.ptr - column->ptr);
        *column = str_head(*column, start + utf8_head(part.bytes, room).len);
        return true;
    }
    return false;
}
