"""Ranking tests: each folder beside this file is a sentence that holds. It has a few pages (or, with folders of pages
inside, several doc sets) and queries.tsv: a line per query with what must come.

    a.html#x > b.html#      in this order, wherever they stand
    a.html#x >              in the first place
    a.html#x, b.html#y      both, in any order
    !a.html#x               not at all
    -                       nothing

Groups are separated by " > ". The third column may hold docset=NAME, kind=NAME, literal: no word is corrected,
corrected=WORD+WORD: the query that is answered instead, or corrected= for none, and letters: then every beginning of
the query, letter by letter, must find what is expected.
"""
import csv
import pathlib
import sys
import tempfile
import unittest

import artifact

HERE = pathlib.Path(__file__).resolve().parent
FOLDERS = sorted(path.parent for path in HERE.glob("*/queries.tsv"))


def docsets_of(folder):
    inner = sorted(path for path in folder.iterdir() if path.is_dir())
    return [(path.name, path) for path in inner] or [("docs", folder)]


def parse_expected(text):
    """Groups of places in order, those that must be absent, and whether the first group must be the top."""
    absent = [word[1:] for word in text.split() if word.startswith("!")]
    kept = " ".join(word for word in text.split() if not word.startswith("!"))
    is_top = kept.endswith(">")
    groups = [[place.strip() for place in group.split(",")] for group in kept.rstrip(" >").split(" > ")]
    return groups, absent, is_top


def place_of(hit, has_docsets):
    place = f"{hit['path']}#{hit['anchor']}"
    return f"{hit['docset']}/{place}" if has_docsets else place


def wrong(places, expected):
    """What does not hold, or None."""
    if expected == "-":
        return f"wanted nothing, got {places}" if places else None
    groups, absent, is_top = parse_expected(expected)
    missing = [place for group in groups for place in group if place not in places]
    if missing:
        return f"missing {missing} in {places}"
    unwanted = [place for place in absent if place in places]
    if unwanted:
        return f"unwanted {unwanted} in {places}"
    if is_top and places[0] not in groups[0]:
        return f"wanted {groups[0]} first, got {places}"
    ranks = [[places.index(place) for place in group] for group in groups]
    for before, after in zip(ranks, ranks[1:]):
        if max(before) > min(after):
            return f"wanted {expected}, got {places}"
    return None


class Comparison(unittest.TestCase):
    """The comparison itself can fail."""

    def test_wrong_answers_are_seen(self):
        for places, expected in ((["b#"], "a#"), (["b#", "a#"], "a# > b#"), (["b#", "a#"], "a# >"),
                                 (["a#"], "a#, b#"), (["a#", "b#"], "a# !b#"), (["a#"], "-"), ([], "a#")):
            self.assertIsNotNone(wrong(places, expected), expected)

    def test_right_answers_pass(self):
        for places, expected in ((["a#", "b#"], "a# > b#"), (["a#", "b#"], "b#, a#"), (["a#", "b#"], "a# >"),
                                 (["a#"], "a# !b#"), ([], "-"), (["a#x", "c#", "b#"], "a#x > c#, b#")):
            self.assertIsNone(wrong(places, expected), expected)


class Ranking(unittest.TestCase):
    program = None

    def test_there_are_enough(self):
        self.assertGreaterEqual(len(FOLDERS), 20)

    def ask(self, built, row, has_docsets):
        words = (row["options"] or "").split()
        options = dict(word.split("=") for word in words if "=" in word)
        corrected = options.pop("corrected", None)
        queries = [row["query"]]
        if "literal" in words:
            options["literal"] = True
        if "letters" in words:
            queries = [row["query"][:length] for length in range(1, len(row["query"]) + 1)]
        for query in queries:
            with self.subTest(query=query, **options):
                answer = artifact.search(self.program, built, query, **options)
                reason = wrong([place_of(hit, has_docsets) for hit in answer["hits"]], row["expected"])
                self.assertIsNone(reason, f"'{query}': {reason}")
                if corrected is not None:
                    self.assertEqual(answer["corrected"] or "", corrected.replace("+", " "), query)

    def check_folder(self, folder):
        docsets = docsets_of(folder)
        with tempfile.TemporaryDirectory() as scratch, open(folder / "queries.tsv", encoding="utf-8") as rows:
            built = artifact.build(self.program, docsets, f"{scratch}/docs.db")
            count = 0
            for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
                self.ask(built, row, len(docsets) > 1)
                count += 1
            self.assertGreater(count, 0)

    def test_a_filter_finds_names_that_another_docset_crowds_out(self):
        many = "".join(f'<h2 id="a{i}">aa{i}</h2><p>x</p>' for i in range(400))
        with tempfile.TemporaryDirectory() as scratch:
            for name, body in (("large", many), ("small", '<h2 id="z">azure</h2><p>y</p>')):
                folder = pathlib.Path(scratch, name)
                folder.mkdir()
                (folder / "p.html").write_text(f"<h1>P</h1>{body}", "utf-8")
            docsets = [(name, f"{scratch}/{name}") for name in ("large", "small")]
            built = artifact.build(self.program, docsets, f"{scratch}/docs.db")
            for query in ("a", "az", "azure"):
                hits = artifact.search(self.program, built, query, docset="small")["hits"]
                self.assertEqual([hit["anchor"] for hit in hits[:1]], ["z"], query)


    def test_a_common_word_is_no_name_in_another_case(self):
        many = "".join(f'<h2 id="a{i}">Part {i}</h2><p>Good for {i} days.</p>' for i in range(300))
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch, "docs")
            folder.mkdir()
            (folder / "p.html").write_text(f"<h1>P</h1>{many}", "utf-8")
            (folder / "s.html").write_text('<h1>S</h1><h2 id="for">The for statement</h2><p>Again.</p>', "utf-8")
            (folder / "ast.html").write_text(
                '<script id="documentation_options"></script><div role="main"><h1>Tree</h1><dl class="py class">'
                '<dt class="sig sig-object py" id="ast.For"><span class="descname">ast.For</span></dt><dd>A loop.</dd>'
                '<dt class="sig sig-object py" id="ast.Rare"><span class="descname">ast.Rare</span></dt><dd>Once.</dd>'
                '</dl></div>', "utf-8")
            built = artifact.build(self.program, [("docs", folder)], f"{scratch}/docs.db")
            tiers = {query: [hit["tier"] for hit in artifact.search(self.program, built, query)["hits"]
                             if hit["path"] == "ast.html"][:1] for query in ("for", "For", "rare", "ast.for")}
            self.assertEqual(tiers, {"for": ["text"], "For": ["exact"], "rare": ["tail"], "ast.for": ["exact"]})


def add_folder(folder):
    setattr(Ranking, "test_" + folder.name.replace("-", "_"), lambda self: self.check_folder(folder))


for ranking_folder in FOLDERS:
    add_folder(ranking_folder)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    Ranking.program = sys.argv.pop(1)
    unittest.main()
