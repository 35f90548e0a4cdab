"""A build that cannot be done says why in one line and leaves the previous artifact as it was."""

import json
import os
import resource
import shutil
import signal
import subprocess
import tarfile
import tempfile
import time
import unittest

from programs import INDEX, Complaints, index, write_pages


def limit_file_size(size_bytes):
    """For preexec_fn: what writes past the limit gets EFBIG, as on a disk that is full."""
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, size_bytes))
    return limit


class BuildTest(Complaints, unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.out = os.path.join(self.folder.name, "out")
        os.mkdir(self.out)
        self.target = os.path.join(self.out, "docs.db")

    def build(self, source, target=None, **options):
        return index("build", "--quiet", "--docset", "docs=" + source, "-o", target or self.target, **options)

    def make_previous(self):
        site = write_pages(os.path.join(self.folder.name, "previous"))
        self.assertEqual(self.build(site).returncode, 0)
        with open(self.target, "rb") as file:
            return file.read()

    def assert_untouched(self, previous):
        """The old artifact is there byte by byte, and nothing else is."""
        self.assertEqual(os.listdir(self.out), ["docs.db"] if previous is not None else [])
        if previous is not None:
            with open(self.target, "rb") as file:
                self.assertEqual(file.read(), previous)

    def test_missing_folder(self):
        missing = os.path.join(self.folder.name, "nothing")
        previous = self.make_previous()
        self.assert_complaint(self.build(missing), "docfinch-index", missing)
        self.assert_untouched(previous)

    def test_folder_without_html(self):
        empty = os.path.join(self.folder.name, "empty")
        os.mkdir(empty)
        previous = self.make_previous()
        self.assert_complaint(self.build(empty), "docfinch-index", empty)
        with open(os.path.join(empty, "readme.txt"), "w", encoding="utf-8") as file:
            file.write("no HTML here\n")
        self.assert_complaint(self.build(empty), "docfinch-index", empty)
        self.assert_untouched(previous)

    def test_failed_build_leaves_nothing_where_nothing_was(self):
        self.assert_complaint(self.build(os.path.join(self.folder.name, "nothing")), "docfinch-index")
        self.assert_untouched(None)

    def test_full_disk(self):
        """At every size, from the first page to the last but one."""
        previous = self.make_previous()
        site = write_pages(os.path.join(self.folder.name, "large"), count=40, words=400)
        whole = os.path.join(self.folder.name, "whole.db")
        self.assertEqual(self.build(site, whole).returncode, 0)
        size = os.path.getsize(whole)
        for limit in (1, 4096, 8192, size // 4, size // 2, size - 4096, size - 1):
            with self.subTest(limit=limit):
                result = self.build(site, preexec_fn=limit_file_size(limit))
                self.assert_complaint(result, "docfinch-index")
                self.assert_untouched(previous)

    def test_small_file_system(self):
        """A real disk that is full, where a small one can be made."""
        disk = os.path.join(self.folder.name, "disk")
        os.mkdir(disk)
        mount = shutil.which("mount")
        made = mount and os.geteuid() == 0 and subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=256k", "docfinch-test", disk], capture_output=True).returncode == 0
        if not made:
            self.skipTest("no small file system can be made here")
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        site = write_pages(os.path.join(self.folder.name, "large"), count=40, words=400)
        target = os.path.join(disk, "docs.db")
        self.assert_complaint(self.build(site, target), "docfinch-index")
        self.assertEqual(os.listdir(disk), [])

    def test_page_that_meets_a_limit_is_named(self):
        """It is indexed all the same; a strict build does not have it."""
        site = write_pages(os.path.join(self.folder.name, "site"))
        with open(os.path.join(site, "many.html"), "w", encoding="utf-8") as file:
            file.write("<h1>Many</h1>" + "<h2>One more</h2>" * 65535 + "<p>lastword")
        result = index("build", "--docset", "docs=" + site, "-o", self.target)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("warning: 1 file met a limit: more than 65,535 entries", result.stderr)
        self.assertIn("docs/many.html", result.stderr)
        self.assertNotIn("left out", result.stdout)
        self.assertEqual(index("search", self.target, "lastword").returncode, 0)
        result = index("build", "--strict", "--quiet", "--docset", "docs=" + site, "-o", self.target)
        self.assertEqual(result.returncode, 3)
        self.assertIn("docs/many.html: met a limit: more than 65,535 entries", result.stderr)

    def test_page_with_an_id_that_is_there_twice_is_named(self):
        """Nothing is left out, so that a strict build has it too."""
        site = write_pages(os.path.join(self.folder.name, "site"))
        with open(os.path.join(site, "twice.html"), "w", encoding="utf-8") as file:
            file.write("<h1>Twice</h1><h2 id=a>One</h2><p>first</p><h2 id=a>Other</h2><p>second</p>")
        result = index("build", "--strict", "--docset", "docs=" + site, "-o", self.target)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("\n  an id that several elements have, of which browsers go to the first (1): docs/twice.html\n",
                      result.stdout)
        self.assertNotIn("left out", result.stdout)
        hits = json.loads(index("search", "--json", self.target, "second").stdout)["hits"]
        self.assertEqual([(hit["anchor"], hit["text_fragment"]) for hit in hits], [("a", "Other")])

    def test_links_to_other_folders_are_counted(self):
        site = write_pages(os.path.join(self.folder.name, "site"))
        other = write_pages(os.path.join(self.folder.name, "other"))
        os.mkdir(os.path.join(site, "inner"))
        for target, name in ((other, "z"), (other, "inner/b"), (os.path.join(site, "inner"), "again"), (".", "self"),
                             ("nowhere", "dead"), (os.path.join(other, "page1.html"), "linked.html")):
            os.symlink(target, os.path.join(site, name))
        result = index("build", "--docset", "docs=" + site, "-o", self.target)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("warning: docs: 2 symbolic links are not followed, as they lead out of the folder to another "
                      "folder; the first is inner/b. ", result.stderr)
        self.assertIn("4 pages", result.stdout)
        for first, second in (("z", "inner/b"), ("z/", "inner/b/*"), ("z/**", "**/b/**")):
            result = index("build", "--docset", "docs=" + site, "--exclude", first, "-o", self.target)
            self.assertIn("1 symbolic link is not followed, as it leads out of the folder to another folder; the first "
                          "is inner/b. ", result.stderr)
            result = index("build", "--docset", "docs=" + site, "--exclude", first, "--exclude", second, "-o",
                           self.target)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertNotRegex(result.stderr, "symbolic|matches nothing")
        result = index("build", "--docset", "docs=" + site, "--exclude", "z/*.html", "-o", self.target)
        self.assertIn("2 symbolic links are not followed", result.stderr)
        os.remove(os.path.join(site, "z"))
        os.remove(os.path.join(site, "inner", "b"))
        result = index("build", "--docset", "docs=" + site, "-o", self.target)
        self.assertNotIn("symbolic", result.stderr)

    def test_links_out_of_an_archive_are_counted(self):
        site = write_pages(os.path.join(self.folder.name, "site"))
        os.symlink("../../other.html", os.path.join(site, "out.html"))
        for target, name in (("page0.html", "in.html"), (".", "self"), ("./", "again"), ("..", "top"), ("../", "top2")):
            os.symlink(target, os.path.join(site, name))
        archive = os.path.join(self.folder.name, "site.tar")
        with tarfile.open(archive, "w") as file:
            file.add(site, "site")
        result = index("build", "--docset", "docs=" + archive, "-o", self.target)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("warning: docs: 1 symbolic link is not followed, as it leads out of the archive; the first is "
                      "out.html. ", result.stderr)
        with tarfile.open(archive, "w") as file:
            for name in os.listdir(site):
                file.add(os.path.join(site, name), name)
        result = index("build", "--docset", "docs=" + archive, "-o", self.target)
        self.assertIn("warning: docs: 3 symbolic links are not followed", result.stderr)

    def test_doc_set_is_called_what_its_start_page_is(self):
        for head, title in (("<title>Lamps | Site</title>", "Lamps"),
                            ("<title>L</title><h1>All lamps</h1>", "All lamps"), ("<h1>Index</h1>", "docs"),
                            ("", "docs")):
            site = write_pages(os.path.join(self.folder.name, "site"))
            with open(os.path.join(site, "index.html"), "w", encoding="utf-8") as file:
                file.write(head + "<p>They shine.</p>")
            self.assertEqual(self.build(site).returncode, 0)
            docset = json.loads(index("info", "--json", self.target).stdout)["docsets"][0]
            self.assertEqual(docset["title"], title)

    def test_target_folder_is_missing(self):
        site = write_pages(os.path.join(self.folder.name, "site"))
        target = os.path.join(self.folder.name, "no", "docs.db")
        self.assert_complaint(self.build(site, target), "docfinch-index", "No such file")

    def test_target_is_a_folder(self):
        site = write_pages(os.path.join(self.folder.name, "site"))
        os.mkdir(self.target)
        self.assert_complaint(self.build(site), "docfinch-index", self.target)
        self.assertEqual(os.listdir(self.out), ["docs.db"])
        self.assertEqual(os.listdir(self.target), [])

    def test_new_build_replaces_the_old(self):
        previous = self.make_previous()
        site = write_pages(os.path.join(self.folder.name, "site"), count=5)
        self.assertEqual(self.build(site).returncode, 0)
        with open(self.target, "rb") as file:
            self.assertNotEqual(file.read(), previous)
        self.assertEqual(os.listdir(self.out), ["docs.db"])

    def test_stopped_build_leaves_the_old(self):
        previous = self.make_previous()
        site = write_pages(os.path.join(self.folder.name, "large"), count=600, words=600)
        for number in (signal.SIGTERM, signal.SIGINT):
            process = subprocess.Popen([INDEX, "build", "--quiet", "--docset", "docs=" + site, "-o", self.target],
                                       stderr=subprocess.DEVNULL)
            time.sleep(0.15)
            process.send_signal(number)
            self.assertNotEqual(process.wait(60), 0)
            self.assert_untouched(previous)

    @unittest.skipIf(os.geteuid() == 0, "root reads everything")
    def test_page_that_may_not_be_read(self):
        site = write_pages(os.path.join(self.folder.name, "site"))
        os.chmod(os.path.join(site, "page1.html"), 0)
        result = self.build(site)
        self.assertIn("page1.html", result.stderr)
        self.assertIn("Permission denied", result.stderr)

    def test_artifact_inside_the_documentation_is_not_part_of_it(self):
        site = write_pages(os.path.join(self.folder.name, "site"))
        target = os.path.join(site, "docs.db")
        built = []
        for _ in range(2):
            result = index("build", "--quiet", "--embed-pages", "--docset", "docs=" + site, "-o", target)
            self.assertEqual(result.returncode, 0, result.stderr)
            with open(target, "rb") as file:
                built.append(file.read())
        self.assertEqual(built[0], built[1])
        self.assertNotIn(b"docs/docs.db", built[0])

    def test_other_data_under_the_name_of_a_page(self):
        page = "<!DOCTYPE html><title>Lamp</title><p>It shines."
        pages = [page.encode("utf-16"), page.encode("utf-16-le"), page.encode("utf-16-be"), b"<p>It shines.\0",
                 b"\xef\xbb\xbf<p>It shines.\0", b"It shines."]
        others = [b"\0\1\2\3It shines\xff\xfe", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR<p>It shines.", bytes(5000)]
        site = write_pages(os.path.join(self.folder.name, "site"))
        for content in pages + others:
            with open(os.path.join(site, "lamp.html"), "wb") as file:
                file.write(content)
            is_page, complaint = content in pages, "not an HTML page, but other data: docs/lamp.html"
            result = index("build", "--docset", "docs=" + site, "-o", self.target)
            self.assertEqual((result.returncode, complaint in result.stderr), (0, not is_page), result.stderr)
            result = index("search", self.target, "shines")
            self.assertEqual((result.returncode, "lamp.html" in result.stdout), (0, True) if is_page else (1, False))
            result = index("build", "--strict", "--docset", "docs=" + site, "-o", self.target)
            self.assertEqual((result.returncode, "docs/lamp.html" in result.stderr),
                             (0, False) if is_page else (3, True), result.stderr)

    def test_dump_of_what_is_no_page(self):
        self.make_previous()
        for name, content in (("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR<p>"), ("notes.txt", b"a < b and <3"),
                              ("data.json", b'{"a": 1}'), ("empty", b""), ("late.html", b"<p>" + b"x" * 90 + b"\0")):
            path = os.path.join(self.folder.name, name)
            with open(path, "wb") as file:
                file.write(content)
            self.assert_complaint(index("dump", path), "docfinch-index", path + ": this is not an HTML page")
        self.assert_complaint(index("dump", self.target), "docfinch-index", "this is not an HTML page")
        for content in (b"<p>x", b"words </p>", b"<!-- -->", "<p>x".encode("utf-16")):
            path = os.path.join(self.folder.name, "page")
            with open(path, "wb") as file:
                file.write(content)
            self.assertEqual(index("dump", path).returncode, 0, content)

    def test_filter_that_does_not_exist_is_no_empty_answer(self):
        self.make_previous()
        cases = {"--kind": "no kind 'nonsense'", "--docset": "no doc set 'nonsense'"}
        for option, reason in cases.items():
            result = index("search", self.target, "page", option, "nonsense")
            self.assertEqual((result.returncode, result.stdout), (2, ""))
            self.assertIn(reason, result.stderr)


if __name__ == "__main__":
    unittest.main()
