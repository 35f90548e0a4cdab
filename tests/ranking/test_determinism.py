"""Equal input gives an equal file, whatever the number of threads, time zone, locale, place and times of the files. And
a stock SQLite finds the file sound.

    test_determinism.py DOCFINCH_INDEX
"""
import os
import pathlib
import shutil
import sqlite3
import sys
import tempfile
import unittest

import artifact

HERE = pathlib.Path(__file__).resolve().parent
GOLDEN = HERE.parent / "golden"

# jobs, environment, times of the files, reversed order of creation
VARIANTS = (
    (1, {}, 0, False),
    (2, {"TZ": "Asia/Kathmandu", "LC_ALL": "C"}, 1_000_000_000, True),
    (4, {"TZ": "America/St_Johns", "LC_ALL": "C.UTF-8"}, 1_700_000_000, False),
    (8, {"LC_ALL": "tr_TR.UTF-8", "TMPDIR": "/tmp"}, 1, True),
)


def copy_tree(source, target, time, is_reversed):
    for path in sorted(source.rglob("*.html"), reverse=is_reversed):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (time, time))


class Determinism(unittest.TestCase):
    program = None

    @classmethod
    def setUpClass(cls):
        cls.scratch = pathlib.Path(tempfile.mkdtemp())
        cls.files = []
        for number, (jobs, environment, time, is_reversed) in enumerate(VARIANTS):
            folder = cls.scratch / f"copy-{'x' * number}{number}"
            for name in ("sphinx", "generic"):
                copy_tree(GOLDEN / name, folder / name, time, is_reversed)
            docsets = [(name, folder / name) for name in ("sphinx", "generic")]
            cls.files.append(artifact.build(cls.program, docsets, folder / "docs.db", jobs, ("--embed-pages",),
                                            **environment))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.scratch)

    def open(self):
        return sqlite3.connect(f"file:{self.files[0]}?mode=ro", uri=True)

    def test_all_files_are_equal(self):
        first = self.files[0].read_bytes()
        for other in self.files[1:]:
            self.assertEqual(other.read_bytes(), first, other)

    def test_other_content_gives_another_file_and_id(self):
        folder = self.scratch / "changed"
        for name in ("sphinx", "generic"):
            copy_tree(GOLDEN / name, folder / name, 0, False)
        with open(folder / "generic" / "table.html", "a", encoding="utf-8") as page:
            page.write("<p>one word more</p>")
        docsets = [(name, folder / name) for name in ("sphinx", "generic")]
        changed = artifact.build(self.program, docsets, folder / "docs.db", 2, ("--embed-pages",))
        ids = [sqlite3.connect(path).execute("SELECT value FROM meta WHERE key = 'id'").fetchone()
               for path in (changed, self.files[0])]
        self.assertNotEqual(ids[0], ids[1])

    def test_a_stock_sqlite_finds_it_sound(self):
        with self.open() as db:
            self.assertEqual(db.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            self.assertEqual(db.execute("PRAGMA journal_mode").fetchone(), ("delete",))
            self.assertEqual(db.execute("PRAGMA freelist_count").fetchone(), (0,))

    def test_the_text_index_is_sound(self):
        copy = self.scratch / "writable.db"
        shutil.copyfile(self.files[0], copy)
        with sqlite3.connect(copy) as db:
            db.execute("INSERT INTO entry_fts(entry_fts) VALUES ('integrity-check')")

    def test_entries_are_in_descending_weight_without_gaps(self):
        with self.open() as db:
            rows = db.execute("SELECT id, weight FROM entry ORDER BY id").fetchall()
        self.assertGreater(len(rows), 40)
        self.assertEqual([row[0] for row in rows], list(range(1, len(rows) + 1)))
        self.assertEqual([row[1] for row in rows], sorted((row[1] for row in rows), reverse=True))

    def test_places_of_a_page_have_no_gaps(self):
        with self.open() as db:
            pages = {}
            for page, place in db.execute("SELECT page, place FROM entry ORDER BY page, place"):
                pages.setdefault(page, []).append(place)
            self.assertEqual(len(pages), db.execute("SELECT count(*) FROM page").fetchone()[0])
            below_others = db.execute("SELECT count(*) FROM entry WHERE place = 0 AND breadcrumbs != ''").fetchone()
        for page, places in pages.items():
            self.assertEqual(places, list(range(len(places))), page)
        self.assertEqual(below_others, (0,), "a page's own entry comes first")

    def test_counts_agree_with_the_tables(self):
        with self.open() as db:
            meta = dict(db.execute("SELECT key, value FROM meta"))
            for table in ("docset", "page", "entry"):
                count = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                self.assertEqual(int(meta[f"{table}_count"]), count, table)
            per_docset = "SELECT count(*) FROM page WHERE docset = docset.id"
            self.assertEqual(db.execute(f"SELECT page_count = ({per_docset}) FROM docset").fetchall(), [(1,), (1,)])
            self.assertEqual(db.execute("SELECT sum(entry_count) FROM docset_kind").fetchone()[0],
                             int(meta["entry_count"]))

    def test_posting_lists_are_as_long_as_the_vocabulary_says(self):
        with self.open() as db:
            for term, count, titles, head in db.execute("SELECT term, entry_count, title_count, postings FROM term"):
                rest = db.execute("SELECT postings FROM posting WHERE term = ? ORDER BY chunk", (term,)).fetchall()
                entries = read_postings(head + b"".join(row[0] for row in rest))
                self.assertEqual(len(entries), count, term)
                self.assertEqual(sum(in_title for _, in_title in entries), titles, term)
                ids = [entry for entry, _ in entries]
                self.assertEqual(ids, sorted(set(ids)), term)


def read_postings(data):
    """Pairs of entry and whether the term is in its title; the format is in common/index/postings.h."""
    postings, entry, at = [], 0, 0
    while at < len(data):
        difference, shift = 0, 0
        while data[at] >= 0x80:
            difference |= (data[at] & 0x7F) << shift
            shift, at = shift + 7, at + 1
        difference |= data[at] << shift
        entry += difference
        postings.append((entry, data[at + 1] >> 7))
        at += 2
    return postings


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    Determinism.program = sys.argv.pop(1)
    unittest.main()
