#include "indexer/input/unpack.h"

#include "common/base/buf.h"
#include "common/base/mem.h"
#include "indexer/stop.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_BYTES ((size_t)64 << 10)

/* One pass over the archive. */
struct pass {
    struct unpack *archive;
    struct archive *reader;
    struct archive_entry *entry;
    const char *name; /* of the entry; NULL between entries */
    uint64_t position, sizes_bytes;
};

bool unpack_is_archive(struct str name) {
    static const struct str suffixes[] = {{".zip", 4},    {".tar", 4},     {".tgz", 4},
                                          {".tar.gz", 7}, {".tar.bz2", 8}, {".tar.xz", 7}};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (name.len > suffixes[i].len &&
            str_equal_nocase(str_from_offset(name, name.len - suffixes[i].len), suffixes[i]))
            return true;
    return false;
}

/* libarchive's message, as one of ours. */
static bool pass_fail(const struct pass *pass, struct err *err) {
    const char *message = archive_error_string(pass->reader);
    err_set(err, ERR_FORMAT, "damaged, cut short or not what its name says: %s", message ? message : "unknown reason");
    return pass->name ? err_prefix(err, "%s: %s", pass->archive->path, pass->name)
                      : err_prefix(err, "%s", pass->archive->path);
}

/* Of a .zip only the directory at its end counts, as for every other program that reads one. */
static bool pass_open(struct pass *pass, struct unpack *archive, struct err *err) {
    *pass = (struct pass){.archive = archive, .reader = archive_read_new()};
    if (pass->reader == NULL || lseek(archive->fd, 0, SEEK_SET) != 0)
        return err_set(err, ERR_IO, "%s: cannot be read from its start", archive->path);
    if (str_ends(str_from(archive->path), STR("p")) || str_ends(str_from(archive->path), STR("P")))
        archive_read_support_format_zip_seekable(pass->reader);
    else
        archive_read_support_format_tar(pass->reader);
    archive_read_support_filter_gzip(pass->reader);
    archive_read_support_filter_bzip2(pass->reader);
    archive_read_support_filter_xz(pass->reader);
    if (archive_read_open_fd(pass->reader, archive->fd, BLOCK_BYTES) != ARCHIVE_OK)
        return pass_fail(pass, err);
    return true;
}

static bool check_size(struct pass *pass, struct err *err) {
    int64_t size = archive_entry_size_is_set(pass->entry) ? archive_entry_size(pass->entry) : 0;
    uint64_t max = pass->archive->max_bytes, unpacked = (uint64_t)archive_filter_bytes(pass->reader, 0);
    pass->sizes_bytes += size > 0 ? (uint64_t)size : 0;
    if (pass->sizes_bytes <= max && (size <= 0 || (uint64_t)size <= max) && unpacked <= max)
        return true;
    return err_set(err, ERR_LIMIT, "%s: unpacks to more than %llu MB, which is refused as it may be meant to do harm",
                   pass->archive->path, (unsigned long long)(max >> 20));
}

/* The next regular file or link. false at the end, with *err unset, and after an error. */
static bool pass_next(struct pass *pass, struct err *err) {
    for (;;) {
        pass->name = NULL;
        int code = archive_read_next_header(pass->reader, &pass->entry);
        if (code == ARCHIVE_EOF)
            return false;
        if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
            return pass_fail(pass, err);
        pass->name = archive_entry_pathname(pass->entry);
        if (!stop_check(err) || !check_size(pass, err))
            return false;
        if (pass->position++ >= UNPACK_MAX_MEMBERS)
            return err_set(err, ERR_LIMIT, "%s: more than %d files", pass->archive->path, UNPACK_MAX_MEMBERS);
        bool is_link = archive_entry_hardlink(pass->entry) != NULL || archive_entry_filetype(pass->entry) == AE_IFLNK;
        if (is_link || archive_entry_filetype(pass->entry) == AE_IFREG)
            return true;
    }
}

