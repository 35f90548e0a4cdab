"""Words that stand in very many entries: they find nothing by themselves where a rarer word finds something.

    test_common.py DOCFINCH_INDEX
"""
import pathlib
import sys
import tempfile
import unittest

import artifact

COUNT = 400


class Common(unittest.TestCase):
    program = None

    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        birds, boats = pathlib.Path(scratch.name, "birds"), pathlib.Path(scratch.name, "boats")
        birds.mkdir()
        boats.mkdir()
        sections = "".join(f'<h2 id="s{number}">Part {number}</h2><p>A feather.</p>' for number in range(COUNT))
        head = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>All</title></head><body><main><h1>All</h1>'
        egg = '<h2 id="egg">Egg feather part</h2><p>A yolk.</p></main>'
        (birds / "a.html").write_text(head + sections + egg, "utf-8")
        (boats / "b.html").write_text(head + '<h2 id="keelson">Keelson</h2><p>A beam.</p></main>', "utf-8")
        docsets = [("birds", birds), ("boats", boats)]
        cls.docs = artifact.build(cls.program, docsets, pathlib.Path(scratch.name, "docs.db"))

    def search(self, query, docset=None):
        return artifact.search(self.program, self.docs, query, docset)

    def test_it_finds_nothing_beside_a_rare_word(self):
        answer = self.search("yolk feather")
        self.assertEqual([hit["anchor"] for hit in answer["hits"]], ["egg"])

    def test_it_finds_by_itself(self):
        self.assertEqual(self.search("feather")["total"], COUNT + 1)

    def test_it_finds_nothing_beside_a_rare_word_that_is_a_name_with_it(self):
        answer = self.search("egg feather part")
        self.assertEqual((answer["total"], answer["hits"][0]["anchor"]), (1, "egg"))

    def test_it_finds_where_the_rare_word_is_of_another_doc_set(self):
        answer = self.search("keelson feather", "birds")
        self.assertEqual((answer["total"], answer["hits"][0]["docset"]), (COUNT + 1, "birds"))
        self.assertEqual(self.search("keelson feather")["total"], 1)


if __name__ == "__main__":
    Common.program = sys.argv.pop(1)
    unittest.main()
