"""docfinch.yaml and the options that say the same: what is wrong is named with its place, and nothing is read that was
not asked for."""

import os
import sqlite3
import tempfile
import unittest

from programs import Complaints, index, write_pages


class ConfigTest(Complaints, unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        for name in ("one", "two"):
            write_pages(os.path.join(self.folder, "site", name), count=2)

    def config(self, text, name="docfinch.yaml"):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def build(self, *options, **settings):
        return index("build", "--quiet", *options, **settings)

    def docsets(self, path="docs.db"):
        connection = sqlite3.connect(os.path.join(self.folder, path))
        query = "SELECT name, title, version, language, base_url, generator FROM docset ORDER BY id"
        rows = connection.execute(query).fetchall()
        connection.close()
        return rows

    def test_everything_that_can_be_said(self):
        self.config("""
output: out.db
embed_pages: true
strict: true
jobs: 2
docsets:
  - name: first
    path: site/one
    title: "The first: one"
    version: 3.10
    language: pt-BR
    base_url: https://example.org/one/
    generator: sphinx
    include: ["*.html"]
    exclude:
      - page1.html
    synonyms: ["one, first", "a b, c"]
  - name: second
    path: site/two/
""")
        result = self.build("-c", os.path.join(self.folder, "docfinch.yaml"), cwd="/")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.docsets("out.db"), [
            ("first", "The first: one", "3.10", "pt-BR", "https://example.org/one/", "sphinx"),
            ("second", "second", "", "en", "", "generic")])
        connection = sqlite3.connect(os.path.join(self.folder, "out.db"))
        self.assertEqual(connection.execute("SELECT path FROM page WHERE docset = 1").fetchall(), [("page0.html",)])
        self.assertEqual(connection.execute("SELECT count(*) FROM sqlar").fetchone(), (3,))
        connection.close()

    def test_command_line_counts_more(self):
        self.config("output: no.db\ndocsets:\n- {name: a, path: nowhere, title: A, version: 1, include: [x]}\n"
                    "- {name: b, path: site/two, title: B}\n")
        result = self.build("--docset", "c=site/two", "--title", "C", "-c", "docfinch.yaml", "--docset", "a=site/one",
                            "--title", "New A", "--include", "page1.html", "--docset", "b", "--language", "de",
                            "-o", "docs.db", cwd=self.folder)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual([row[:4] for row in self.docsets()],
                         [("a", "New A", "1", "en"), ("b", "B", "", "de"), ("c", "C", "", "en")])
        self.assertFalse(os.path.exists(os.path.join(self.folder, "no.db")))

    def test_file_and_flags_that_say_the_same_give_the_same(self):
        self.config("docsets:\n- name: a\n  path: site/one\n  title: T\n  exclude: [page0.html]\n"
                    "  generator: generic\n  synonyms: ['a, b', 'c, d']")
        made = []
        flags = ("--docset", "a=site/one", "--title", "T", "--exclude", "page0.html", "--generator", "generic",
                 "--synonyms", "a, b", "--synonyms", "c, d")
        for options in (("-c", "docfinch.yaml"), flags):
            result = self.build(*options, cwd=self.folder)
            self.assertEqual(result.returncode, 0, result.stderr)
            with open(os.path.join(self.folder, "docs.db"), "rb") as file:
                made.append(file.read())
        self.assertEqual(made[0], made[1])

    def test_options_that_join_to_the_same_text_give_other_ids(self):
        made = set()
        for title, version in (("a\nb", "c"), ("a", "b\nc"), ("a\n", "b\nc"), ("a", "\nb\nc")):
            self.build("--docset", "d=site/one", "--title", title, "--docs-version", version, cwd=self.folder)
            connection = sqlite3.connect(os.path.join(self.folder, "docs.db"))
            made.add(connection.execute("SELECT value FROM meta WHERE key = 'id'").fetchone()[0])
            connection.close()
        self.assertEqual(len(made), 4)

    def test_no_file_is_read_without_being_named(self):
        self.config("docsets:\n- name: a\n  path: site/one\n")
        result = self.build(cwd=self.folder)
        self.assertEqual(result.returncode, 2)
        self.assertIn("nothing to index", result.stderr)

    def test_what_is_wrong_is_named_with_its_place(self):
        head = "docsets:\n- name: a\n  path: site/one\n"
        cases = (
            (head + "  titel: T\n", ":4: unknown key 'titel'; a doc set may have name, path, title, version, "),
            (head + "  title: 'titel: T'\n\n  titel: T\n", ":6: unknown key 'titel'"),
            (head + "color: red\n", ":4: unknown key 'color'; the file may have docsets, output, jobs, "),
            (head + "  title: [T]\n", ":4: 'title' should be a text, not a list"),
            (head + "  title: {a: b}\n", ":4: 'title' should be a text, not keys with values"),
            (head + "  title:\n", ":4: 'title' is empty"),
            (head + "  include: x\n", ":4: 'include' should be a list"),
            (head + "  include:\n  - x\n  - [y]\n", ":6: entry 2 of 'include' should be a text, not a list"),
            (head + "  include: [" + "a," * 1001 + "]", ":4: 'include' has more than 1000 entries"),
            (head + "  title: T\n  title: T\n", ":5: 'title' is given twice"),
            (head + "- {name: b, path: c, name: d}\n", ":4: 'name' is given twice"),
            (head + "output: a\noutput: b\n", ":5: 'output' is given twice"),
            (head + "embed_pages: maybe\n", ":4: 'embed_pages' should be true or false, not 'maybe'"),
            (head + "strict: [true]\n", ":4: 'strict' should be true or false"),
            (head + "- b\n", ":4: doc set 2 should have keys with values"),
            (head + "  ? [x]\n  : y\n", ":3: what follows cannot be used here"),
            (head + "\tx: y\n", ":3: cannot be read as YAML from here on: found a tab"),
            (head + "jobs: 0\n", "jobs '0': should be a number from 1 to 64"),
            (head + "jobs: 4x\n", "jobs '4x': should be a number from 1 to 64"),
            ("docsets:\n- name: a\n", ":2: a doc set without 'path'"),
            (head + "- title: b\n  path: c\n", ":4: a doc set without 'name'"),
            ("docsets: [\n", ":1: cannot be read as YAML from here on: did not find expected"),
            ("docsets:\n- name: &x a\n  path: *x\n", ":3: an alias ('*' and a name) cannot be used here"),
            ("[1, 2]\n", ": the file should have keys with values"),
            ("docsets: x\n", ":1: 'docsets' should be a list"),
            ("", ": empty"),
            (head + "---\n" + head, ": a second document, which '---' begins, cannot be used here"),
            (head + head.replace("docsets:\n", ""), "doc set 'a': given twice"),
            (head.replace("name: a", "name: a/b"), "doc set 'a/b': a name has letters"),
            (head + "  base_url: example.org\n", "doc set 'a': base_url 'example.org': should start with https://"),
            (head + "  generator: nonsense\n", "doc set 'a': generator 'nonsense': should be one of rustdoc, "),
            (head + "  language: en US\n", "doc set 'a': language 'en US': should be a language tag"),
            (head + "  exclude: [/x]\n", "doc set 'a': exclude '/x': should be a pattern"),
            (head + "  synonyms: [one]\n", "doc set 'a': synonyms 'one': should be 2 to 16 words or phrases"),
            (head + "  synonyms: x, y\n", ":4: 'synonyms' should be a list"),
            (head + "  title: " + "x" * 5000, ":4: 'title' is longer than 4000 bytes"),
            (head.replace("site/one", "x" * 4001), ":3: 'path' is longer than 4000 bytes"),
            ("x" * (1 << 20) + "y", "larger than 1048576 bytes"),
        )
        for text, message in cases:
            with self.subTest(text=text[-60:]):
                path = self.config(text)
                self.assert_complaint(self.build("-c", path), "docfinch-index", "docfinch.yaml:", message)
        self.assertEqual(sorted(os.listdir(self.folder)), ["docfinch.yaml", "site"])

    def test_nothing_to_index(self):
        for text in ("output: x.db\n", "docsets: []\n"):
            result = self.build("-c", self.config(text))
            self.assertEqual(result.returncode, 2)
            self.assertIn("nothing to index", result.stderr)

    def test_file_that_cannot_be_read(self):
        self.assert_complaint(self.build("-c", os.path.join(self.folder, "no.yaml")), "docfinch-index",
                              "no.yaml: No such file")
        self.assert_complaint(self.build("-c", self.folder), "docfinch-index", "not a regular file")
        self.assert_complaint(self.build("-c", "/dev/zero"), "docfinch-index", "/dev/zero: not a regular file")

    def test_path_that_is_wrong_shows_before_anything_is_read(self):
        result = self.build("--docset", "a=site/one", "--docset", "b=missing", "-o", "docs.db", cwd=self.folder)
        self.assert_complaint(result, "docfinch-index", "missing: No such file")

    def test_a_wrong_path_is_named_with_its_doc_set_and_file(self):
        with open(os.path.join(self.folder, "site", "x.txt"), "w", encoding="utf-8") as file:
            file.write("text")
        os.mkdir(os.path.join(self.folder, "empty"))
        cases = (("missing", "missing: No such file"), ("site/x.txt", "site/x.txt: neither a folder nor an archive"),
                 ("empty", "empty: no HTML files"))
        self.config("docsets:\n- {name: a, path: site/one}\n- {name: b, path: site/two}\n", "good.yaml")
        for path, message in cases:
            self.config("docsets:\n- {name: a, path: site/one}\n- {name: b, path: " + path + "}\n")
            for options, begin in ((("-c", "docfinch.yaml"), "docfinch.yaml: doc set 'b': "),
                                   (("-c", "good.yaml", "--docset", "b=" + path), "error: doc set 'b': "),
                                   (("--docset", "b=" + path), "error: doc set 'b': ")):
                self.assert_complaint(self.build(*options, cwd=self.folder), "docfinch-index", begin + message)

    def test_a_wrong_output_is_named_with_its_file(self):
        self.config("output: no/x.db\ndocsets:\n- {name: a, path: site/one}\n")
        self.assert_complaint(self.build("-c", "docfinch.yaml", cwd=self.folder), "docfinch-index",
                              "error: docfinch.yaml: output: no/x.db: cannot be written here")
        self.assert_complaint(self.build("-c", "docfinch.yaml", "-o", "none/x.db", cwd=self.folder), "docfinch-index",
                              "error: none/x.db: cannot be written here")

    def test_a_doc_set_that_the_file_does_not_have(self):
        self.config("docsets:\n- {name: guide, path: site/one}\n")
        result = self.build("-c", "docfinch.yaml", "--docset", "giude", "--title", "T", cwd=self.folder)
        self.assertEqual(result.returncode, 2)
        self.assertIn("--docset 'giude': docfinch.yaml has no doc set of that name", result.stderr)

    def test_what_the_file_turns_on_the_command_line_turns_off(self):
        self.config("embed_pages: true\nstrict: true\ndocsets:\n- {name: a, path: site/one}\n")
        with open(os.path.join(self.folder, "site/one/bad.html.gz"), "wb") as file:
            file.write(b"\x1f\x8b")
        counts = []
        for options, status in (((), 3), (("--no-strict",), 0), (("--no-strict", "--no-embed-pages"), 0)):
            result = self.build("-c", "docfinch.yaml", *options, cwd=self.folder)
            self.assertEqual(result.returncode, status, result.stderr)
            if status == 0:
                connection = sqlite3.connect(os.path.join(self.folder, "docs.db"))
                counts += connection.execute("SELECT count(*) FROM sqlar").fetchone()
                connection.close()
        self.assertEqual(counts, [2, 0])

    def test_patterns_that_match_nothing_are_said(self):
        result = index("build", "--docset", "a=site/one", "--include", "*.html", "--include", "page0.*", "--include",
                       "api/**", "--exclude", "page1.html", "--exclude", "old/", "--docset", "b=site/two", "--exclude",
                       "*.css", cwd=self.folder)
        self.assertEqual(result.returncode, 0, result.stderr)
        warnings = [line for line in result.stderr.splitlines() if "matches nothing" in line]
        self.assertEqual(warnings, ["docfinch-index: warning: a: include 'api/**' matches nothing",
                                    "docfinch-index: warning: a: exclude 'old/' matches nothing",
                                    "docfinch-index: warning: b: exclude '*.css' matches nothing"])
        self.assertEqual(self.build("--docset", "a=site/one", "--exclude", "x", cwd=self.folder).stderr, "")

    def test_progress_names_the_doc_set(self):
        result = index("build", "--docset", "one=site/one", "--docset", "two=site/two", cwd=self.folder)
        self.assertEqual([line for line in result.stderr.splitlines() if "warning" not in line],
                         ["Reading files of one: 2", "Reading files of two: 2", "Writing entries: 8"])

    def test_paths_that_are_too_long(self):
        long = "x/" * 2500
        for options in (("--docset", "a=" + long), ("--docset", "a=site/one", "-o", long), ("-c", long)):
            result = self.build(*options, cwd=self.folder)
            self.assertEqual((result.returncode, result.stderr.count("\n")), (2, 2), result.stderr)
            self.assertIn("a path longer than 4000 bytes", result.stderr)
        for arguments in (("info", long), ("search", long, "x"), ("dump", long), ("dump", "a", "--root", long)):
            result = index(*arguments)
            self.assertEqual(result.returncode, 2)
            self.assertIn("a path longer than 4000 bytes", result.stderr)
        for length in (250, 3900, 3990, 4000):
            path = "/".join(["y" * 200] * 20)[:length]
            self.assert_complaint(self.build("--docset", "a=" + path, cwd=self.folder), "docfinch-index")
            self.assert_complaint(self.build("--docset", "a=site/one", "-o", path, cwd=self.folder), "docfinch-index")

    def test_folders_too_deep_for_a_path(self):
        os.makedirs(os.path.join(self.folder, "deep"))
        here = os.open(os.path.join(self.folder, "deep"), os.O_RDONLY)
        for _ in range(21):
            os.mkdir("z" * 200, dir_fd=here)
            below = os.open("z" * 200, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = below
        os.close(os.open("page.html", os.O_CREAT | os.O_WRONLY, dir_fd=here))
        os.close(here)
        result = self.build("--docset", "a=deep", cwd=self.folder)
        self.assert_complaint(result, "docfinch-index", "a path longer than 4096 bytes")


if __name__ == "__main__":
    unittest.main()
