/* The files of a doc set, in byte order of their paths, whatever order the file system lists them in. */
#ifndef DOCFINCH_INDEXER_INPUT_CORPUS_H
#define DOCFINCH_INDEXER_INPUT_CORPUS_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/str.h"

#include <stdbool.h>
#include <stddef.h>

#define CORPUS_MAX_FILES 4000000
#define CORPUS_MAX_DEPTH 64 /* folders inside folders */
#define CORPUS_MAX_FILE_BYTES ((size_t)256 << 20)

struct corpus_file {
    struct str path; /* relative to the root, '/' between folders; NUL-terminated */
    bool is_html;    /* .html, .htm or .xhtml */
};

struct corpus_files {
    struct arena arena;
    struct corpus_file *files; /* owned, sorted by path */
    size_t count;
    size_t html_count;
};

/* Lists every regular file under root, but for the artifact that is being made, if it is there: `artifact` is its
 * absolute path without links, or NULL. Symbolic links to files are followed, to folders not; names that start with '.'
 * are left out. *files is owned: corpus_files_free(), also after false. Errors: ERR_IO naming the folder; ERR_LIMIT. */
bool corpus_list(struct corpus_files *files, const char *root, const char *artifact, struct err *err);
void corpus_files_free(struct corpus_files *files);

/* Reads a whole file into *bytes, owned: free(). Errors: ERR_IO naming the file; ERR_LIMIT. */
bool corpus_read(const char *root, struct str path, struct str *bytes, struct err *err);

#endif