/* Appends the parts of a path to `out`, one '/' before each but the first; false when it leads out of the archive. */
static bool add_parts(struct buf *out, struct str path) {
    for (struct str part; str_split(&path, '/', &part);) {
        if (str_is(part, "..")) {
            if (out->len == 0)
                return false;
            while (out->len > 0 && out->data[--out->len] != '/')
                continue;
        } else if (part.len > 0 && !str_is(part, ".")) {
            if (out->len > 0)
                buf_putc(out, '/');
            buf_add(out, part);
        }
    }
    return !buf_failed(out);
}

static bool has_parent_part(struct str path) {
    for (struct str part; str_split(&path, '/', &part);)
        if (str_is(part, ".."))
            return true;
    return false;
}

/* Where the link `member` leads: a hard link names a member, a symbolic one a path from its own folder. */
static void find_target(const struct pass *pass, struct unpack_member *member, struct arena *arena) {
    const char *hard = archive_entry_hardlink(pass->entry);
    struct str target = str_from(hard ? hard : archive_entry_symlink(pass->entry)), path = member->path;
    struct buf out;
    buf_init(&out, 2 * UNPACK_MAX_PATH_BYTES);
    size_t folder_bytes = path.len;
    while (folder_bytes > 0 && path.ptr[folder_bytes - 1] != '/')
        folder_bytes--;
    if (hard == NULL && folder_bytes > 0)
        buf_add(&out, str_head(path, folder_bytes - 1));
    bool is_relative = hard != NULL || !str_starts(target, STR("/"));
    member->is_outer = !is_relative || target.len > UNPACK_MAX_PATH_BYTES || !add_parts(&out, target);
    member->link = member->is_outer ? STR("") : arena_copy(arena, buf_str(&out));
    buf_free(&out);
}

static bool check_name(const struct pass *pass, struct str name, struct err *err) {
    const char *archive = pass->archive->path;
    if (name.len == 0)
        return err_set(err, ERR_FORMAT, "%s: file %llu has no name that can be read", archive,
                       (unsigned long long)pass->position);
    if (name.len > UNPACK_MAX_PATH_BYTES)
        return err_set(err, ERR_LIMIT, "%s: a path longer than %d bytes", archive, UNPACK_MAX_PATH_BYTES);
    if (name.ptr[0] == '/' || has_parent_part(name))
        return err_set(err, ERR_FORMAT, "%s: '%.*s': a path that leads out of the archive", archive, STR_ARG(name));
    return true;
}

/* The name in its plain form; empty for one that names the top folder. */
static struct str plain_path(struct str name, struct arena *arena) {
    struct buf path;
    buf_init(&path, UNPACK_MAX_PATH_BYTES);
    add_parts(&path, name);
    struct str plain = arena_copy(arena, buf_str(&path));
    buf_free(&path);
    return plain;
}

static bool add_member(struct pass *pass, struct err *err) {
    struct unpack *archive = pass->archive;
    struct str name = str_from(pass->name);
    if (!check_name(pass, name, err))
        return false;
    if (archive_entry_is_encrypted(pass->entry))
        return err_set(err, ERR_FORMAT, "%s: '%s' is encrypted", archive->path, pass->name);
    struct unpack_member member = {.path = plain_path(name, &archive->arena), .position = pass->position - 1};
    if (member.path.len == 0)
        return true;
    member.is_link = archive_entry_hardlink(pass->entry) != NULL || archive_entry_filetype(pass->entry) == AE_IFLNK;
    if (member.is_link)
        find_target(pass, &member, &archive->arena);
    archive->names_bytes += member.path.len + member.link.len;
    if (archive->names_bytes > UNPACK_MAX_NAMES_BYTES)
        return err_set(err, ERR_LIMIT, "%s: names longer than %zu bytes together", archive->path,
                       UNPACK_MAX_NAMES_BYTES);
    archive->members = mem_grow(archive->members, archive->count, &archive->capacity, sizeof *archive->members);
    archive->members[archive->count++] = member;
    return true;
}

