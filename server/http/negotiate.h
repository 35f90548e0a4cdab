/* The two request headers that choose between answers: Accept-Encoding and If-None-Match. Pure functions. */
#ifndef DOCFINCH_SERVER_HTTP_NEGOTIATE_H
#define DOCFINCH_SERVER_HTTP_NEGOTIATE_H

#include "common/base/str.h"
#include "server/http/coding.h"

#include <stdbool.h>

/* The coding to send (RFC 9110, 12.5.3): of those the client accepts, by name or by '*', the one of most weight, and
 * among equals the later in enum coding. Weights as in 12.4.2; one that cannot be read refuses the coding it stands
 * behind. Identity is what remains: also for a client that refuses it and everything else there is, since no answer
 * would help it less (12.4.1 leaves that to the server). available: bits 1 << coding, that of identity aside. An empty
 * value means identity. */
enum coding negotiate_coding(struct str accept_encoding, unsigned available);

/* Whether the header names the entity tag, by weak comparison (RFC 9110, 8.8.3.2 and 13.1.2), or is '*'. etag is
 * quoted. What cannot be read as a list of tags matches nothing. */
bool negotiate_is_known(struct str if_none_match, struct str etag);

#endif
