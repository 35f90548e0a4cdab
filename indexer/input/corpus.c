#include "indexer/input/corpus.h"

#include "common/base/buf.h"
#include "common/base/mem.h"
#include "indexer/input/deflate.h"
#include "indexer/input/glob.h"
#include "indexer/stop.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct lister {
    struct corpus_files *files;
    const struct corpus_source *source;
    size_t capacity;
    struct buf path; /* root, then what is below it */
    size_t root_bytes;
    struct str artifact; /* relative to the root; empty: nothing */
};

static bool ends_nocase(struct str name, struct str suffix) {
    return name.len > suffix.len && str_equal_nocase(str_from_offset(name, name.len - suffix.len), suffix);
}

bool corpus_is_page(struct str name) {
    return ends_nocase(name, STR(".html")) || ends_nocase(name, STR(".htm")) || ends_nocase(name, STR(".xhtml"));
}

struct str corpus_known_path(struct str path) {
    if (!ends_nocase(path, STR(".gz")) || !corpus_is_page(str_head(path, path.len - 3)))
        return path;
    return str_head(path, path.len - 3);
}

/* The artifact, and what stands beside it while it is made. */
static bool is_own_output(const struct lister *lister, struct str relative) {
    if (lister->artifact.len == 0 || !str_starts(relative, lister->artifact))
        return false;
    struct str suffix = str_from_offset(relative, lister->artifact.len);
    return suffix.len == 0 || str_is(suffix, ".lock") || str_is(suffix, ".tmp") || str_is(suffix, ".spool");
}

/* Goes on behind the first pattern that matches, as long as others have not matched yet. */
static bool matches_any(const struct corpus_globs *globs, struct str path) {
    bool is_match = false;
    for (size_t i = 0; i < globs->count; i++) {
        bool is_known = globs->is_used == NULL || globs->is_used[i];
        if ((is_match && is_known) || !glob_matches(str_from(globs->patterns[i]), path))
            continue;
        is_match = true;
        if (!is_known)
            globs->is_used[i] = true;
    }
    return is_match;
}

static bool is_chosen(const struct corpus_source *source, struct str path, bool is_html) {
    bool is_excluded = matches_any(&source->exclude, path);
    bool is_included = !is_html || source->include.count == 0 || matches_any(&source->include, path);
    return is_included && !is_excluded;
}

/* name is the file's path below the root, as it is there. */
static bool add_file(struct lister *lister, struct str name, size_t member, size_t stored_bytes, struct err *err) {
    struct corpus_files *files = lister->files;
    struct str path = corpus_known_path(name);
    bool is_html = corpus_is_page(path);
    if (is_own_output(lister, name) || !is_chosen(lister->source, path, is_html))
        return true;
    if (files->count >= CORPUS_MAX_FILES)
        return err_set(err, ERR_LIMIT, "%s: more than %d files", lister->source->path, CORPUS_MAX_FILES);
    files->files = mem_grow(files->files, files->count, &lister->capacity, sizeof *files->files);
    struct corpus_file *file = &files->files[files->count++];
    *file = (struct corpus_file){
        .path = arena_copy(&files->arena, path),
        .is_html = is_html,
        .member = member,
        .stored_bytes = stored_bytes,
    };
    file->is_gzip = path.len < name.len;
    file->name = file->is_gzip ? arena_copy(&files->arena, name) : file->path;
    return true;
}

/* Whether patterns leave out the link ("latest") or all that would be below it ("latest/"). Of what is there no name is
 * known; "*" is one that only patterns for all names match. */
static bool is_excluded_link(const struct corpus_source *source, struct str path) {
    struct buf below;
    buf_init(&below, 2 * CORPUS_MAX_PATH_BYTES);
    buf_add(&below, path);
    buf_puts(&below, "/*");
    bool is_excluded = matches_any(&source->exclude, path);
    is_excluded = matches_any(&source->exclude, buf_str(&below)) || is_excluded;
    buf_free(&below);
    return is_excluded;
}

static void count_outer_link(const struct lister *lister, struct str path) {
    struct corpus_files *files = lister->files;
    if (is_excluded_link(lister->source, path))
        return;
    if (files->outer_link_count++ == 0 || str_compare(path, files->outer_link) < 0)
        files->outer_link = arena_copy(&files->arena, path);
}

