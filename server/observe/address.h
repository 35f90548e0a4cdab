/* Network addresses: who asked, and which proxies may say so for others.
 *
 * Thread rule: no state; any thread. */
#ifndef DOCFINCH_SERVER_OBSERVE_ADDRESS_H
#define DOCFINCH_SERVER_OBSERVE_ADDRESS_H

#include "common/base/err.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>

#define ADDRESS_MAX_RANGES 32

/* Proxies that a request may have come through; those before are not believed. */
#define ADDRESS_MAX_HOPS 16

/* Written out, NUL-terminated. */
#define ADDRESS_TEXT_BYTES 46

/* An IPv4 address that is mapped into IPv6 (::ffff:192.0.2.1) is held as IPv4. */
struct address {
    bool is_known, is_v6;
    unsigned char bytes[16]; /* 4 of IPv4 */
};

/* Addresses that begin with the same bits. */
struct address_range {
    struct address address;
    unsigned bits;
};

struct address_ranges {
    struct address_range ranges[ADDRESS_MAX_RANGES];
    size_t count;
};

/* In numbers, with nothing around it. false: it is none, and *address is unknown. */
bool address_parse(struct address *address, struct str text);

/* "0.0.0.0"; empty when it is unknown. */
void address_write(const struct address *address, char text[ADDRESS_TEXT_BYTES]);

/* "192.0.2.1", "192.0.2.0/24", "2001:db8::/32". Errors: ERR_USAGE for anything else, for bits that are set behind the
 * prefix, and when there are ADDRESS_MAX_RANGES. */
bool address_ranges_add(struct address_ranges *ranges, const char *text, struct err *err);

bool address_ranges_have(const struct address_ranges *ranges, const struct address *address);

/* Whom a request is from. peer is the other end of the connection. Where that is trusted, X-Forwarded-For counts, whose
 * items every proxy appends to: the client is the last of them that is not itself trusted, as all before it is what
 * somebody unknown has sent. An item that is no address ends the search at the proxy that sent it. Ports behind
 * addresses are left out. */
struct address address_of_client(const struct address_ranges *trusted, struct str peer, struct str forwarded_for);

#endif
