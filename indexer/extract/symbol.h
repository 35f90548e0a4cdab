/* What the profiles of API documentation have in common: declarations as one line, names put together, and questions
 * about what is around an element. */
#ifndef DOCFINCH_INDEXER_EXTRACT_SYMBOL_H
#define DOCFINCH_INDEXER_EXTRACT_SYMBOL_H

#include "common/base/buf.h"
#include "common/base/str.h"
#include "indexer/extract/profile.h"

/* Appends the element's text as one line, without what the profile skips, and returns it: borrowed from out, which must
 * not move. Non-breaking spaces become spaces, zero-width spaces are left out. */
struct str symbol_line(const struct profile *profile, const struct node *element, struct buf *out);

/* Appends "owner", the separator and "member" and returns it as above; only the member when there is no owner. */
struct str symbol_join(struct str owner, const char *separator, struct str member, struct buf *out);

#endif
