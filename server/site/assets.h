/* The files of server/site/web, which are part of the program.
 *
 * Each has two addresses below /assets/: its name, and its name behind a hash of all the files. What the hash stands in
 * never changes, so that a browser keeps it for good; pages refer to that one, with a hash for all of them, so that
 * their files are of one version. An address with another hash is of a page from before or after an upgrade, or of
 * another replica's: it means the file of that name, since an other version is more use than none.
 *
 * Thread rule: read-only after assets_init(). */
#ifndef DOCFINCH_SERVER_SITE_ASSETS_H
#define DOCFINCH_SERVER_SITE_ASSETS_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/str.h"
#include "common/index/digest.h"
#include "server/http/content.h"

#include <stdbool.h>

/* Sixteen hexadecimal digits and a NUL. */
#define ASSETS_HASH_BYTES 17

/* Base path, "/assets/", hash. */
#define ASSETS_URL_MAX_BYTES 4096

/* Files served under /assets/. */
#define ASSETS_COUNT 8

struct assets {
    struct content *files[ASSETS_COUNT]; /* owned */
    char hash[ASSETS_HASH_BYTES];
    char widget_integrity[DIGEST_INTEGRITY_BYTES]; /* what a page that loads widget.js may demand of it */
};

/* Makes their compressed forms and ETags, once for all artifacts. *assets is owned: assets_free(). */
bool assets_init(struct assets *assets, struct err *err);

/* Safe on zeroed assets. */
void assets_free(struct assets *assets);

/* Appends the address of the folder that they are in, with their hash. base_path stands in front of every address. */
void assets_write_folder(struct buf *out, const struct assets *assets, struct str base_path);

/* name is what follows /assets/ in an address: "app.js" or "HASH/app.js". *is_immutable: it has the hash of these
 * files. NULL when there is no such file. Borrowed from the assets. */
struct content *assets_find(const struct assets *assets, struct str name, bool *is_immutable);

/* Templates of the pages: see template.h. Borrowed for the life of the program. */
struct str assets_home_template(void);
struct str assets_results_template(void);
struct str assets_reading_template(void);
struct str assets_stale_template(void);
struct str assets_error_template(void);

#endif
