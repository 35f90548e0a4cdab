"""Documentation in archives, bundles and compressed pages: the same file as from the folder, or one line that says why
not. Nothing in an archive leads out of it, and none is unpacked without end."""

import bz2
import gzip
import io
import lzma
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import unittest
import zipfile

from programs import PAGE, Complaints, index, write_pages

PACKERS = {".tar": lambda data: data, ".tar.gz": gzip.compress, ".tgz": gzip.compress, ".tar.bz2": bz2.compress,
           ".tar.xz": lzma.compress}


def page(title):
    return PAGE.format(title=title, text=f"Words about {title}.").encode()


def read(path):
    with open(path, "rb") as file:
        return file.read()


def tar_bytes(members):
    """A tar of (name, content) pairs; content may be a TarInfo that is completed with the name."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as tar:
        for name, content in members:
            info = content if isinstance(content, tarfile.TarInfo) else tarfile.TarInfo()
            info.name = name
            if not isinstance(content, tarfile.TarInfo):
                info.size = len(content)
            tar.addfile(info, io.BytesIO(b"" if isinstance(content, tarfile.TarInfo) else content))
    return data.getvalue()


def link(target, kind=tarfile.SYMTYPE):
    info = tarfile.TarInfo()
    info.type, info.linkname = kind, target
    return info


def zip_bytes(members, compression=zipfile.ZIP_DEFLATED):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return data.getvalue()


class ArchiveTest(Complaints, unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.work = os.path.join(self.folder, "work")
        os.mkdir(self.work)

    def path(self, name, content=None):
        path = os.path.join(self.folder, name)
        if content is not None:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(content)
        return path

    def build(self, source, *options):
        self.target = os.path.join(self.work, "docs.db")
        return index("build", "--quiet", "--docset", "docs=" + source, *options, "-o", self.target)

    def artifact(self, source, *options):
        result = self.build(source, *options)
        self.assertEqual((result.returncode, result.stderr.count("error")), (0, 0), result.stderr)
        return read(self.target)

    def pages(self, source, *options):
        self.artifact(source, *options)
        connection = sqlite3.connect(self.target)
        paths = [row[0] for row in connection.execute("SELECT path FROM page ORDER BY path")]
        connection.close()
        return paths

    def assert_refused_archive(self, name, content, *words):
        path = self.path(name, content)
        self.assert_complaint(self.build(path), "docfinch-index", path, *words)
        self.assertEqual(os.listdir(self.work), [])

    def test_every_kind_gives_the_file_that_the_folder_gives(self):
        site = write_pages(self.path("guide-1.0"), count=5)
        self.path("guide-1.0/sub/deep.html", page("Deep"))
        self.path("guide-1.0/sub-x/between.html", page("Between"))
        self.path("guide-1.0/style.css", b"p { color: red }\n")
        self.path("guide-1.0/empty.html", b"")
        self.path("guide-1.0/.hidden/no.html", page("Hidden"))
        self.path("guide-1.0/na\u00efve \u65e5.html", page("Letters"))
        os.symlink("../page1.html", self.path("guide-1.0/sub/linked.html"))
        os.symlink("nowhere.html", self.path("guide-1.0/broken.html"))
        os.link(self.path("guide-1.0/page2.html"), self.path("guide-1.0/sub/same.html"))
        for options in ([], ["--embed-pages"]):
            expected = self.artifact(site, *options)
            for top in ("guide-1.0", "."):
                data = io.BytesIO()
                with tarfile.open(fileobj=data, mode="w") as tar:
                    tar.add(site, top)
                for suffix, pack in PACKERS.items():
                    archive = self.path("archive" + suffix, pack(data.getvalue()))
                    self.assertEqual(self.artifact(archive, *options), expected, (suffix, top))
            if shutil.which("zip"):
                archive = self.path("archive.zip")
                subprocess.run(["zip", "-q", "-y", "-r", "-FS", archive, "guide-1.0"], cwd=self.folder, check=True)
                self.assertEqual(self.artifact(archive, *options), expected)
        self.assertEqual(sorted(os.listdir(self.work)), ["docs.db"])

    def test_zip(self):
        site = write_pages(self.path("site"))
        members = [(name, read(os.path.join(site, name))) for name in os.listdir(site)]
        for compression in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            for prefix in ("", "site/"):
                named = [(prefix + name, content) for name, content in members]
                archive = self.path("a.zip", zip_bytes(named, compression))
                self.assertEqual(self.artifact(archive), self.artifact(site))

    def test_one_top_folder_is_the_root_and_hidden_files_beside_it_do_not_count(self):
        members = [("./top/index.html", page("Start")), ("top/sub/a.html", page("A")), (".DS_Store", b"x")]
        self.assertEqual(self.pages(self.path("a.tar", tar_bytes(members))), ["index.html", "sub/a.html"])
        members.append(("readme.txt", b"beside it"))
        self.assertEqual(self.pages(self.path("a.tar", tar_bytes(members))), ["top/index.html", "top/sub/a.html"])

    def test_dash_bundle(self):
        inner = "Contents/Resources/Documents/"
        for name, content in (("index.html", page("Start")), ("api/a.html", page("A"))):
            self.path("Guide.docset/" + inner + name, content)
        self.path("Guide.docset/Contents/Info.plist", b"<plist/>")
        self.path("Guide.docset/Contents/other.html", page("Not a part"))
        expected = self.artifact(self.path("Guide.docset/" + inner))
        for spelling in ("Guide.docset", "Guide.docset/"):
            self.assertEqual(self.artifact(self.path(spelling)), expected)
        with tarfile.open(self.path("Guide.tgz"), "w:gz") as tar:
            tar.add(self.path("Guide.docset"), "Guide.docset")
        self.assertEqual(self.artifact(self.path("Guide.tgz")), expected)
        os.mkdir(self.path("Empty.docset"))
        result = self.build(self.path("Empty.docset"))
        self.assert_complaint(result, "docfinch-index", "Empty.docset/Contents/Resources")

    def test_symbol_index_of_a_dash_bundle(self):
        """It lies beside the folder with the pages: in a bundle, in an archive of one, in a folder of bundles."""
        bundle = "set/Guide.docset/Contents/Resources/"
        self.path(bundle + "Documents/api/a.html", page("A"))
        connection = sqlite3.connect(self.path(bundle + "docSet.dsidx"))
        connection.executescript("CREATE TABLE searchIndex(id INTEGER PRIMARY KEY, name TEXT, type TEXT, path TEXT);"
                                 "INSERT INTO searchIndex(name, type, path) VALUES ('flap', 'Function', "
                                 "'<dash_entry_name=flap>api/a.html#more'), ('gone', 'Function', 'api/gone.html')")
        connection.close()
        with tarfile.open(self.path("Guide.tar.xz"), "w:xz") as tar:
            tar.add(self.path("set/Guide.docset"), "Guide.docset")
        report = os.path.join(self.work, "report.tsv")
        made = []
        for source, folder in (("set/Guide.docset/", ""), ("Guide.tar.xz", ""),
                               ("set", "Guide.docset/Contents/Resources/Documents/")):
            made.append(self.artifact(self.path(source), "--report", report))
            self.assertEqual(read(report).decode().splitlines()[1:], [
                f"docs\tflap\tfunction\t{folder}api/a.html\tmore\tname differs",
                f"docs\tgone\tfunction\t{folder}api/gone.html\t\tpage missing"])
            self.assertEqual(index("search", self.target, "flap").returncode, 0)
        self.assertEqual(made[0], made[1])
        self.artifact(self.path("set/Guide.docset"), "--embed-pages")
        connection = sqlite3.connect(self.target)
        self.assertEqual(connection.execute("SELECT name FROM sqlar").fetchall(), [("docs/api/a.html",)])
        connection.close()
        self.path(bundle + "docSet.dsidx", b"SQLite format 3 and what is none")
        result = index("build", "--docset", "docs=" + self.path("set/Guide.docset"), "-o", self.target)
        self.assertEqual(result.returncode, 0)
        self.assertIn("warning: docs: symbol index ../docSet.dsidx is not used: Dash index: ", result.stderr)

    def test_compressed_pages(self):
        plain, packed, both = self.path("plain"), self.path("packed"), self.path("both")
        for name in ("a.html", "sub/b.htm"):
            self.path("plain/" + name, page(name))
            self.path("packed/" + name + ".gz", gzip.compress(page(name)))
            self.path("both/" + name + ".GZ", gzip.compress(page("Other")))
            self.path("both/" + name, page(name))
        self.path("plain/data.txt.gz", b"as it is")
        self.path("packed/data.txt.gz", b"as it is")
        self.path("both/data.txt.gz", b"as it is")
        for options in ([], ["--embed-pages"]):
            expected = self.artifact(plain, *options)
            self.assertEqual(self.artifact(packed, *options), expected)
            self.assertEqual(self.artifact(both, *options), expected)
        self.assertIn("title: a.html", index("dump", self.path("packed/a.html.gz")).stdout)

    def test_damaged_compressed_page_is_left_out_or_ends_a_strict_build(self):
        site = write_pages(self.path("site"))
        self.path("site/cut.html.gz", gzip.compress(page("Cut"))[:-9])
        self.path("site/bomb.html.gz", gzip.compress(b"0" * (257 << 20), 1))
        result = index("build", "--docset", "docs=" + site, "-o", os.path.join(self.work, "docs.db"))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("left out: 2 of 5 HTML files", result.stdout)
        self.assertIn("warning: 1 file left out: the compressed data is broken or cut off: docs/cut.html.gz",
                      result.stderr)
        self.assertIn("warning: 1 file left out: larger than 268435456 bytes when unpacked: docs/bomb.html.gz",
                      result.stderr)
        os.remove(os.path.join(self.work, "docs.db"))
        result = self.build(site, "--strict")
        self.assertEqual(result.returncode, 3)
        lines = result.stderr.splitlines()
        self.assertEqual(len(lines), 3, lines)
        self.assertIn("docs/bomb.html.gz: left out", lines[0])
        self.assertIn("docs/cut.html.gz: left out", lines[1])
        self.assertIn("2 files were left out or met a limit, which --strict does not allow", lines[2])
        self.assertEqual(os.listdir(self.work), [])

    def test_names_that_lead_out(self):
        for name in ("../out.html", "a/../../out.html", "/out.html", "a/..", "//out.html", "a/../b.html"):
            members = [("a.html", page("A")), (name, page("Out"))]
            self.assert_refused_archive("a.tar", tar_bytes(members), "leads out of the archive")
            self.assert_refused_archive("a.zip", zip_bytes(members), "leads out of the archive")

    def test_names_that_are_there_twice(self):
        members = [("a.html", page("A")), ("b.html", page("B")), ("./a.html", page("Other"))]
        self.assert_refused_archive("a.tar", tar_bytes(members), "'a.html' is in it twice")
        members[2] = ("a.html", page("Other"))
        with self.assertWarns(UserWarning):
            content = zip_bytes(members)
        self.assert_refused_archive("a.zip", content, "'a.html' is in it twice")

    def test_links(self):
        secret = self.path("secret.html", page("Secret"))
        members = [("a.html", page("A")), ("sub/up.html", link("../a.html")), ("sub/again.html", link("up.html")),
                   ("hard.html", link("a.html", tarfile.LNKTYPE)), ("outside.html", link(secret)),
                   ("climb.html", link("../" * 20 + secret)), ("circle.html", link("circle.html")),
                   ("one.html", link("two.html")), ("two.html", link("one.html")), ("folder.html", link("sub")),
                   ("empty.html", link("")), ("out.html", link(secret, tarfile.LNKTYPE))]
        self.assertEqual(self.pages(self.path("a.tar", tar_bytes(members))),
                         ["a.html", "hard.html", "sub/again.html", "sub/up.html"])
        self.assertNotIn(b"Secret", read(self.target))

    def test_what_is_no_file_is_passed_over(self):
        members = [("a.html", page("A"))]
        for kind, name in ((tarfile.FIFOTYPE, "fifo.html"), (tarfile.CHRTYPE, "device.html"),
                           (tarfile.DIRTYPE, "folder.html")):
            members.append((name, link("", kind)))
        self.assertEqual(self.pages(self.path("a.tar", tar_bytes(members))), ["a.html"])

    def test_bombs(self):
        zeros = bytes(1 << 20)
        many = [("a.html", page("A"))] + [(f"{i}.html", zeros) for i in range(300)]
        self.assert_refused_archive("a.tar.xz", lzma.compress(tar_bytes(many), preset=0), "unpacks to more than")
        self.assert_refused_archive("a.zip", zip_bytes(many), "unpacks to more than")
        sparse = tarfile.TarInfo("large.html")
        sparse.size = 1 << 40
        self.assert_refused_archive("a.tar", sparse.tobuf() + tar_bytes([("a.html", page("A"))]),
                                    "unpacks to more than")

    def test_file_over_the_limit(self):
        """Left out as from a folder."""
        large = 257 << 20
        os.makedirs(self.path("site"))
        self.path("site/a.html", page("A"))
        with open(self.path("site/large.html"), "wb") as file:
            file.truncate(large)
        expected = self.artifact(self.path("site"))
        noise = os.urandom(2 << 20)
        data = io.BytesIO()
        with tarfile.open(fileobj=data, mode="w:gz", compresslevel=1) as tar:
            tar.add(self.path("site"), "site")
            info = tarfile.TarInfo("site/noise.bin")
            info.size = len(noise)
            tar.addfile(info, io.BytesIO(noise))
        archive = self.path("a.tar.gz", data.getvalue())
        self.assertEqual(self.artifact(archive), expected)
        self.assertIn("docs/large.html: left out: larger than", self.build(archive, "--strict").stderr)

    def test_encrypted(self):
        content = bytearray(zip_bytes([("a.html", page("A"))]))
        at = content.index(b"PK\1\2") + 8
        content[6] |= 1
        content[at] |= 1
        self.assert_refused_archive("a.zip", bytes(content), "'a.html' is encrypted")

    def test_every_beginning_of_an_archive_is_refused(self):
        members = [(f"{i}.html", page(f"P{i}")) for i in range(3)]
        for name, content in (("a.zip", zip_bytes(members)), ("a.tar.gz", gzip.compress(tar_bytes(members))),
                              ("a.tar.xz", lzma.compress(tar_bytes(members))),
                              ("a.tar.bz2", bz2.compress(tar_bytes(members)))):
            for size in [0, 1, 100] + [len(content) * part // 5 for part in range(1, 5)] + [len(content) - 1]:
                with self.subTest(name=name, size=size):
                    self.assert_refused_archive(name, content[:size])

    def test_flipped_bits_never_do_more_than_end_the_build(self):
        members = [(f"{i}.html", page(f"P{i}")) for i in range(3)]
        for name, content in (("a.zip", zip_bytes(members)), ("a.tar", tar_bytes(members)[:6000]),
                              ("a.tar.gz", gzip.compress(tar_bytes(members)))):
            for step in range(10):
                changed = bytearray(content)
                changed[(step * 7919 + 13) % len(changed)] ^= 1 << step % 8
                result = self.build(self.path(name, bytes(changed)))
                self.assertIn(result.returncode, (0, 3), result.stderr)
                self.assertEqual(result.stderr.count("error: "), int(result.returncode == 3))

    def test_other_kinds_of_files(self):
        self.assert_refused_archive("a.rar", b"Rar!", "neither a folder nor an archive")
        self.assert_refused_archive("a.zip", tar_bytes([("a.html", page("A"))]), "not what its name says")
        self.assert_refused_archive("a.tar", zip_bytes([("a.html", page("A"))]), "not what its name says")
        self.assert_refused_archive("b.tar", tar_bytes([("a.txt", b"text")]), "no HTML files")
        os.mkfifo(self.path("pipe.zip"))
        self.assert_complaint(self.build(self.path("pipe.zip")), "docfinch-index", "not a regular file")

    def test_names_cannot_break_the_line(self):
        self.assert_refused_archive("a.tar", tar_bytes([("../x\n\x1b[31mdocfinch-index: all is well", page("A"))]),
                                    "leads out")

    def test_globs(self):
        for name in ("index.html", "api/a.html", "api/v1/b.html", "old/c.html", "old/d.css", "api/v1/pic.png"):
            self.path("site/" + name, page(name))
        site = self.path("site")
        self.assertEqual(self.pages(site, "--include", "api/**"), ["api/a.html", "api/v1/b.html"])
        self.assertEqual(self.pages(site, "--include", "*.html", "--include", "api/*"), ["api/a.html", "index.html"])
        self.assertEqual(self.pages(site, "--exclude", "**/v1/", "--exclude", "old/"), ["api/a.html", "index.html"])
        self.pages(site, "--include", "*.html", "--exclude", "old/", "--embed-pages")
        connection = sqlite3.connect(self.target)
        names = [row[0] for row in connection.execute("SELECT name FROM sqlar ORDER BY name")]
        connection.close()
        self.assertEqual(names, ["docs/api/v1/pic.png", "docs/index.html"])
        self.assert_complaint(self.build(site, "--include", "nothing/**"), "docfinch-index", "--include and --exclude")

    def test_large_asset_is_not_stored(self):
        site = write_pages(self.path("site"))
        with open(self.path("site/large.bin"), "wb") as file:
            file.truncate((64 << 20) + 1)
        with open(self.path("site/fits.bin"), "wb") as file:
            file.truncate(64 << 20)
        result = index("build", "--docset", "docs=" + site, "--embed-pages", "-o", os.path.join(self.work, "docs.db"))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertNotIn("HTML files", result.stdout)
        self.assertRegex(result.stderr, "warning: 1 file left out: not stored, .*: docs/large.bin\n")
        self.assertEqual(self.build(site, "--embed-pages", "--strict").returncode, 3)
        self.assertEqual(self.build(site, "--strict").returncode, 0)


if __name__ == "__main__":
    unittest.main()
