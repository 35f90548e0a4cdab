"""Words that mean the same, as options and the configuration file say.

    test_synonyms.py DOCFINCH_INDEX
"""
import pathlib
import sys
import tempfile
import unittest

import artifact

HEAD = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>{0}</title></head><body><main><h1 id="top">{0}</h1>'


class Synonyms(unittest.TestCase):
    program = None

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)
        for name, title, text in (("sail.html", "Sail", "A jib."), ("oar.html", "Oar", "For a rowing boat."),
                                  ("crew.html", "Crew", "Who pulls the sails up.")):
            (self.folder / name).write_text(HEAD.format(title) + f"<p>{text}</p></main></body></html>", "utf-8")

    def paths(self, query, *options):
        docs = artifact.build(self.program, [("boats", self.folder)], self.folder / "docs.db",
                              extra=["--docset", f"other={self.folder}"], options=options)
        answer = artifact.search(self.program, docs, query, "boats", literal=True)
        return [hit["path"] for hit in answer["hits"]]

    def test_each_finds_what_has_another(self):
        options = ("--synonyms", "sail, canvas", "--synonyms", "rowing boat, skiff, Jolle")
        self.assertEqual(self.paths("canvas", *options), ["sail.html"])
        self.assertEqual(self.paths("skiff", *options), ["oar.html"])
        self.assertEqual(self.paths("jolle", *options), ["oar.html"])
        self.assertEqual(self.paths("rowing", *options), ["oar.html"])

    def test_they_hold_where_the_doc_set_is_read_anew(self):
        head = HEAD.format("Zodiac").replace("<main>", "<main data-pagefind-body>")
        (self.folder / "zodiac.html").write_text(head + "<p>A skiff.</p></main></body></html>", "utf-8")
        self.assertEqual(self.paths("jolle", "--synonyms", "skiff, Jolle"), ["zodiac.html"])

    def test_without_them_nothing_is_found(self):
        self.assertEqual(self.paths("canvas"), [])

    def test_they_are_of_one_doc_set(self):
        docs = artifact.build(self.program, [("other", self.folder), ("boats", self.folder)], self.folder / "docs.db",
                              options=("--synonyms", "sail, canvas"))
        answer = artifact.search(self.program, docs, "canvas", literal=True)
        self.assertEqual([hit["docset"] for hit in answer["hits"]], ["boats"])


if __name__ == "__main__":
    Synonyms.program = sys.argv.pop(1)
    unittest.main()
