/* The files in an archive (.zip, .tar, .tar.gz, .tgz, .tar.bz2, .tar.xz), without unpacking it into folders. The only
 * file that knows libarchive.
 *
 * An archive is read twice, from its start to its end: first for the names, then for the contents that are wanted,
 * which wait in an unnamed temporary file so that they can be read in any order. No name of the archive ever becomes
 * the name of a file, but names that would lead out of a folder are refused all the same: they mean that something is
 * wrong with the archive.
 *
 * Letters of names that a pax header has in parts (NFD, as macOS writes them) are put together by libarchive: such a
 * name is another one than in the unpacked folder.
 *
 * Thread rule: one thread, but for unpack_read(). */
#ifndef DOCFINCH_INDEXER_INPUT_UNPACK_H
#define DOCFINCH_INDEXER_INPUT_UNPACK_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/str.h"
#include "indexer/store/spool.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* More than this in one archive is an error. */
#define UNPACK_MAX_MEMBERS 4000000
#define UNPACK_MAX_NAMES_BYTES ((size_t)512 << 20) /* all names and link targets together */
#define UNPACK_MAX_PATH_BYTES 4095                 /* one of them */
#define UNPACK_MAX_BYTES ((uint64_t)8 << 30)       /* unpacked, all members together */

/* An archive may unpack to this many times its size, or to UNPACK_FREE_BYTES where that is more. Real documentation has
 * been met at up to 25 times in .tar.xz; bombs have 1,000 and more. */
#define UNPACK_MAX_RATIO 200
#define UNPACK_FREE_BYTES ((uint64_t)256 << 20)

/* Links that lead to links are followed this far. */
#define UNPACK_MAX_LINKS 16

/* No member. */
#define UNPACK_NONE SIZE_MAX

/* A regular file or a link to one. */
struct unpack_member {
    struct str path; /* without ".", empty parts and a '/' at the ends; NUL-terminated */
    struct str link; /* path of the member it stands for; empty: none, or the archive's top folder */
    bool is_link, is_wanted, is_too_large;
    bool is_outer;              /* a link that leads out of the archive */
    uint64_t position;          /* in the archive, counted from 0 */
    struct spool_record record; /* the contents, once loaded */
};

struct unpack {
    const char *path; /* of the archive; borrowed */
    int fd;
    uint64_t max_bytes;
    struct arena arena;
    struct unpack_member *members; /* owned; in byte order of their paths once they are listed */
    size_t count, capacity, names_bytes;
    size_t max_file_bytes; /* of unpack_load() */
    struct spool spool;
};

/* Whether the name ends as that of an archive does. */
bool unpack_is_archive(struct str name);

/* Lists the members. Errors: ERR_IO; ERR_FORMAT naming the archive when it is damaged, cut short, encrypted, or has a
 * name twice or one that leads out; ERR_LIMIT. unpack_close() also after false. */
bool unpack_open(struct unpack *archive, const char *path, struct err *err);
void unpack_close(struct unpack *archive);

/* The member whose contents this one has: itself, or where its link leads; UNPACK_NONE when that is nowhere in the
 * archive. Links to folders are not followed. */
size_t unpack_resolve(const struct unpack *archive, size_t member);

/* The same for the member of that path; UNPACK_NONE also when there is none. */
size_t unpack_find(const struct unpack *archive, struct str path);

/* Reads the contents of the members marked is_wanted into a temporary file beside `near`. One larger than
 * max_file_bytes is marked is_too_large. */
bool unpack_load(struct unpack *archive, const char *near, size_t max_file_bytes, struct err *err);

/* The contents of a loaded member, owned: free() their ptr. Any number of threads. */
bool unpack_read(const struct unpack *archive, size_t member, struct str *bytes, struct err *err);

#endif
