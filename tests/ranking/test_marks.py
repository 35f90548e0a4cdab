"""What authors of pages say to search tools, where it takes a whole doc set to see that it is done.

    test_marks.py DOCFINCH_INDEX
"""
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import unittest

MARKED = '<div data-pagefind-body><h1>{title}</h1><p>{text}</p><h2 id="more">More of {title}</h2></div>'
PLAIN = '<main><h1>{title}</h1><p>{text}</p><h2 id="more">More of {title}</h2><p>words words</p></main>'


def page(body, title, text, head=""):
    return (f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
            + body.format(title=title, text=text) + "</body></html>")


class Marks(unittest.TestCase):
    program = None

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.site = pathlib.Path(scratch.name, "site")
        self.site.mkdir()
        self.docs = pathlib.Path(scratch.name, "docs.db")

    def write(self, name, content):
        path = self.site / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, "utf-8")

    def build(self, *options):
        return subprocess.run([self.program, "build", "--docset", f"docs={self.site}", *options, "-o", self.docs],
                              capture_output=True, timeout=60, text=True)

    def rows(self, query):
        connection = sqlite3.connect(self.docs)
        rows = connection.execute(query).fetchall()
        connection.close()
        return rows

    def write_mixed_site(self):
        """Pages without marks in front of, between and behind those that have them; all link to one another."""
        names = [f"{number:02}.html" for number in range(12)]
        links = " ".join(f'<a href="{name}">to {name}</a>' for name in names)
        for number, name in enumerate(names):
            body = MARKED if number in (4, 7, 8) else PLAIN
            self.write(name, page(body, f"Page {number}", f"text {number} {links}"))
        self.write("index.html", page(PLAIN, "Start", '<a href="08.html">eight</a> <a href="01.html">one</a>'))
        self.write("old.html", '<meta http-equiv="refresh" content="0; url=07.html">')

    def test_pages_without_marks_are_named(self):
        self.write_mixed_site()
        result = self.build()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("3 pages, 6 entries", result.stdout)
        self.assertIn("left out: 11 of 14 HTML files", result.stdout)
        self.assertIn("without data-pagefind-body, which other pages of the doc set have (10): docs/00.html, ",
                      result.stdout)
        self.assertIn("only redirects (1): docs/old.html", result.stdout)
        self.assertEqual(self.build("--strict").returncode, 0)

    def test_the_artifact_is_as_if_the_others_were_not_there(self):
        self.write_mixed_site()
        tables = ("page", "entry", "name", "term", "posting", "signal", "docset_kind")
        got = []
        for options in ((), ("--exclude", "0[0-3].html", "--exclude", "0[569].html", "--exclude", "1*.html")):
            self.assertEqual(self.build(*options).returncode, 0)
            got.append({table: self.rows(f"SELECT * FROM {table}") for table in tables})
        self.assertEqual([row[2] for row in got[0]["page"]], ["04.html", "07.html", "08.html"])
        for table in tables:
            self.assertEqual(got[0][table], got[1][table], table)
        self.assertEqual(self.rows("SELECT page.path FROM highlight JOIN entry ON entry.id = highlight.entry JOIN page "
                                   "ON page.id = entry.page WHERE role = 'entry_point'"), [("08.html",)])

    def test_each_doc_set_is_a_site_of_its_own(self):
        self.write_mixed_site()
        other = self.site.parent / "other"
        other.mkdir()
        (other / "a.html").write_text(page(PLAIN, "Other", "other text"), "utf-8")
        self.assertEqual(self.build("--docset", f"other={other}").returncode, 0)
        self.assertEqual(self.rows("SELECT count(*) FROM page GROUP BY docset ORDER BY docset"), [(3,), (1,)])
        self.assertEqual(self.rows("SELECT page_count, entry_count FROM docset ORDER BY id"), [(3, 6), (1, 2)])

    def test_a_marked_page_that_is_left_out_leaves_nothing(self):
        self.write("a.html", page(PLAIN, "A", "text"))
        self.write("b.html", page(MARKED, "B", "text", '<meta name="robots" content="noindex">'))
        result = self.build()
        self.assertEqual(result.returncode, 3)
        self.assertIn("none of 2 HTML files has content", result.stderr)

    def test_version_and_language_for_docsearch(self):
        for name, versions in (("a", ("4.2", "latest,4.2")), ("b", ("4.2", "4.1")), ("c", ("next", "next"))):
            for number, version in enumerate(versions):
                self.write(f"p{number}.html", page(
                    PLAIN, f"Page {number}", "text", f'<meta name="docsearch:version" content="{version}">'
                    '<meta name="docsearch:language" content="de">'))
            self.assertEqual(self.build().returncode, 0)
            wanted = {"a": "4.2", "b": "", "c": "next"}[name]
            self.assertEqual(self.rows("SELECT version, language FROM docset"), [(wanted, "de")], name)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    Marks.program = sys.argv.pop(1)
    unittest.main()
