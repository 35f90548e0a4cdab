/* The two request headers that choose between answers: Accept-Encoding and If-None-Match. Pure functions. */
#ifndef DOCFINCH_SERVER_HTTP_NEGOTIATE_H
#define DOCFINCH_SERVER_HTTP_NEGOTIATE_H

#include "common/base/str.h"

#include <stdbool.h>

/* Whether gzip is to be sent: it is accepted (by name, as x-gzip, or by '*') with a weight above 0 and not below that
 * of identity. Weights as in RFC 9110, 12.4.2; a weight that is not one refuses the coding it stands behind. An empty
 * value means identity. */
bool negotiate_gzip(struct str accept_encoding);

/* Whether the header names the entity tag, by weak comparison (RFC 9110, 8.8.3.2 and 13.1.2), or is '*'. etag is
 * quoted. What cannot be read as a list of tags matches nothing. */
bool negotiate_is_known(struct str if_none_match, struct str etag);

#endif
