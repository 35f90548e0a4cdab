#include "common/base/buf.h"
#include "indexer/input/corpus.h"
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void make_tree(void) {
    static const char *const folders[] = {"docs", "docs/a", "docs/a-b", "docs/.git", "elsewhere"};
    static const char *const files[] = {"docs/z.html",      "docs/a/x.HTM", "docs/a-b/y.xhtml",  "docs/B.html",
                                        "docs/style.css",   "docs/html",    "docs/.hidden.html", "docs/.git/c.html",
                                        "elsewhere/e.html", "docs/.html",   "docs/a.html"};
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        unit_write_folder(folders[i]);
    for (size_t i = 0; i < COUNT_OF(files); i++)
        unit_write_file(files[i], str_from(files[i]));
    assert_int_equal(symlink("../elsewhere/e.html", unit_path("docs/linked.html")), 0);
    assert_int_equal(symlink("../elsewhere", unit_path("docs/linked-folder")), 0);
    assert_int_equal(symlink("nowhere", unit_path("docs/broken.html")), 0);
    assert_int_equal(mkfifo(unit_path("docs/fifo.html"), 0600), 0);
}

static bool list(struct corpus_files *files, const char *name, struct err *err) {
    return corpus_list(files, &(struct corpus_source){.path = unit_path(name), .near = unit_path("spool")}, err);
}

static void files_come_in_byte_order_of_their_paths(void **state) {
    (void)state;
    static const struct {
        const char *path;
        bool is_html;
    } expected[] = {{"B.html", true}, {"a-b/y.xhtml", true}, {"a.html", true},     {"a/x.HTM", true},
                    {"html", false},  {"linked.html", true}, {"style.css", false}, {"z.html", true}};
    make_tree();
    static const char *const roots[] = {"docs", "docs/", "docs//"};
    for (size_t r = 0; r < COUNT_OF(roots); r++) {
        struct corpus_files files;
        struct err err = {0};
        assert_true(list(&files, roots[r], &err));
        assert_int_equal(files.count, COUNT_OF(expected));
        for (size_t i = 0; i < files.count; i++) {
            unit_expect(files.files[i].path, str_from(expected[i].path), roots[r]);
            unit_expect_number(files.files[i].is_html, expected[i].is_html, expected[i].path);
            assert_int_equal(files.files[i].path.ptr[files.files[i].path.len], '\0');
            const char *content = strcmp(expected[i].path, "linked.html") == 0 ? "e.html" : expected[i].path;
            size_t folder_bytes = content == expected[i].path ? strlen("docs/") : strlen("elsewhere/");
            assert_int_equal(files.files[i].stored_bytes, folder_bytes + strlen(content));
        }
        assert_int_equal(files.html_count, 6);
        corpus_files_free(&files);
    }
}

static void a_file_is_read_whole(void **state) {
    (void)state;
    struct str bytes;
    struct err err = {0};
    assert_true(corpus_read_file(unit_path("docs"), STR("a/x.HTM"), &bytes, &err));
    unit_expect(bytes, STR("docs/a/x.HTM"), "content");
    unit_free(bytes);
    unit_write_file("docs/zero.html", STR(""));
    assert_true(corpus_read_file(unit_path("docs"), STR("zero.html"), &bytes, &err));
    assert_int_equal(bytes.len, 0);
    unit_free(bytes);
}

static void what_cannot_be_read_is_named(void **state) {
    (void)state;
    struct corpus_files files;
    struct str bytes;
    struct err err = {0};
    assert_false(list(&files, "missing", &err));
    unit_expect_err(&err, ERR_IO, "missing: No such file");
    corpus_files_free(&files);
    err = (struct err){0};
    assert_false(list(&files, "docs/z.html", &err));
    unit_expect_err(&err, ERR_IO, "z.html: neither a folder nor an archive");
    corpus_files_free(&files);
    assert_false(corpus_read_file(unit_path("docs"), STR("gone.html"), &bytes, &err));
    unit_expect_err(&err, ERR_IO, "gone.html: No such file");
}

