/* Names of symbols. */
#ifndef DOCFINCH_INDEXER_EXTRACT_SYMBOL_H
#define DOCFINCH_INDEXER_EXTRACT_SYMBOL_H

#include "common/base/buf.h"
#include "common/base/str.h"
#include "indexer/extract/profile.h"

/* Appends "owner", the separator and "member" and returns it: borrowed from out, which must not move. Only the member
 * when there is no owner. */
struct str symbol_join(struct str owner, const char *separator, struct str member, struct buf *out);

#endif