static int compare_members(const void *a, const void *b) {
    return str_compare(((const struct unpack_member *)a)->path, ((const struct unpack_member *)b)->path);
}

/* Which of two files of one name counts differs from program to program. */
static bool sort_members(struct unpack *archive, struct err *err) {
    if (archive->count > 0)
        qsort(archive->members, archive->count, sizeof *archive->members, compare_members);
    for (size_t i = 1; i < archive->count; i++)
        if (str_equal(archive->members[i - 1].path, archive->members[i].path))
            return err_set(err, ERR_FORMAT, "%s: '%.*s' is in it twice", archive->path,
                           STR_ARG(archive->members[i].path));
    return true;
}

static bool list_members(struct unpack *archive, struct err *err) {
    struct pass pass;
    bool ok = pass_open(&pass, archive, err);
    while (ok && pass_next(&pass, err))
        ok = add_member(&pass, err);
    ok = ok && err->code == ERR_NONE;
    archive_read_free(pass.reader);
    return ok;
}

/* libarchive converts names to the character set of the locale; in one that is not UTF-8 it would put '?' for
 * letters. */
static bool in_utf8(bool (*step)(struct unpack *, struct err *), struct unpack *archive, struct err *err) {
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (utf8 == (locale_t)0)
        return err_set(err, ERR_IO, "%s: archives need the locale C.UTF-8, which is missing here", archive->path);
    locale_t before = uselocale(utf8);
    bool ok = step(archive, err);
    uselocale(before);
    freelocale(utf8);
    return ok;
}

bool unpack_open(struct unpack *archive, const char *path, struct err *err) {
    *archive = (struct unpack){.path = path, .spool.fd = -1};
    arena_init(&archive->arena);
    archive->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status;
    if (archive->fd < 0 || fstat(archive->fd, &status) != 0)
        return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return err_set(err, ERR_IO, "%s: not a regular file", path);
    uint64_t times =
        (uint64_t)status.st_size < UNPACK_MAX_BYTES ? (uint64_t)status.st_size * UNPACK_MAX_RATIO : UINT64_MAX;
    archive->max_bytes = times < UNPACK_FREE_BYTES ? UNPACK_FREE_BYTES : times;
    if (archive->max_bytes > UNPACK_MAX_BYTES)
        archive->max_bytes = UNPACK_MAX_BYTES;
    return in_utf8(list_members, archive, err) && sort_members(archive, err);
}

void unpack_close(struct unpack *archive) {
    if (archive->fd >= 0)
        close(archive->fd);
    archive->fd = -1;
    if (archive->spool.fd >= 0)
        spool_close(&archive->spool);
    free(archive->members);
    archive->members = NULL;
    arena_free(&archive->arena);
}

static size_t find_member(const struct unpack *archive, struct str path) {
    struct unpack_member key = {.path = path};
    const struct unpack_member *found =
        bsearch(&key, archive->members, archive->count, sizeof *archive->members, compare_members);
    return found ? (size_t)(found - archive->members) : UNPACK_NONE;
}

size_t unpack_resolve(const struct unpack *archive, size_t member) {
    for (int steps = 0; member != UNPACK_NONE && archive->members[member].is_link; steps++)
        member = steps < UNPACK_MAX_LINKS ? find_member(archive, archive->members[member].link) : UNPACK_NONE;
    return member;
}

size_t unpack_find(const struct unpack *archive, struct str path) {
    return unpack_resolve(archive, find_member(archive, path));
}

/* What stays the same while the contents are loaded. */
struct load {
    struct pass pass;
    struct unpack_member **wanted; /* in the order of the archive */
    size_t count, next;
    struct buf contents;
};

static int compare_positions(const void *a, const void *b) {
    const struct unpack_member *left = *(struct unpack_member *const *)a, *right = *(struct unpack_member *const *)b;
    return (left->position > right->position) - (left->position < right->position);
}

