/* What a browser calls this site: in its list of search engines, under the icon of the page that was installed, in the
 * title of the home page.
 *
 * Thread rule: no state; any thread. */
#ifndef DOCFINCH_SERVER_SITE_IDENTITY_H
#define DOCFINCH_SERVER_SITE_IDENTITY_H

#include "common/base/str.h"
#include "common/search/engine.h"

/* Characters of a short name: what OpenSearch allows in ShortName (1.1 draft 6, "The ShortName element"), and about
 * what fits under an icon. */
#define IDENTITY_SHORT_MAX_CHARACTERS 16

/* The short name where there are several doc sets, or none known. */
#define IDENTITY_OF_SEVERAL "Documentation"

/* Of a title: no browser shows more. */
#define IDENTITY_TITLE_MAX_BYTES 1000

/* The title of the only doc set, or "Documentation search" where there are several. Borrowed from the corpus. */
struct str identity_title(const struct corpus *corpus);

/* The title of the only doc set where it is short enough, else its name, else IDENTITY_OF_SEVERAL. Never cut. Borrowed
 * from the corpus. */
struct str identity_short_name(const struct corpus *corpus);

#endif
