/* Where the pages of this server find each other: addresses from the root of its host. Addresses are as they
 * stand in HTML. */
#ifndef DOCFINCH_SERVER_SITE_LINKS_H
#define DOCFINCH_SERVER_SITE_LINKS_H

#include "common/base/str.h"

struct links {
    struct str base;   /* what every address begins with: "" or "/docs-search" */
    struct str name;   /* what a browser calls this site (identity.h); as text, to be escaped */
    struct str assets; /* the folder of the pages' files: base + "/assets/" + their hash */
};

#endif
