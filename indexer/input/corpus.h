/* The files of a doc set, in byte order of their paths, wherever they are: in a folder, in a Dash .docset bundle, or in
 * an archive (indexer/input/unpack.h). The same files give the same list and the same contents from each of them.
 *
 * A page may be compressed: x.html.gz is read as x.html, unless there is an x.html too. */
#ifndef DOCFINCH_INDEXER_INPUT_CORPUS_H
#define DOCFINCH_INDEXER_INPUT_CORPUS_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/str.h"
#include "indexer/input/unpack.h"

#include <stdbool.h>
#include <stddef.h>

#define CORPUS_MAX_FILES 4000000
#define CORPUS_MAX_DEPTH 64 /* folders inside folders */
#define CORPUS_MAX_FILE_BYTES ((size_t)256 << 20)
#define CORPUS_MAX_PATH_BYTES 4096

/* Where the pages of a Dash bundle are: https://kapeli.com/docsets#dashDocset. */
#define CORPUS_BUNDLE_FOLDER "Contents/Resources/Documents"

/* And its symbol index, beside that folder: the path is from there, so that no file of the list has it. */
#define CORPUS_BUNDLE_INDEX "../docSet.dsidx"

struct corpus_globs {
    const char *const *patterns; /* borrowed; glob_is_valid() */
    size_t count;
    bool *is_used; /* borrowed: set for each pattern that a file matches, or a link that leads out; NULL: nobody asks */
};

struct corpus_source {
    const char *path;               /* a folder, a .docset bundle or an archive */
    const char *artifact;           /* the artifact that is being made: absolute path without links, or NULL */
    const char *near;               /* contents of an archive wait in a temporary file beside this one */
    struct corpus_globs include;    /* pages to read; none: all */
    struct corpus_globs exclude;    /* files to leave out; stronger than include */
    bool (*wants)(struct str path); /* of files that are no pages: whether it will be read; NULL: all will */
};

struct corpus_file {
    struct str path;     /* relative to the root, '/' between folders, without ".gz"; NUL-terminated */
    struct str name;     /* the same, as it is in the folder: with ".gz" */
    bool is_html;        /* .html, .htm or .xhtml */
    bool is_gzip;        /* that, and .gz behind it */
    size_t member;       /* of the archive */
    size_t stored_bytes; /* on the disk or in the archive; compressed with is_gzip */
};

struct corpus_files {
    struct arena arena;
    const char *root; /* the folder; NULL: an archive */
    struct unpack archive;
    struct corpus_file *files; /* owned, sorted by path */
    size_t count;
    size_t html_count;
    struct corpus_file bundle_index; /* with an empty path: none; no part of the list */
    const char *bundle_root;         /* the folder it is in; NULL: an archive */
    size_t outer_link_count;         /* symbolic links that lead out of the source, but for those that are excluded */
    struct str outer_link;           /* the first of them by path, relative to the root */
};

/* Lists every regular file of the source, but for the artifact that is being made, if it is there. Symbolic links to
 * files are followed, to folders not; names that start with '.' are left out. When everything in an archive is in one
 * folder, that is the root. *files is owned: corpus_files_free(), also after false. Errors: ERR_IO naming the folder or
 * archive; ERR_FORMAT and ERR_LIMIT, as in unpack_open(). *err must be unset. */
bool corpus_list(struct corpus_files *files, const struct corpus_source *source, struct err *err);
void corpus_files_free(struct corpus_files *files);

/* The file of that path, or the index of a bundle; NULL when there is none. */
const struct corpus_file *corpus_find(const struct corpus_files *files, struct str path);

/* Reads a whole file of the list into *bytes, unpacked, owned: free(). Errors: ERR_IO naming the file; ERR_LIMIT, and
 * ERR_FORMAT when it should be a gzip file and is not a whole one. Any number of threads. */
bool corpus_read(const struct corpus_files *files, const struct corpus_file *file, struct str *bytes, struct err *err);

/* The same for a file in a folder. */
bool corpus_read_file(const char *root, struct str path, struct str *bytes, struct err *err);

/* The bytes of any one regular file as they are. The message of ERR_LIMIT does not name it. */
bool corpus_read_path(const char *path, size_t max_bytes, struct str *bytes, struct err *err);

/* Whether a file of that name is read as a page; without ".gz". */
bool corpus_is_page(struct str path);

/* The path under which a file is known: without ".gz" when a page is compressed. */
struct str corpus_known_path(struct str path);

#endif
