#include "server/observe/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#define V4_BYTES 4
#define V6_BYTES 16
#define MAPPED_BYTES 12

static const unsigned char mapped[MAPPED_BYTES] = {[10] = 0xFF, [11] = 0xFF};

bool address_parse(struct address *address, struct str text) {
    char terminated[ADDRESS_TEXT_BYTES];
    *address = (struct address){.is_known = false};
    if (text.len >= sizeof terminated || memchr(text.ptr, '\0', text.len) != NULL)
        return false;
    memcpy(terminated, text.ptr, text.len);
    terminated[text.len] = '\0';
    address->is_v6 = str_find_char(text, ':', 0) < text.len;
    address->is_known = inet_pton(address->is_v6 ? AF_INET6 : AF_INET, terminated, address->bytes) == 1;
    if (address->is_v6 && memcmp(address->bytes, mapped, MAPPED_BYTES) == 0) {
        memcpy(address->bytes, address->bytes + MAPPED_BYTES, V4_BYTES);
        address->is_v6 = false;
    }
    return address->is_known;
}

void address_write(const struct address *address, char text[ADDRESS_TEXT_BYTES]) {
    if (!address->is_known ||
        inet_ntop(address->is_v6 ? AF_INET6 : AF_INET, address->bytes, text, ADDRESS_TEXT_BYTES) == NULL)
        text[0] = '\0';
}

static unsigned bits_of(const struct address *address) {
    return 8 * (address->is_v6 ? V6_BYTES : V4_BYTES);
}

static bool bit_at(const struct address *address, unsigned bit) {
    return address->bytes[bit / 8] >> (7 - bit % 8) & 1;
}

static bool is_prefix(const struct address_range *range) {
    for (unsigned bit = range->bits; bit < bits_of(&range->address); bit++)
        if (bit_at(&range->address, bit))
            return false;
    return true;
}

static bool parse_range(struct address_range *range, struct str text) {
    size_t slash = str_find_char(text, '/', 0);
    unsigned long bits;
    if (!address_parse(&range->address, str_head(text, slash)))
        return false;
    range->bits = bits_of(&range->address);
    if (slash == text.len)
        return true;
    if (!str_to_number(str_from_offset(text, slash + 1), range->bits, &bits))
        return false;
    range->bits = (unsigned)bits;
    return is_prefix(range);
}

bool address_ranges_add(struct address_ranges *ranges, const char *text, struct err *err) {
    if (ranges->count == ADDRESS_MAX_RANGES)
        return err_set(err, ERR_USAGE, "more than %d trusted proxies; give their network as ADDRESS/BITS",
                       ADDRESS_MAX_RANGES);
    if (!parse_range(&ranges->ranges[ranges->count], str_from(text)))
        return err_set(err, ERR_USAGE, "'%s' is not an address such as 192.0.2.1 or a network such as 2001:db8::/32",
                       text);
    ranges->count++;
    return true;
}

static bool range_has(const struct address_range *range, const struct address *address) {
    unsigned whole = range->bits / 8;
    if (range->address.is_v6 != address->is_v6 || memcmp(range->address.bytes, address->bytes, whole) != 0)
        return false;
    for (unsigned bit = 8 * whole; bit < range->bits; bit++)
        if (bit_at(&range->address, bit) != bit_at(address, bit))
            return false;
    return true;
}

bool address_ranges_have(const struct address_ranges *ranges, const struct address *address) {
    for (size_t i = 0; address->is_known && i < ranges->count; i++)
        if (range_has(&ranges->ranges[i], address))
            return true;
    return false;
}

/* "192.0.2.1:4711" and "[2001:db8::1]:4711" are written too, and "[2001:db8::1]". */
static bool parse_item(struct address *address, struct str item) {
    size_t colon = str_find_char(item, ':', 0);
    if (item.len > 0 && item.ptr[0] == '[')
        item = str_head(str_from_offset(item, 1), str_find_char(item, ']', 0) - 1);
    else if (str_find_char(item, ':', colon + 1) == item.len)
        item = str_head(item, colon);
    return address_parse(address, item);
}

/* Cuts the last item off the list. */
static struct str last_item(struct str *list) {
    size_t start = list->len;
    while (start > 0 && list->ptr[start - 1] != ',')
        start--;
    struct str item = str_from_offset(*list, start);
    *list = str_head(*list, start > 0 ? start - 1 : 0);
    return str_trim(item);
}

struct address address_of_client(const struct address_ranges *trusted, struct str peer, struct str forwarded_for) {
    struct address client, before;
    address_parse(&client, peer);
    for (int hop = 0; hop < ADDRESS_MAX_HOPS && forwarded_for.len > 0; hop++) {
        if (!address_ranges_have(trusted, &client) || !parse_item(&before, last_item(&forwarded_for)))
            break;
        client = before;
    }
    return client;
}
