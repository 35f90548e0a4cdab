/* Content types of embedded files, by the end of their name. */
#ifndef DOCFINCH_SERVER_API_MIME_H
#define DOCFINCH_SERVER_API_MIME_H

#include "common/base/str.h"

/* "application/octet-stream" when the ending is not known. Text types name no charset: pages declare their own. */
const char *mime_from_path(struct str path);

#endif
