"""Every SQL statement of the two programs is prepared over schema.sql, and none reads a whole table unless it is listed
here with its reason.

    test_statements.py SOURCE_FOLDER
"""
import pathlib
import re
import sqlite3
import sys
import unittest

SOURCES = ("common/search/engine.c", "common/search/corpus.c", "indexer/store/writer.c")

# Table by file: read whole, once, at start or while the artifact is written.
WHOLE = {
    "common/search/corpus.c": {"meta", "docset", "page", "kind", "term"},
    "common/search/engine.c": set(),
    "indexer/store/writer.c": set(),
}


def constants(root):
    """Numbers that SQL text is put together with."""
    values = {}
    for header in ("common/search/answer.h", "common/search/engine.h", "common/index/schema.h"):
        text = (root / header).read_text("utf-8")
        values.update(re.findall(r"^#define (\w+) (\d+)$", text, re.MULTILINE))
    return values


def statements(root, source):
    """The strings of the table `statements`, by the name of the statement."""
    text = (root / source).read_text("utf-8")
    table = re.search(r"statements\[\w+\] = \{(.*?)\n\};", text, re.DOTALL).group(1)
    for name, value in re.findall(r"\[(\w+)\] =(.*?)(?=,\s*\n\s*\[|,?\s*\Z)", table, re.DOTALL):
        value = re.sub(r"LIMIT_OF\((\w+)\)", lambda match: f'" LIMIT {constants(root)[match.group(1)]}"', value)
        yield name, "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', value))


def whole_scans(plan):
    """Tables that a query plan reads from end to end. Rows with no table are constants and sub-queries."""
    scanned = []
    for row in plan:
        match = re.match(r"SCAN (\w+)", row[3])
        if match and "VIRTUAL TABLE" not in row[3] and "USING" not in row[3] and match.group(1) != "CONSTANT":
            scanned.append(match.group(1))
    return scanned


class Statements(unittest.TestCase):
    root = None

    def setUp(self):
        self.db = sqlite3.connect(":memory:")
        self.db.executescript((self.root / "common/index/schema.sql").read_text("utf-8"))

    def tearDown(self):
        self.db.close()

    def plan(self, sql):
        count = max([int(number) for number in re.findall(r"\?(\d+)", sql)], default=0)
        return self.db.execute("EXPLAIN QUERY PLAN " + sql, [""] * count).fetchall()

    def test_every_statement_is_read(self):
        for source in SOURCES:
            text = (self.root / source).read_text("utf-8")
            declared = re.search(r"statements\[\w+\] = \{(.*?)\n\};", text, re.DOTALL)
            names = [name for name, _ in statements(self.root, source)]
            self.assertEqual(names, re.findall(r"^\s*\[(\w+)\]", declared.group(1), re.MULTILINE), source)
            self.assertGreater(len(names), 5, source)

    def test_no_statement_reads_a_whole_table_unannounced(self):
        for source in SOURCES:
            for name, sql in statements(self.root, source):
                with self.subTest(source=source, statement=name):
                    self.assertLessEqual(set(whole_scans(self.plan(sql))), WHOLE[source], sql)

    def test_a_whole_scan_is_seen(self):
        self.assertEqual(whole_scans(self.plan("SELECT id FROM entry WHERE title = ?1")), ["entry"])
        self.assertEqual(whole_scans(self.plan("SELECT id FROM entry WHERE id = ?1")), [])
        self.assertEqual(whole_scans(self.plan("SELECT * FROM name WHERE entry = ?1")), ["name"])

    def test_no_statement_sorts_rows_without_a_bound(self):
        """A sort is allowed where the rows come from a bounded range."""
        allowed = {"SEARCH_TERM_RANGE"}
        for source in SOURCES[:1]:
            for name, sql in statements(self.root, source):
                sorts = any("TEMP B-TREE" in row[3] for row in self.plan(sql))
                self.assertFalse(sorts and name not in allowed, f"{name}: {sql}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    Statements.root = pathlib.Path(sys.argv.pop(1))
    unittest.main()