/* What a link to a folder inside the root leads to is there without it. */
static void note_folder_link(const struct lister *lister, struct str below) {
    char *root = realpath(lister->files->root, NULL), *target = realpath(lister->path.data, NULL);
    struct str prefix = str_from(root), full = str_from(target);
    bool is_inside =
        str_starts(full, prefix) && (prefix.len <= 1 || full.len == prefix.len || full.ptr[prefix.len] == '/');
    if (root != NULL && target != NULL && !is_inside)
        count_outer_link(lister, below);
    free(root);
    free(target);
}

static bool list_folder(struct lister *lister, int depth, struct err *err);

/* lister->path names something in a folder: a file is added, a folder is gone through. */
static bool list_item(struct lister *lister, int depth, struct err *err) {
    struct stat status;
    if (lister->path.failed)
        return err_set(err, ERR_LIMIT, "%s: a path longer than %d bytes", lister->source->path, CORPUS_MAX_PATH_BYTES);
    if (lstat(lister->path.data, &status) != 0)
        return err_set(err, ERR_IO, "%s: %s", lister->path.data, strerror(errno));
    if (S_ISDIR(status.st_mode))
        return list_folder(lister, depth + 1, err);
    /* A link that leads nowhere is common in packages and holds nothing. */
    if (S_ISLNK(status.st_mode) && stat(lister->path.data, &status) != 0)
        return true;
    struct str below = str_from_offset(buf_str(&lister->path), lister->root_bytes + 1);
    if (S_ISDIR(status.st_mode))
        note_folder_link(lister, below);
    return !S_ISREG(status.st_mode) || add_file(lister, below, 0, (size_t)status.st_size, err);
}