static void a_file_over_the_limit_is_refused_unread(void **state) {
    (void)state;
    struct str bytes;
    struct err err = {0};
    unit_write_file("large.html", STR(""));
    assert_int_equal(truncate(unit_path("large.html"), (off_t)CORPUS_MAX_FILE_BYTES + 1), 0);
    assert_false(corpus_read_file(unit_path(""), STR("large.html"), &bytes, &err));
    unit_expect_err(&err, ERR_LIMIT, "larger than");
}

static void folders_too_deep_are_refused(void **state) {
    (void)state;
    struct buf path;
    struct corpus_files files;
    struct err err = {0};
    buf_init(&path, 1000);
    buf_puts(&path, "deep");
    unit_write_folder(path.data);
    for (int i = 0; i < CORPUS_MAX_DEPTH; i++) {
        buf_puts(&path, "/d");
        unit_write_folder(path.data);
    }
    assert_true(list(&files, "deep", &err));
    corpus_files_free(&files);
    buf_puts(&path, "/d");
    unit_write_folder(path.data);
    assert_false(list(&files, "deep", &err));
    unit_expect_err(&err, ERR_LIMIT, "more than 64 folders deep");
    corpus_files_free(&files);
    buf_free(&path);
}

static void compressed_pages_are_known_by_their_plain_name(void **state) {
    (void)state;
    static const struct {
        const char *path, *name;
        bool is_html, is_gzip;
    } expected[] = {{"a.html", "a.html", true, false},
                    {"b.HTM", "b.HTM.gz", true, true},
                    {"c.xhtml", "c.xhtml.GZ", true, true},
                    {"d.css.gz", "d.css.gz", false, false},
                    {"gz", "gz", false, false}};
    static const char *const names[] = {"packed/a.html",     "packed/a.html.gz", "packed/b.HTM.gz",
                                        "packed/c.xhtml.GZ", "packed/d.css.gz",  "packed/gz"};
    struct corpus_files files;
    struct err err = {0};
    unit_write_folder("packed");
    for (size_t i = 0; i < COUNT_OF(names); i++)
        unit_write_file(names[i], STR(""));
    assert_true(list(&files, "packed", &err));
    assert_int_equal(files.count, COUNT_OF(expected));
    assert_int_equal(files.html_count, 3);
    for (size_t i = 0; i < files.count; i++) {
        unit_expect(files.files[i].path, str_from(expected[i].path), "path");
        unit_expect(files.files[i].name, str_from(expected[i].name), "name");
        unit_expect_number(files.files[i].is_html, expected[i].is_html, expected[i].path);
        unit_expect_number(files.files[i].is_gzip, expected[i].is_gzip, expected[i].path);
    }
    struct str bytes;
    assert_false(corpus_read(&files, &files.files[1], &bytes, &err));
    unit_expect_err(&err, ERR_FORMAT, "broken or cut off");
    corpus_files_free(&files);
}

static void patterns_choose_files(void **state) {
    (void)state;
    static const char *const include[] = {"a-b/*", "z.html"}, *const exclude[] = {"**/*.css", "z.html"};
    const struct corpus_source source = {
        .path = unit_path("docs"),
        .include = {include, COUNT_OF(include)},
        .exclude = {exclude, COUNT_OF(exclude)},
    };
    struct corpus_files files;
    struct err err = {0};
    assert_true(corpus_list(&files, &source, &err));
    assert_int_equal(files.count, 2); /* files that are no pages stay */
    unit_expect(files.files[0].path, STR("a-b/y.xhtml"), "page");
    unit_expect(files.files[1].path, STR("html"), "other file");
    corpus_files_free(&files);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_come_in_byte_order_of_their_paths),
        cmocka_unit_test(a_file_is_read_whole),
        cmocka_unit_test(what_cannot_be_read_is_named),
        cmocka_unit_test(compressed_pages_are_known_by_their_plain_name),
        cmocka_unit_test(patterns_choose_files),
        cmocka_unit_test(a_file_over_the_limit_is_refused_unread),
        cmocka_unit_test(folders_too_deep_are_refused),
    };
    return cmocka_run_group_tests(tests, unit_make_folder, unit_remove_folder);
}
