/* Where the pages of this server find each other: addresses from the root of its host. Both are as they stand in HTML.
 */
#ifndef DOCFINCH_SERVER_SITE_LINKS_H
#define DOCFINCH_SERVER_SITE_LINKS_H

#include "common/base/str.h"

struct links {
    struct str base;   /* what every address begins with: "" or "/docs-search" */
    struct str assets; /* the folder of the pages' files: base + "/assets/" + their hash */
};

#endif
