#include "indexer/input/corpus.h"

#include "common/base/buf.h"
#include "common/base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_MAX_BYTES 4096

struct lister {
    struct corpus_files *files;
    size_t capacity;
    struct buf path; /* root, then what is below it */
    size_t root_bytes;
    struct str artifact; /* relative to the root; empty: nothing */
};

static bool is_html_name(struct str name) {
    static const struct str suffixes[] = {{".html", 5}, {".htm", 4}, {".xhtml", 6}};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (name.len > suffixes[i].len &&
            str_equal_nocase(str_from_offset(name, name.len - suffixes[i].len), suffixes[i]))
            return true;
    return false;
}

/* The artifact, and what stands beside it while it is made. */
static bool is_own_output(const struct lister *lister, struct str relative) {
    if (lister->artifact.len == 0 || !str_starts(relative, lister->artifact))
        return false;
    struct str suffix = str_from_offset(relative, lister->artifact.len);
    return suffix.len == 0 || str_is(suffix, ".lock") || str_is(suffix, ".tmp") || str_is(suffix, ".spool");
}

static bool add_file(struct lister *lister, struct err *err) {
    struct corpus_files *files = lister->files;
    struct str relative = str_from_offset(buf_str(&lister->path), lister->root_bytes + 1);
    if (is_own_output(lister, relative))
        return true;
    if (files->count >= CORPUS_MAX_FILES)
        return err_set(err, ERR_LIMIT, "%.*s: more than %d files", (int)lister->root_bytes, lister->path.data,
                       CORPUS_MAX_FILES);
    files->files = mem_grow(files->files, files->count, &lister->capacity, sizeof *files->files);
    struct str path = arena_copy(&files->arena, relative);
    bool is_html = is_html_name(path);
    files->files[files->count++] = (struct corpus_file){.path = path, .is_html = is_html};
    files->html_count += is_html;
    return true;
}

static bool list_folder(struct lister *lister, int depth, struct err *err);

/* lister->path names something in a folder: a file is added, a folder is gone through. */
static bool list_item(struct lister *lister, int depth, struct err *err) {
    struct stat status;
    if (lister->path.failed)
        return err_set(err, ERR_LIMIT, "a path longer than %d bytes", PATH_MAX_BYTES);
    if (lstat(lister->path.data, &status) != 0)
        return err_set(err, ERR_IO, "%s: %s", lister->path.data, strerror(errno));
    if (S_ISDIR(status.st_mode))
        return list_folder(lister, depth + 1, err);
    /* A link that leads nowhere is common in packages and holds nothing. */
    if (S_ISLNK(status.st_mode) && stat(lister->path.data, &status) != 0)
        return true;
    return !S_ISREG(status.st_mode) || add_file(lister, err);
}

static bool list_folder(struct lister *lister, int depth, struct err *err) {
    if (depth > CORPUS_MAX_DEPTH)
        return err_set(err, ERR_LIMIT, "%s: more than %d folders deep", lister->path.data, CORPUS_MAX_DEPTH);
    DIR *folder = opendir(lister->path.data);
    if (folder == NULL)
        return err_set(err, ERR_IO, "%s: %s", lister->path.data, strerror(errno));
    size_t length = lister->path.len;
    bool ok = true;
    const struct dirent *item;
    while (ok && (item = readdir(folder)) != NULL) {
        if (item->d_name[0] == '.')
            continue;
        buf_putc(&lister->path, '/');
        buf_puts(&lister->path, item->d_name);
        ok = list_item(lister, depth, err);
        lister->path.len = length;
        lister->path.data[length] = '\0';
    }
    closedir(folder);
    return ok;
}

static int compare_files(const void *a, const void *b) {
    return str_compare(((const struct corpus_file *)a)->path, ((const struct corpus_file *)b)->path);
}

/* The part of an absolute path that is below root, in the arena; empty when it is elsewhere. */
static struct str path_below(const char *root, const char *path, struct arena *arena) {
    char *full_root = path ? realpath(root, NULL) : NULL;
    struct str below = STR("");
    if (full_root != NULL) {
        struct str prefix = str_from(full_root), full = str_from(path);
        if (str_starts(full, prefix) && str_starts(str_from_offset(full, prefix.len), STR("/")))
            below = arena_copy(arena, str_from_offset(full, prefix.len + 1));
    }
    free(full_root);
    return below;
}

bool corpus_list(struct corpus_files *files, const char *root, const char *artifact, struct err *err) {
    *files = (struct corpus_files){0};
    arena_init(&files->arena);
    struct lister lister = {.files = files, .artifact = path_below(root, artifact, &files->arena)};
    buf_init(&lister.path, PATH_MAX_BYTES);
    buf_puts(&lister.path, root);
    while (lister.path.len > 1 && lister.path.data[lister.path.len - 1] == '/')
        lister.path.data[--lister.path.len] = '\0';
    lister.root_bytes = lister.path.len;
    bool ok = lister.path.failed ? err_set(err, ERR_LIMIT, "a folder's path longer than %d bytes", PATH_MAX_BYTES)
                                 : list_folder(&lister, 0, err);
    buf_free(&lister.path);
    if (ok && files->count > 0)
        qsort(files->files, files->count, sizeof *files->files, compare_files);
    return ok;
}

void corpus_files_free(struct corpus_files *files) {
    free(files->files);
    arena_free(&files->arena);
    *files = (struct corpus_files){0};
}

static bool read_all(int fd, size_t size, char **bytes, size_t *length) {
    *bytes = mem_resize(NULL, size + 1, 1);
    *length = 0;
    while (*length < size) {
        ssize_t got = read(fd, *bytes + *length, size - *length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0;
        *length += (size_t)got;
    }
    return true;
}

bool corpus_read(const char *root, struct str path, struct str *bytes, struct err *err) {
    *bytes = (struct str){NULL, 0};
    struct buf full;
    buf_init(&full, 2 * PATH_MAX_BYTES);
    buf_addf(&full, "%s/%.*s", root, STR_ARG(path));
    struct stat status;
    char *content = NULL;
    size_t length = 0;
    int fd = open(full.data, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && fstat(fd, &status) == 0;
    if (ok && (size_t)status.st_size > CORPUS_MAX_FILE_BYTES)
        ok = err_set(err, ERR_LIMIT, "larger than %zu bytes", CORPUS_MAX_FILE_BYTES);
    else if (!ok || !read_all(fd, (size_t)status.st_size, &content, &length))
        ok = err_set(err, ERR_IO, "%s: %s", full.data, strerror(errno));
    if (ok)
        *bytes = str_make(content, length);
    else
        free(content);
    if (fd >= 0)
        close(fd);
    buf_free(&full);
    return ok;
}