static bool list_folder(struct lister *lister, int depth, struct err *err) {
    if (depth > CORPUS_MAX_DEPTH)
        return err_set(err, ERR_LIMIT, "%s: more than %d folders deep", lister->path.data, CORPUS_MAX_DEPTH);
    DIR *folder = opendir(lister->path.data);
    if (folder == NULL)
        return err_set(err, ERR_IO, "%s: %s", lister->path.data, strerror(errno));
    size_t length = lister->path.len;
    bool ok = stop_check(err);
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

/* Of a page that is there in both forms the plain one comes first. */
static int compare_files(const void *a, const void *b) {
    const struct corpus_file *left = a, *right = b;
    int order = str_compare(left->path, right->path);
    if (order == 0)
        order = left->is_gzip - right->is_gzip;
    return order != 0 ? order : str_compare(left->name, right->name);
}

static void sort_files(struct corpus_files *files) {
    size_t kept = 0;
    if (files->count > 0)
        qsort(files->files, files->count, sizeof *files->files, compare_files);
    for (size_t i = 0; i < files->count; i++) {
        if (kept > 0 && str_equal(files->files[kept - 1].path, files->files[i].path))
            continue;
        files->files[kept++] = files->files[i];
        files->html_count += files->files[i].is_html;
    }
    files->count = kept;
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

/* Appends the folder where the pages are: the path itself, or a folder inside a bundle; true for a bundle. */
static bool add_root(struct buf *root, struct str path) {
    buf_add(root, path);
    while (root->len > 1 && root->data[root->len - 1] == '/')
        root->data[--root->len] = '\0';
    bool is_bundle = !root->failed && ends_nocase(buf_str(root), STR(".docset"));
    if (is_bundle)
        buf_puts(root, "/" CORPUS_BUNDLE_FOLDER);
    return is_bundle;
}

/* The folder around the one with a bundle's pages, '/' behind it. */
static struct str bundle_root(struct str root) {
    size_t end = root.len;
    while (end > 0 && root.ptr[end - 1] != '/')
        end--;
    return str_head(root, end);
}

static void set_bundle_index(struct corpus_files *files, size_t member) {
    struct str path = STR(CORPUS_BUNDLE_INDEX);
    files->bundle_index = (struct corpus_file){.path = path, .name = str_from_offset(path, 3), .member = member};
}

/* Notes the symbol index of a bundle in a folder, if it is there. */
static void find_bundle_index(struct corpus_files *files) {
    struct buf path;
    struct stat status;
    struct str folder = bundle_root(str_from(files->root));
    files->bundle_root = arena_copy(&files->arena, folder).ptr;
    set_bundle_index(files, 0);
    buf_init(&path, 2 * CORPUS_MAX_PATH_BYTES);
    buf_add(&path, folder);
    buf_add(&path, files->bundle_index.name);
    if (buf_failed(&path) || stat(path.data, &status) != 0 || !S_ISREG(status.st_mode))
        files->bundle_index.path = STR("");
    buf_free(&path);
}

static bool list_tree(struct lister *lister, struct err *err) {
    buf_init(&lister->path, CORPUS_MAX_PATH_BYTES);
    bool is_bundle = add_root(&lister->path, str_from(lister->source->path));
    lister->root_bytes = lister->path.len;
    bool ok = lister->path.failed
                  ? err_set(err, ERR_LIMIT, "a folder's path longer than %d bytes", CORPUS_MAX_PATH_BYTES)
                  : true;
    if (ok) {
        lister->files->root = arena_copy(&lister->files->arena, buf_str(&lister->path)).ptr;
        lister->artifact = path_below(lister->files->root, lister->source->artifact, &lister->files->arena);
        if (is_bundle)
            find_bundle_index(lister->files);
        ok = list_folder(lister, 0, err);
    }
    buf_free(&lister->path);
    return ok;
}

static bool is_hidden(struct str path) {
    for (struct str part; str_split(&path, '/', &part);)
        if (str_starts(part, STR(".")))
            return true;
    return false;
}

static int depth_of(struct str path) {
    int depth = 0;
    for (size_t i = 0; i < path.len; i++)
        depth += path.ptr[i] == '/';
    return depth;
}

/* The folder that all visible files of an archive are in, with '/' behind it; empty when there is no such folder. Only
 * the first part of paths is looked at. */
static struct str top_folder(const struct unpack *archive) {
    struct str top = STR("");
    for (size_t i = 0; i < archive->count; i++) {
        struct str path = archive->members[i].path;
        if (is_hidden(path))
            continue;
        struct str first = str_head(path, str_find_char(path, '/', 0) + 1);
        if (!str_ends(first, STR("/")) || (top.len > 0 && !str_equal(first, top)))
            return STR("");
        top = first;
    }
    return top;
}

/* Lists what is below the root of the archive and marks what will be read. */
static bool list_members(struct lister *lister, struct str root, struct err *err) {
    struct unpack *archive = &lister->files->archive;
    for (size_t i = 0; i < archive->count; i++) {
        struct str path = archive->members[i].path;
        struct str below = str_from_offset(path, root.len);
        if (!str_starts(path, root) || is_hidden(below))
            continue;
        size_t member = unpack_resolve(archive, i);
        if (archive->members[i].is_outer)
            count_outer_link(lister, below);
        if (member == UNPACK_NONE)
            continue;
        if (depth_of(below) > CORPUS_MAX_DEPTH)
            return err_set(err, ERR_LIMIT, "%s: more than %d folders deep", archive->path, CORPUS_MAX_DEPTH);
        if (!add_file(lister, below, member, 0, err))
            return false;
    }
    return true;
}

/* The same for a bundle in an archive. */
static void find_bundle_member(struct corpus_files *files, struct str root) {
    struct buf path;
    buf_init(&path, 2 * CORPUS_MAX_PATH_BYTES);
    buf_add(&path, bundle_root(str_head(root, root.len - 1)));
    buf_puts(&path, &CORPUS_BUNDLE_INDEX[3]);
    size_t member = buf_failed(&path) ? UNPACK_NONE : unpack_find(&files->archive, buf_str(&path));
    if (member != UNPACK_NONE)
        set_bundle_index(files, member);
    buf_free(&path);
}

static bool list_archive(struct lister *lister, struct err *err) {
    const struct corpus_source *source = lister->source;
    struct corpus_files *files = lister->files;
    if (!unpack_open(&files->archive, source->path, err))
        return false;
    struct str top = top_folder(&files->archive);
    struct buf root;
    buf_init(&root, 2 * CORPUS_MAX_PATH_BYTES);
    bool is_bundle = top.len > 0 && add_root(&root, top);
    if (top.len > 0)
        buf_putc(&root, '/');
    bool ok = list_members(lister, buf_str(&root), err);
    if (ok && is_bundle)
        find_bundle_member(files, buf_str(&root));
    buf_free(&root);
    return ok;
}

static bool load_archive(struct corpus_files *files, const struct corpus_source *source, struct err *err) {
    for (size_t i = 0; i < files->count; i++)
        if (files->files[i].is_html || source->wants == NULL || source->wants(files->files[i].path))
            files->archive.members[files->files[i].member].is_wanted = true;
    if (files->bundle_index.path.len > 0)
        files->archive.members[files->bundle_index.member].is_wanted = true;
    if (!unpack_load(&files->archive, source->near, CORPUS_MAX_FILE_BYTES, err))
        return false;
    for (size_t i = 0; i < files->count; i++)
        files->files[i].stored_bytes = files->archive.members[files->files[i].member].record.length;
    return true;
}

bool corpus_list(struct corpus_files *files, const struct corpus_source *source, struct err *err) {
    *files = (struct corpus_files){.outer_link = STR(""), .archive = {.fd = -1, .spool.fd = -1}};
    arena_init(&files->arena);
    arena_init(&files->archive.arena);
    struct lister lister = {.files = files, .source = source};
    struct stat status;
    if (stat(source->path, &status) != 0)
        return err_set(err, ERR_IO, "%s: %s", source->path, strerror(errno));
    if (S_ISDIR(status.st_mode)) {
        bool ok = list_tree(&lister, err);
        sort_files(files);
        return ok;
    }
    if (!unpack_is_archive(str_from(source->path)))
        return err_set(err, ERR_IO,
                       "%s: neither a folder nor an archive (.zip, .tar, .tar.gz, .tgz, .tar.bz2, .tar.xz)",
                       source->path);
    if (!list_archive(&lister, err))
        return false;
    sort_files(files);
    return load_archive(files, source, err);
}

void corpus_files_free(struct corpus_files *files) {
    unpack_close(&files->archive);
    free(files->files);
    arena_free(&files->arena);
    *files = (struct corpus_files){.archive = {.fd = -1, .spool.fd = -1}};
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

static bool read_open_file(int fd, size_t max_bytes, struct str *bytes, struct err *err) {
    struct stat status;
    if (fd < 0 || fstat(fd, &status) != 0)
        return err_set(err, ERR_IO, "%s", strerror(errno));
    if (!S_ISREG(status.st_mode))
        return err_set(err, ERR_IO, "not a regular file");
    if ((size_t)status.st_size > max_bytes)
        return err_set(err, ERR_LIMIT, "larger than %zu bytes", max_bytes);
    char *content = NULL;
    size_t length = 0;
    if (!read_all(fd, (size_t)status.st_size, &content, &length)) {
        free(content);
        return err_set(err, ERR_IO, "%s", strerror(errno));
    }
    *bytes = str_make(content, length);
    return true;
}

/* O_NONBLOCK: a pipe is refused, not waited for. */
bool corpus_read_path(const char *path, size_t max_bytes, struct str *bytes, struct err *err) {
    *bytes = (struct str){NULL, 0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool ok = read_open_file(fd, max_bytes, bytes, err);
    if (fd >= 0)
        close(fd);
    return ok || (err->code == ERR_IO && err_prefix(err, "%s", path));
}

/* Puts what a gzip file holds in its place. */
static bool open_gzip(struct str *bytes, struct err *err) {
    struct str packed = *bytes;
    bool ok = inflate_bytes(packed, CORPUS_MAX_FILE_BYTES, bytes, err);
    free((char *)(size_t)packed.ptr);
    return ok;
}

bool corpus_read_file(const char *root, struct str path, struct str *bytes, struct err *err) {
    *bytes = (struct str){NULL, 0};
    struct buf full;
    buf_init(&full, 2 * CORPUS_MAX_PATH_BYTES);
    buf_addf(&full, "%s/%.*s", root, STR_ARG(path));
    bool ok = buf_failed(&full) ? err_set(err, ERR_LIMIT, "a path longer than %d bytes", 2 * CORPUS_MAX_PATH_BYTES)
                                : corpus_read_path(full.data, CORPUS_MAX_FILE_BYTES, bytes, err);
    buf_free(&full);
    return ok && (corpus_known_path(path).len == path.len || open_gzip(bytes, err));
}

bool corpus_read(const struct corpus_files *files, const struct corpus_file *file, struct str *bytes, struct err *err) {
    if (files->root == NULL)
        return unpack_read(&files->archive, file->member, bytes, err) && (!file->is_gzip || open_gzip(bytes, err));
    const char *folder = file == &files->bundle_index ? files->bundle_root : files->root;
    return corpus_read_file(folder, file->name, bytes, err);
}

static int compare_path(const void *path, const void *file) {
    return str_compare(*(const struct str *)path, ((const struct corpus_file *)file)->path);
}

const struct corpus_file *corpus_find(const struct corpus_files *files, struct str path) {
    if (files->bundle_index.path.len > 0 && str_equal(path, files->bundle_index.path))
        return &files->bundle_index;
    if (files->count == 0)
        return NULL;
    return bsearch(&path, files->files, files->count, sizeof *files->files, compare_path);
}
