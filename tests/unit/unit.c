#include "tests/unit/unit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_BYTES 4096
#define SHOWN_BYTES 400

static char folder[PATH_BYTES];

static void show(const char *label, struct str s) {
    print_error("  %s (%zu bytes): ", label, s.len);
    for (size_t i = 0; i < s.len && i < SHOWN_BYTES; i++)
        print_error(s.ptr[i] >= ' ' && s.ptr[i] < 0x7F ? "%c" : "\\x%02X", (unsigned char)s.ptr[i]);
    print_error("%s\n", s.len > SHOWN_BYTES ? "..." : "");
}

void unit_expect(struct str got, struct str want, const char *what) {
    if (str_equal(got, want))
        return;
    show("got", got);
    show("wanted", want);
    fail_msg("%s", what);
}

void unit_expect_number(long long got, long long want, const char *what) {
    if (got != want)
        fail_msg("%s: got %lld, wanted %lld", what, got, want);
}

void unit_expect_err(const struct err *err, enum err_code code, const char *text) {
    if (err->code != code || strstr(err->message, text) == NULL)
        fail_msg("error %d '%s' where %d with '%s' was due", (int)err->code, err->message, (int)code, text);
}

struct str unit_repeat(const char *piece, size_t count) {
    size_t length = strlen(piece);
    char *bytes = malloc(length * count + 1);
    assert_non_null(bytes);
    for (size_t i = 0; i < count; i++)
        memcpy(bytes + i * length, piece, length);
    bytes[length * count] = '\0';
    return str_make(bytes, length * count);
}

void unit_free(struct str s) {
    free((char *)(size_t)s.ptr);
}

int unit_make_folder(void **state) {
    (void)state;
    const char *parent = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/docfinch-unit-XXXXXX", parent != NULL ? parent : "/tmp");
    return mkdtemp(folder) == NULL ? -1 : 0;
}

static void remove_tree(const char *path) {
    DIR *items = opendir(path);
    for (const struct dirent *item; items != NULL && (item = readdir(items)) != NULL;) {
        char child[PATH_BYTES];
        int length = snprintf(child, sizeof child, "%s/%s", path, item->d_name);
        if (strcmp(item->d_name, ".") == 0 || strcmp(item->d_name, "..") == 0 || length >= (int)sizeof child)
            continue;
        if (unlink(child) != 0)
            remove_tree(child);
    }
    if (items != NULL)
        closedir(items);
    rmdir(path);
}

int unit_remove_folder(void **state) {
    (void)state;
    remove_tree(folder);
    return access(folder, F_OK) == 0 ? -1 : 0;
}

const char *unit_path(const char *name) {
    static char paths[2][2 * PATH_BYTES];
    static size_t next;
    char *path = paths[next++ % 2];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

void unit_write_file(const char *name, struct str bytes) {
    FILE *file = fopen(unit_path(name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

void unit_write_folder(const char *name) {
    assert_int_equal(mkdir(unit_path(name), 0700), 0);
}

uint32_t unit_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}