static void list_wanted(struct load *load, struct unpack *archive) {
    load->wanted = mem_new(archive->count, sizeof *load->wanted);
    for (size_t i = 0; i < archive->count; i++)
        if (archive->members[i].is_wanted)
            load->wanted[load->count++] = &archive->members[i];
    if (load->count > 0)
        qsort(load->wanted, load->count, sizeof *load->wanted, compare_positions);
}

static bool is_larger_than_said(const struct load *load, size_t max_bytes) {
    return archive_entry_size_is_set(load->pass.entry) && archive_entry_size(load->pass.entry) > (int64_t)max_bytes;
}

/* Reads the entry's contents. One more byte than the limit shows that it is passed; the rest is not unpacked. */
static bool read_contents(struct load *load, struct unpack_member *member, struct err *err) {
    size_t max_bytes = load->pass.archive->max_file_bytes;
    struct buf *contents = &load->contents;
    buf_reset(contents);
    member->is_too_large = is_larger_than_said(load, max_bytes);
    while (!member->is_too_large) {
        size_t left = max_bytes + 1 - contents->len, room = left < BLOCK_BYTES ? left : BLOCK_BYTES;
        la_ssize_t got = archive_read_data(load->pass.reader, buf_reserve(contents, room), room);
        if (got < 0)
            return pass_fail(&load->pass, err);
        if (got == 0)
            break;
        contents->len += (size_t)got;
        member->is_too_large = contents->len > max_bytes;
    }
    return true;
}

static bool load_member(struct load *load, struct unpack_member *member, struct err *err) {
    struct unpack *archive = load->pass.archive;
    struct arena arena;
    arena_init(&arena);
    bool is_same = str_equal(plain_path(str_from(load->pass.name), &arena), member->path);
    arena_free(&arena);
    if (!is_same)
        return err_set(err, ERR_IO, "%s: changed while it was read", archive->path);
    if (!read_contents(load, member, err))
        return false;
    if (archive->spool.size_bytes + load->contents.len > archive->max_bytes)
        return err_set(err, ERR_LIMIT, "%s: unpacks to more than it says", archive->path);
    return member->is_too_large || spool_append(&archive->spool, buf_str(&load->contents), &member->record, err);
}

static bool load_wanted(struct unpack *archive, struct err *err) {
    struct load load = {0};
    buf_init(&load.contents, archive->max_file_bytes + BLOCK_BYTES);
    list_wanted(&load, archive);
    bool ok = pass_open(&load.pass, archive, err);
    while (ok && load.next < load.count && pass_next(&load.pass, err))
        if (load.pass.position - 1 == load.wanted[load.next]->position)
            ok = load_member(&load, load.wanted[load.next++], err);
    ok = ok && err->code == ERR_NONE;
    if (ok && load.next < load.count)
        ok = err_set(err, ERR_IO, "%s: changed while it was read", archive->path);
    archive_read_free(load.pass.reader);
    free(load.wanted);
    buf_free(&load.contents);
    return ok;
}

bool unpack_load(struct unpack *archive, const char *near, size_t max_file_bytes, struct err *err) {
    archive->max_file_bytes = max_file_bytes;
    return spool_open(&archive->spool, near, err) && in_utf8(load_wanted, archive, err) &&
           spool_flush(&archive->spool, err);
}

bool unpack_read(const struct unpack *archive, size_t member, struct str *bytes, struct err *err) {
    const struct unpack_member *wanted = &archive->members[member];
    *bytes = (struct str){NULL, 0};
    if (wanted->is_too_large)
        return err_set(err, ERR_LIMIT, "larger than %zu bytes", archive->max_file_bytes);
    struct buf contents;
    buf_init(&contents, archive->max_file_bytes + 1);
    bool ok = spool_read(&archive->spool, wanted->record, &contents, err);
    if (ok)
        *bytes = buf_str(&contents);
    else
        buf_free(&contents);
    return ok;
}
