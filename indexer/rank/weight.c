#include "indexer/rank/weight.h"

/* Points of the kind alone. One doubling of the inbound links is worth LINK_POINTS, one level of depth costs
 * DEPTH_POINTS. A class linked from three pages stands before a method linked from ten. */
#define LINK_POINTS 600
#define DEPTH_POINTS 300
#define DEPTH_MAX 5

static const uint16_t kind_points[KIND_COUNT] = {
    [KIND_PAGE] = 6000,
    [KIND_SECTION] = 4000,
    [KIND_TERM] = 3500,
    [KIND_MODULE] = 7000,
    [KIND_CLASS] = 6000,
    [KIND_EXCEPTION] = 5000,
    [KIND_FUNCTION] = 5500,
    [KIND_METHOD] = 4000,
    [KIND_ATTRIBUTE] = 3500,
    [KIND_PROPERTY] = 3500,
    [KIND_DATA] = 3500,
    [KIND_TYPE] = 5000,
    [KIND_STRUCT] = 5500,
    [KIND_UNION] = 4500,
    [KIND_ENUM] = 4500,
    [KIND_ENUMERATOR] = 3000,
    [KIND_MEMBER] = 3000,
    [KIND_MACRO] = 4500,
    [KIND_VARIABLE] = 4500,
    [KIND_COMMAND] = 5000,
    [KIND_OPTION] = 4000,
    [KIND_ENVVAR] = 4500,
    [KIND_OPCODE] = 3000,
    [KIND_TOKEN] = 3000,
    [KIND_DIRECTIVE] = 4500,
    [KIND_SYMBOL] = 4000,
    /* as the kinds above that they are like */
    [KIND_NAMESPACE] = 7000,
    [KIND_PACKAGE] = 7000,
    [KIND_INTERFACE] = 6000,
    [KIND_TRAIT] = 6000,
    [KIND_RECORD] = 5500,
    [KIND_ANNOTATION] = 4500,
    [KIND_PRIMITIVE] = 5000,
    [KIND_KEYWORD] = 4500,
    [KIND_CONSTRUCTOR] = 4000,
    [KIND_FIELD] = 3000,
    [KIND_CONSTANT] = 3000,
    [KIND_EVENT] = 3500,
    [KIND_SIGNAL] = 3500,
    [KIND_SETTING] = 4500,
    [KIND_OPERATOR] = 4500,
};

/* log2(value) in 1/16, value >= 1, by squaring: exact to the last sixteenth. */
static uint32_t log2_sixteenths(uint32_t value) {
    uint32_t whole = 31u - (uint32_t)__builtin_clz(value);
    uint64_t mantissa = ((uint64_t)value << 31) >> whole; /* 1.0 is 2^31 */
    uint32_t result = whole;
    for (int bit = 0; bit < 4; bit++) {
        mantissa = mantissa * mantissa >> 31;
        uint32_t carry = mantissa >= (uint64_t)1 << 32;
        mantissa >>= carry;
        result = result << 1 | carry;
    }
    return result;
}

uint16_t weight_of(enum kind kind, unsigned depth, uint32_t links) {
    uint32_t bounded = links < UINT16_MAX ? links : UINT16_MAX;
    uint32_t gain = log2_sixteenths(1 + bounded) * LINK_POINTS / 16;
    uint32_t loss = (depth < DEPTH_MAX ? depth : DEPTH_MAX) * DEPTH_POINTS;
    return (uint16_t)(kind_points[kind] + gain + DEPTH_MAX * DEPTH_POINTS - loss);
}
