#include "server/http/negotiate.h"

/* Weights in thousandths: RFC 9110 allows three decimals. */
#define WEIGHT_FULL 1000
#define WEIGHT_UNSET (-1)

/* "1", "0.5", "0.875", "1.000"; 0 for anything else. */
static int parse_weight(struct str text) {
    if (text.len == 0 || text.len > 5 || (text.ptr[0] != '0' && text.ptr[0] != '1') ||
        (text.len > 1 && text.ptr[1] != '.'))
        return 0;
    int weight = (text.ptr[0] - '0') * WEIGHT_FULL;
    int unit = WEIGHT_FULL / 10;
    for (size_t i = 2; i < text.len; i++, unit /= 10) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return 0;
        weight += (text.ptr[i] - '0') * unit;
    }
    return weight <= WEIGHT_FULL ? weight : 0;
}

/* Cuts "gzip;q=0.5" into its name and weight. */
static struct str parse_coding(struct str item, int *weight) {
    struct str name;
    *weight = WEIGHT_FULL;
    if (!str_split(&item, ';', &name))
        return STR("");
    struct str parameter;
    while (str_split(&item, ';', &parameter)) {
        parameter = str_trim(parameter);
        if (str_equal_nocase(str_head(parameter, 2), STR("q=")))
            *weight = parse_weight(str_from_offset(parameter, 2));
    }
    return str_trim(name);
}

/* The coding of that name; CODINGS when there is none. */
static enum coding find_coding(struct str name) {
    if (str_equal_nocase(name, STR("identity")))
        return CODING_IDENTITY;
    if (str_equal_nocase(name, STR("x-gzip")))
        return CODING_GZIP;
    enum coding coding = CODING_IDENTITY + 1;
    while (coding < CODINGS && !str_equal_nocase(name, str_from(coding_name(coding))))
        coding++;
    return coding;
}

/* What '*' says of every coding that is not named; without it a coding is not wanted, and identity is what remains. */
static void read_weights(struct str accept_encoding, int weights[CODINGS]) {
    int any = WEIGHT_UNSET;
    for (enum coding coding = CODING_IDENTITY; coding < CODINGS; coding++)
        weights[coding] = WEIGHT_UNSET;
    for (struct str item; str_split(&accept_encoding, ',', &item);) {
        int weight;
        struct str name = parse_coding(item, &weight);
        enum coding coding = find_coding(name);
        if (coding < CODINGS)
            weights[coding] = weight;
        else if (str_is(name, "*"))
            any = weight;
    }
    for (enum coding coding = CODING_IDENTITY; coding < CODINGS; coding++)
        if (weights[coding] == WEIGHT_UNSET)
            weights[coding] = any == WEIGHT_UNSET ? 0 : any;
}

enum coding negotiate_coding(struct str accept_encoding, unsigned available) {
    int weights[CODINGS];
    enum coding best = CODING_IDENTITY;
    if (accept_encoding.len == 0)
        return best;
    read_weights(accept_encoding, weights);
    for (enum coding coding = CODING_IDENTITY + 1; coding < CODINGS; coding++)
        if ((available & 1U << coding) != 0 && weights[coding] > 0 && weights[coding] >= weights[best])
            best = coding;
    return best;
}

/* Cuts the next quoted tag, quotes included, off *rest; the W/ in front of it does not count. */
static bool next_tag(struct str *rest, struct str *tag) {
    while (rest->len > 0 && (rest->ptr[0] == ' ' || rest->ptr[0] == '\t' || rest->ptr[0] == ','))
        *rest = str_from_offset(*rest, 1);
    if (str_starts(*rest, STR("W/")))
        *rest = str_from_offset(*rest, 2);
    if (rest->len == 0 || rest->ptr[0] != '"')
        return false;
    size_t end = str_find_char(*rest, '"', 1);
    if (end == rest->len)
        return false;
    *tag = str_head(*rest, end + 1);
    *rest = str_from_offset(*rest, end + 1);
    return true;
}

bool negotiate_is_known(struct str if_none_match, struct str etag) {
    struct str rest = str_trim(if_none_match);
    if (str_is(rest, "*"))
        return true;
    struct str tag;
    while (next_tag(&rest, &tag))
        if (str_equal(tag, etag))
            return true;
    return false;
}
